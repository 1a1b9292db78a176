//! What is as it should be and what is not: for the command `check`, and for the page about the system.

use crate::assets::Files;
use crate::config::Settings;
use crate::house::{DAMAGED, keys_fit};
use crate::keys;
use app::kit::state::{BoxFuture, Check, SystemLook};
use domain::time::Day;
use std::sync::Arc;
use store::Store;

/// Looks at an installation that serves, each time that it is asked.
pub fn of(
    settings: Arc<Settings>,
    store: Store,
) -> Arc<dyn Fn() -> BoxFuture<'static, SystemLook> + Send + Sync> {
    Arc::new(move || {
        let (settings, store) = (settings.clone(), store.clone());
        Box::pin(async move {
            let databases = look_at_store(&settings, &store).await;
            SystemLook {
                checks: look(&settings, databases),
                version: env!("CARGO_PKG_VERSION"),
                keys_since: keys_since(&settings),
            }
        })
    })
}

/// All checks, with what was found in the databases.
pub fn look(settings: &Settings, databases: Result<String, String>) -> Vec<Check> {
    vec![
        Check {
            what: "settings",
            found: Ok(format!("origin {}, listening on {}", settings.origin, settings.address)),
        },
        Check { what: "keys", found: look_at_keys(settings) },
        Check { what: "push", found: look_at_push(settings) },
        Check { what: "databases", found: databases },
        Check { what: "files", found: look_at_files(settings) },
    ]
}

/// The day on which the key file was written.
fn keys_since(settings: &Settings) -> Option<Day> {
    let written = std::fs::metadata(settings.key_file()).and_then(|file| file.modified()).ok()?;
    Some(Day::of(written.into()))
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

/// Finds no numbers: whoever looks at a page again and again would see when somebody joins. The store was opened, which reads back every pragma (G1) and refuses tables that are older than this version.
pub async fn look_at_store(settings: &Settings, store: &Store) -> Result<String, String> {
    if let Some(keys) = keys::read(&settings.key_file()).map_err(|wrong| wrong.0)? {
        keys_fit(settings, store, &keys).await.map_err(|wrong| wrong.0)?;
    }
    let looked = async {
        for ping in [store.accounts.ping().await, store.community.ping().await, store.staff.ping().await] {
            ping?;
        }
        store.notices_damage().await
    };
    let notices = looked.await.map_err(broken)?;
    let kind = if settings.is_postgres() { "PostgreSQL" } else { "SQLite" };
    let advice = if notices {
        ""
    } else {
        "; data_checksums are off: with them (pg_checksums) damage of the disk is noticed"
    };
    Ok(format!("{kind}, tables up to date, no damage, safety settings read back{advice}"))
}

/// A failure of the store, with what to do.
pub fn broken(why: store::Error) -> String {
    match why {
        store::Error::Damaged(_) => format!("{why}. {DAMAGED}."),
        why => why.to_string(),
    }
}

fn look_at_files(settings: &Settings) -> Result<String, String> {
    let site = settings.site_folder();
    match Files::read(&site) {
        Ok(files) => match files.fit() {
            Ok(()) => Ok(format!("{} files for the browser in {}", files.count(), site.display())),
            Err(stale) => Err(stale_site(&stale)),
        },
        Err(why) => Err(format!(
            "The files for the browser are not in {} ({why}). Build them with `cargo xtask serve`, or set `site`.",
            site.display()
        )),
    }
}

/// Says what to do when program and browser files are of two builds.
pub fn stale_site(stale: &str) -> String {
    format!(
        "The browser files were made for another version of this program ({stale}): pages work, but nothing in them moves. \
         Build both with `cargo xtask serve`, or copy the program and its `target/site` together."
    )
}
