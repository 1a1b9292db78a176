//! Backups: made while the store is in use, without sessions and without the devices of the daily message, and put back only where nothing is.
//!
//! A zone of SQLite becomes a file of SQLite, a zone of PostgreSQL a file of lines. A file that is not complete has
//! the ending `.part`. Keys are not in the database, so they are in no backup either.

mod lines;
mod sqlite;

use crate::Store;
use crate::driver::sqlite::make_folder;
use crate::driver::zone::Base;
use crate::driver::zones::ZoneSpec;
use crate::driver::{Accounts, Community, Error, Result, Zone, postgres};
use std::fs::File;
use std::path::{Path, PathBuf};

#[cfg(test)]
pub(crate) use lines::{SQL as POSTGRES_ONLY, Table};

/// A zone as a backup has to know it.
pub(crate) trait Copied: ZoneSpec {
    /// Its tables in an order in which parents come first.
    const TABLES: &'static [lines::Table];
    /// A question that is true when no table holds a row.
    const IS_EMPTY: &'static str;
    /// True for the zone that is restored first, and carries the mark until the last one is.
    const FIRST: bool;
    /// Rows that no copy holds.
    const FORGET: &'static [(&'static str, &'static str)];
}

impl Copied for Accounts {
    const TABLES: &'static [lines::Table] = lines::ACCOUNTS;
    const IS_EMPTY: &'static str = "select not exists (select 1 from organisations)
        and not exists (select 1 from cohorts) and not exists (select 1 from accounts) as is_empty";
    const FIRST: bool = true;
    const FORGET: &'static [(&'static str, &'static str)] = &[
        ("sessions", "delete from sessions"),
        ("handovers", "delete from handovers"),
        ("push", "delete from push"),
        ("push_turns", "delete from push_turns"),
    ];
}

impl Copied for Community {
    const TABLES: &'static [lines::Table] = lines::COMMUNITY;
    const IS_EMPTY: &'static str =
        "select not exists (select 1 from experts) and not exists (select 1 from threads) as is_empty";
    const FIRST: bool = false;
    const FORGET: &'static [(&'static str, &'static str)] = &[];
}

impl Store {
    /// Writes both zones into a folder, each as it is at one moment, without sessions. Refuses to overwrite a backup.
    pub async fn backup_to(&self, folder: &Path) -> Result<()> {
        make_folder(folder)?;
        backup(&self.accounts, folder).await?;
        backup(&self.community, folder).await
    }

    /// Puts a backup into two zones that are empty, do not exist yet, or hold a restore that was cut off; refuses
    /// otherwise, before it changes anything. Until it has come to its end, nobody can open the store.
    pub async fn restore_from(folder: &Path, accounts_url: &str, community_url: &str) -> Result<()> {
        let _claim = Self::claim(accounts_url, community_url)?;
        let again = is_half(accounts_url).await?;
        let accounts = Restore::<Accounts>::check(folder, accounts_url, again).await?;
        let community = Restore::<Community>::check(folder, community_url, again).await?;
        // The mark comes with the accounts, which are first, and goes when everything is there.
        accounts.write().await?;
        community.write().await?;
        whole(accounts_url).await
    }
}

async fn is_half(accounts_url: &str) -> Result<bool> {
    if accounts_url.starts_with("sqlite:") {
        return sqlite::is_half(accounts_url).await;
    }
    let pool = postgres::connect::<Accounts>(accounts_url).await?;
    let half = postgres::is_half(&mut *pool.acquire().await?).await;
    pool.close().await;
    half
}

async fn whole(accounts_url: &str) -> Result<()> {
    if accounts_url.starts_with("sqlite:") {
        return sqlite::whole(accounts_url).await;
    }
    let pool = postgres::connect::<Accounts>(accounts_url).await?;
    let whole = postgres::whole(&mut *pool.acquire().await?).await;
    pool.close().await;
    whole
}

async fn backup<Z: Copied>(zone: &Zone<Z>, folder: &Path) -> Result<()> {
    match &zone.base {
        Base::Sqlite(base) => sqlite::backup::<Z>(base, &new_file::<Z>(folder, "sqlite")?).await,
        Base::Postgres(pool) => lines::backup::<Z>(pool, &new_file::<Z>(folder, "lines")?).await,
    }
}

fn new_file<Z: ZoneSpec>(folder: &Path, ending: &str) -> Result<PathBuf> {
    let file = folder.join([Z::NAME, ".", ending].concat());
    if file.exists() { Err(Error::NotEmpty) } else { Ok(file) }
}

/// A backup of one zone that fits the place it shall go to.
pub(crate) enum Restore<Z> {
    Sqlite(sqlite::FileRestore<Z>),
    Lines(lines::LinesRestore<Z>),
}

impl<Z: Copied> Restore<Z> {
    pub(crate) async fn check(folder: &Path, url: &str, again: bool) -> Result<Self> {
        let ending = if url.starts_with("sqlite:") { "sqlite" } else { "lines" };
        let file = folder.join([Z::NAME, ".", ending].concat());
        if !file.is_file() {
            return Err(Error::Backup(format!("{} is missing", file.display())));
        }
        Ok(match ending {
            "sqlite" => Self::Sqlite(sqlite::FileRestore::check(&file, url, again).await?),
            _ => Self::Lines(lines::LinesRestore::check(&file, url, again).await?),
        })
    }

    pub(crate) async fn write(self) -> Result<()> {
        match self {
            Self::Sqlite(restore) => restore.write().await,
            Self::Lines(restore) => restore.write().await,
        }
    }
}

/// The name of a file while it is not complete.
fn part(file: &Path) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(".part");
    name.into()
}

/// Makes a complete file visible under its name, also after a power failure.
fn finish(part: &Path, file: &Path) -> Result<()> {
    File::open(part)?.sync_all()?;
    std::fs::rename(part, file)?;
    sync_folder(file)
}

/// Keeps the names in the folder of a file as they are now.
fn sync_folder(file: &Path) -> Result<()> {
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    Ok(File::open(folder)?.sync_all()?)
}
