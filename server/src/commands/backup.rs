//! `backup` and `restore`: one consistent copy of all zones, without sessions, devices, links and keys.

use crate::config::{Settings, Wrong};
use crate::house::open_store_as_it_is;
use std::path::{Path, PathBuf};

/// The words after `backup` and `restore`.
#[derive(clap::Args)]
pub struct Backup {
    /// The folder of the copy
    pub folder: PathBuf,
    #[command(flatten)]
    pub settings: Settings,
}

/// The words after `restore`.
pub type RestoreArgs = Backup;

/// Writes a copy into an empty folder, while the server runs.
pub async fn write(settings: &Settings, folder: &Path) -> Result<(), Wrong> {
    let store = open_store_as_it_is(settings).await?;
    store.backup_to(folder).await.map_err(|why| failed(&why))?;
    store.close().await;
    println!(
        "The backup is in {}. The keys are not in it: keep your copy of them elsewhere.",
        folder.display()
    );
    Ok(())
}

/// Puts a copy into empty databases.
pub async fn put_back(settings: &Settings, folder: &Path) -> Result<(), Wrong> {
    store::Store::restore_from(folder, &settings.urls()).await.map_err(|why| failed(&why))?;
    println!(
        "The backup is restored. Everybody has to sign in again. Put your copy of the keys at {} and run `health-thing check` before you start.",
        settings.key_file().display()
    );
    Ok(())
}

fn failed(why: &store::Error) -> Wrong {
    let sentence = match why {
        store::Error::NotEmpty => {
            "There is data or an older backup in that place already (not empty). Nothing was changed: choose an empty place.".to_owned()
        }
        store::Error::Claimed => {
            "A server, or another restore, works with these files. Nothing was changed: stop it first, or choose an empty place.".to_owned()
        }
        store::Error::Full => "The disk is full. Make room, remove the unfinished copy, and try again.".to_owned(),
        store::Error::Damaged(what) => format!(
            "The database is damaged ({what}), and no backup was made of it: it would look whole. {}.",
            crate::house::DAMAGED
        ),
        store::Error::Backup(what) => format!("This backup cannot be used: {what}. Nothing was changed: choose another one."),
        why => format!("The backup failed: {why}. Look whether the folder can be written and the databases answer."),
    };
    Wrong(sentence)
}
