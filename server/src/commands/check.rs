//! `check`: a table of what is as it should be and what is not. Exit code 0 only when all of it is.

use super::runtime;
use crate::checks;
use crate::config::{Settings, Wrong};
use crate::house::open_store_as_it_is;
use crate::log;
use app::kit::state::Check;
use store::Store;

/// Looks at everything, prints the table, and fails when anything is wrong.
pub fn run(settings: Settings) -> Result<(), Wrong> {
    let lines = match settings.verified() {
        Err(wrong) => vec![Check { what: "settings", found: Err(wrong.0) }],
        Ok(settings) => {
            log::start(settings.log_format, crate::house::edges().0);
            runtime(2)?.block_on(async { checks::look(&settings, look_at_databases(&settings).await) })
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

/// Every page is looked at, and every index.
async fn look_at_databases(settings: &Settings) -> Result<String, String> {
    if settings.is_new() {
        return Ok("made at the first start, or by `health-thing migrate`".to_owned());
    }
    let store = open_store_as_it_is(settings).await.map_err(|wrong| wrong.0)?;
    let found = match store.look_at_everything().await {
        Ok(()) => match (checks::look_at_store(settings, &store).await, counted(&store).await) {
            (Ok(found), Ok(counted)) => Ok(format!("{found}; {counted}")),
            (Err(wrong), _) => Err(wrong),
            (_, Err(why)) => Err(checks::broken(why)),
        },
        Err(why) => Err(checks::broken(why)),
    };
    store.close().await;
    found
}

/// The numbers of what there is, for whoever has the machine and can count it anyway.
async fn counted(store: &Store) -> store::Result<String> {
    let accounts = store.accounts.read().await?.accounts().count().await?;
    let threads = store.community.read().await?.threads().count().await?;
    Ok(format!("{accounts} accounts, {threads} threads"))
}
