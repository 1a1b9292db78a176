//! `backup` and `restore`: one consistent copy of all zones, without sessions, devices, links and keys.

use crate::checks;
use crate::config::{Settings, Wrong};
use crate::house::{broken_store, edges, keys_fit, open_store_as_it_is};
use crate::keys;
use crate::redact::redact;
use std::path::{Path, PathBuf};
use store::{Store, Urls, jobs};

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
    let written = store.backup_to(folder).await;
    let noted = note_end(&store, jobs::BACKUP, written.as_ref().map_err(ToString::to_string).map(drop)).await;
    store.close().await;
    written.map_err(|why| failed(&why))?;
    noted?;
    println!(
        "The backup is in {}. The keys are not in it: keep your copy of them elsewhere.",
        folder.display()
    );
    Ok(())
}

/// Puts a copy into empty databases.
pub async fn put_back(settings: &Settings, folder: &Path) -> Result<(), Wrong> {
    Store::restore_from(folder, &settings.urls()).await.map_err(|why| failed(&why))?;
    println!(
        "The backup is restored. Everybody has to sign in again. Put your copy of the keys at {} and run `health-thing check` before you start.",
        settings.key_file().display()
    );
    Ok(())
}

/// Tests a copy: puts it back into a folder of its own, looks at everything, and throws that away again. One of PostgreSQL is read to its
/// end, as a restore does first: a database to put it into is not ours to make.
pub async fn test(settings: &Settings, folder: &Path) -> Result<(), Wrong> {
    if settings.is_postgres() {
        let read = Store::read_backup(folder);
        let store = open_store_as_it_is(settings).await?;
        note_end(&store, jobs::RESTORE_TEST, read.as_ref().map(drop).map_err(ToString::to_string)).await?;
        store.close().await;
        let rows = read.map_err(|why| failed(&why))?;
        println!("The backup in {} is whole: {rows} rows were read.", folder.display());
        return Ok(());
    }
    let place = settings.data.join("restore-test");
    let found = put_back_and_look(settings, folder, &place).await;
    let removed = std::fs::remove_dir_all(&place);
    let store = open_store_as_it_is(settings).await?;
    note_end(&store, jobs::RESTORE_TEST, found.as_ref().map(drop).map_err(|wrong| wrong.0.clone())).await?;
    store.close().await;
    let found = found?;
    removed.map_err(|why| {
        Wrong(format!("{} could not be removed ({why}). Remove it yourself.", place.display()))
    })?;
    println!("The backup in {} can be restored: {found}.", folder.display());
    Ok(())
}

async fn put_back_and_look(settings: &Settings, folder: &Path, place: &Path) -> Result<String, Wrong> {
    if place.exists() {
        std::fs::remove_dir_all(place)
            .map_err(|why| Wrong(format!("{} is in the way ({why}). Remove it.", place.display())))?;
    }
    let url = |zone: &str| format!("sqlite://{}", place.join(zone).display());
    let urls = Urls {
        accounts: url("accounts.sqlite"),
        community: url("community.sqlite"),
        staff: url("staff.sqlite"),
    };
    Store::restore_from(folder, &urls).await.map_err(|why| failed(&why))?;
    let store = Store::open(&urls).await.map_err(|why| failed(&why))?;
    let looked = async {
        store.look_at_everything().await.map_err(|why| failed(&why))?;
        if let Some(keys) = keys::read(&settings.key_file())? {
            keys_fit(settings, &store, &keys).await?;
        }
        checks::look_at_store(settings, &store).await.map_err(Wrong)
    };
    let looked = looked.await;
    store.close().await;
    looked
}

/// Keeps how a backup, or a test of one, ended: the page about the system shows it.
async fn note_end(store: &Store, job: &str, how: Result<(), String>) -> Result<(), Wrong> {
    let now = edges().0.now().timestamp();
    let kept = async {
        let mut tx = store.staff.begin().await?;
        match how {
            Ok(()) => tx.jobs().set_done(job, now).await?,
            Err(why) => tx.jobs().set_failed(job, now, &redact(&why)).await?,
        }
        tx.commit().await
    };
    kept.await.map_err(broken_store)
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
