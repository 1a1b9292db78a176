//! `check`: a table of what is as it should be and what is not. Exit code 0 only when all of it is.

use super::runtime;
use crate::assets::Files;
use crate::config::{Settings, Wrong};
use crate::house::{DAMAGED, keys_fit, open_store_as_it_is};
use crate::{keys, log};

/// One line of the table.
struct Check {
    what: &'static str,
    found: Result<String, String>,
}

/// Looks at everything, prints the table, and fails when anything is wrong.
pub fn run(settings: Settings) -> Result<(), Wrong> {
    let lines = match settings.verified() {
        Err(wrong) => vec![Check { what: "settings", found: Err(wrong.0) }],
        Ok(settings) => {
            log::start(settings.log_format, crate::house::edges().0);
            runtime(2)?.block_on(look(&settings))
        }
    };
    for Check { what, found } in &lines {
        match found {
            Ok(found) => println!("ok     {what:<10} {found}"),
            Err(wrong) => println!("WRONG  {what:<10} {wrong}"),
        }
    }
    match lines.iter().filter(|line| line.found.is_err()).count() {
        0 => Ok(()),
        count => {
            Err(Wrong(format!("{count} of {} checks failed. Each line above says what to do.", lines.len())))
        }
    }
}

async fn look(settings: &Settings) -> Vec<Check> {
    vec![
        Check {
            what: "settings",
            found: Ok(format!("origin {}, listening on {}", settings.origin, settings.address)),
        },
        Check { what: "keys", found: look_at_keys(settings) },
        Check { what: "push", found: look_at_push(settings) },
        Check { what: "databases", found: look_at_databases(settings).await },
        Check { what: "files", found: look_at_files(settings) },
    ]
}

fn look_at_keys(settings: &Settings) -> Result<String, String> {
    let file = settings.key_file();
    match keys::read(&file).map_err(|wrong| wrong.0)? {
        Some(_) => Ok(format!("{} can be read by its owner only", file.display())),
        None if settings.is_new() => Ok(format!("{} is made at the first start", file.display())),
        None => Err(format!(
            "The key file {} is missing. Put back your copy of it before you start.",
            file.display()
        )),
    }
}

/// Says what members can ask for, and what a push service sees of this server. The signing key follows from the key file.
fn look_at_push(settings: &Settings) -> Result<String, String> {
    if !settings.push {
        return Ok("off: members get no message of the day".to_owned());
    }
    let Some(keys) = keys::read(&settings.key_file()).map_err(|wrong| wrong.0)? else {
        return Ok("on, with a key that follows from the key file".to_owned());
    };
    Ok(match settings.push_service(&keys) {
        None => "off: with an http:// origin it needs push_contact".to_owned(),
        Some(on) => format!("on, signed as {}, contact {}, speaks to {}", on.key, on.contact, on.services),
    })
}

/// Opening the store reads back every pragma (G1); it refuses otherwise, and when the tables are older than this version. Then
/// every page is looked at, and every index.
async fn look_at_databases(settings: &Settings) -> Result<String, String> {
    if settings.is_new() {
        return Ok("made at the first start, or by `health-thing migrate`".to_owned());
    }
    let store = open_store_as_it_is(settings).await.map_err(|wrong| wrong.0)?;
    if let Some(keys) = keys::read(&settings.key_file()).map_err(|wrong| wrong.0)? {
        keys_fit(settings, &store, &keys).await.map_err(|wrong| wrong.0)?;
    }
    let counted = async {
        store.look_at_everything().await?;
        let notices = store.notices_damage().await?;
        let accounts = store.accounts.read().await?.accounts().count().await?;
        let threads = store.community.read().await?.threads().count().await?;
        Ok::<_, store::Error>((accounts, threads, notices))
    };
    let counted = counted.await.map_err(|why| match why {
        store::Error::Damaged(_) => format!("{why}. {DAMAGED}."),
        why => why.to_string(),
    });
    store.close().await;
    let (accounts, threads, notices) = counted?;
    let kind = if settings.is_postgres() { "PostgreSQL" } else { "SQLite" };
    let advice = if notices {
        ""
    } else {
        "; data_checksums are off: with them (pg_checksums) damage of the disk is noticed"
    };
    Ok(format!(
        "{kind}, tables up to date, no damage, safety settings read back; {accounts} accounts, {threads} threads{advice}"
    ))
}

fn look_at_files(settings: &Settings) -> Result<String, String> {
    let site = settings.site_folder();
    match Files::read(&site) {
        Ok(files) => match files.fit() {
            Ok(()) => Ok(format!("{} files for the browser in {}", files.count(), site.display())),
            Err(stale) => Err(super::serve::stale_site(&stale)),
        },
        Err(why) => Err(format!(
            "The files for the browser are not in {} ({why}). Build them with `cargo xtask serve`, or set `site`.",
            site.display()
        )),
    }
}
