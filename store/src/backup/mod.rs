//! Backups: made while the store is in use, without sessions, links and the devices of the daily message, and put back only where
//! nothing is.
//!
//! A zone of SQLite becomes a file of SQLite, a zone of PostgreSQL a file of lines. A file that is not complete has
//! the ending `.part`. Keys are not in the database, so they are in no backup either.

mod lines;
mod sqlite;

use crate::driver::sqlite::make_folder;
use crate::driver::zone::Base;
use crate::driver::zones::ZoneSpec;
use crate::driver::{Accounts, Community, Error, Result, Staff, Zone, postgres};
use crate::{Store, Urls};
use std::fs::File;
use std::path::{Path, PathBuf};

#[cfg(test)]
pub(crate) use lines::{BackedTable, SQL as POSTGRES_ONLY};

/// A zone as a backup has to know it.
pub(crate) trait Copied: ZoneSpec {
    /// Its tables in an order in which parents come first.
    const TABLES: &'static [lines::BackedTable];
    /// A question that is true when no table holds a row.
    const IS_EMPTY: &'static str;
    /// True for the zone that is restored first, and carries the mark until the last one is.
    const FIRST: bool;
    /// Rows that no copy holds.
    const FORGET: &'static [(&'static str, &'static str)];
}

impl Copied for Accounts {
    const TABLES: &'static [lines::BackedTable] = lines::ACCOUNTS;
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
    const TABLES: &'static [lines::BackedTable] = lines::COMMUNITY;
    const IS_EMPTY: &'static str =
        "select not exists (select 1 from experts) and not exists (select 1 from threads) as is_empty";
    const FIRST: bool = false;
    const FORGET: &'static [(&'static str, &'static str)] = &[];
}

impl Copied for Staff {
    const TABLES: &'static [lines::BackedTable] = lines::STAFF;
    const IS_EMPTY: &'static str =
        "select not exists (select 1 from staff) and not exists (select 1 from staff_log) as is_empty";
    const FIRST: bool = false;
    const FORGET: &'static [(&'static str, &'static str)] = &[
        ("staff_sessions", "delete from staff_sessions"),
        ("staff_links", "delete from staff_links"),
        // When it was backed up is nothing that a copy of it could know.
        ("jobs", "delete from jobs"),
    ];
}

/// The step since which the other zones hold a log of staff, and a backup has a file of the zone of staff.
const WITH_STAFF: i64 = 74;

impl Store {
    /// Writes all zones into a folder, each as it is at one moment, without sessions. Refuses to overwrite a backup.
    pub async fn backup_to(&self, folder: &Path) -> Result<()> {
        make_folder(folder)?;
        backup(&self.accounts, folder).await?;
        backup(&self.community, folder).await?;
        backup(&self.staff, folder).await
    }

    /// Reads a backup of PostgreSQL to its end, as a restore does before it changes anything, and says how many rows it has.
    pub fn read_backup(folder: &Path) -> Result<u64> {
        let (step, accounts) = read_lines::<Accounts>(folder)?;
        let (_, community) = read_lines::<Community>(folder)?;
        let staff = if step < WITH_STAFF { 0 } else { read_lines::<Staff>(folder)?.1 };
        Ok(accounts + community + staff)
    }

    /// Puts a backup into zones that are empty, do not exist yet, or hold a restore that was cut off; refuses
    /// otherwise, before it changes anything. Until it has come to its end, nobody can open the store.
    pub async fn restore_from(folder: &Path, urls: &Urls) -> Result<()> {
        let _claim = Self::claim(urls)?;
        let again = is_half(&urls.accounts).await?;
        let accounts = Restore::<Accounts>::check(folder, &urls.accounts, again).await?;
        let community = Restore::<Community>::check(folder, &urls.community, again).await?;
        // One that was made before there were staff leaves their zone as it is: empty.
        let staff = match accounts.step() < WITH_STAFF {
            true => Restore::<Staff>::check_nothing(&urls.staff, again).await?,
            false => Restore::<Staff>::check(folder, &urls.staff, again).await?,
        };
        // The mark comes with the accounts, which are first, and goes when everything is there.
        accounts.write().await?;
        community.write().await?;
        staff.write().await?;
        whole(&urls.accounts).await
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

fn read_lines<Z: Copied>(folder: &Path) -> Result<(i64, u64)> {
    lines::read_through::<Z>(&found::<Z>(folder, "lines")?)
}

fn found<Z: ZoneSpec>(folder: &Path, ending: &str) -> Result<PathBuf> {
    let file = folder.join([Z::NAME, ".", ending].concat());
    if file.is_file() { Ok(file) } else { Err(Error::Backup(format!("{} is missing", file.display()))) }
}

fn new_file<Z: ZoneSpec>(folder: &Path, ending: &str) -> Result<PathBuf> {
    let file = folder.join([Z::NAME, ".", ending].concat());
    if file.exists() { Err(Error::NotEmpty) } else { Ok(file) }
}

/// A backup of one zone that fits the place it shall go to.
pub(crate) enum Restore<Z> {
    Sqlite(sqlite::FileRestore<Z>),
    Lines(lines::LinesRestore<Z>),
    /// Of a backup that is older than the zone.
    Nothing,
}

impl<Z: Copied> Restore<Z> {
    pub(crate) async fn check(folder: &Path, url: &str, again: bool) -> Result<Self> {
        let ending = if url.starts_with("sqlite:") { "sqlite" } else { "lines" };
        let file = found::<Z>(folder, ending)?;
        Ok(match ending {
            "sqlite" => Self::Sqlite(sqlite::FileRestore::check(&file, url, again).await?),
            _ => Self::Lines(lines::LinesRestore::check(&file, url, again).await?),
        })
    }

    /// Checks that the place of a zone that the backup does not know holds nothing.
    pub(crate) async fn check_nothing(url: &str, again: bool) -> Result<Self> {
        if !again {
            match url.starts_with("sqlite:") {
                true => sqlite::check_empty::<Z>(url).await?,
                false => lines::check_empty::<Z>(url).await?,
            }
        }
        Ok(Self::Nothing)
    }

    /// The newest migration of the tables that it holds.
    pub(crate) fn step(&self) -> i64 {
        match self {
            Self::Sqlite(restore) => restore.step,
            Self::Lines(restore) => restore.step,
            Self::Nothing => 0,
        }
    }

    pub(crate) async fn write(self) -> Result<()> {
        match self {
            Self::Sqlite(restore) => restore.write().await,
            Self::Lines(restore) => restore.write().await,
            Self::Nothing => Ok(()),
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
