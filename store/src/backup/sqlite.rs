//! A zone of SQLite as a file of SQLite.

use super::{Copied, finish, part};
use crate::zone::Zone;
use crate::{Error, Result, live, sqlite};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode};
use sqlx::{ConnectOptions, Connection, SqliteConnection};
use std::marker::PhantomData;
use std::path::{Path, PathBuf};

const COPY: &str = "vacuum into $1";
const TIDY: &str = "vacuum";
const HAS_TABLE: &str = "select exists (select 1 from sqlite_master where type = 'table' and name = $1)";
const CHECK: &str = "pragma integrity_check";

/// Copies the zone as it is at one moment; writers go on meanwhile.
pub(super) async fn backup<Z: Copied>(base: &sqlite::Base, file: &Path) -> Result<()> {
    let part = part(file);
    remove(&part)?;
    let to = part.to_str().ok_or_else(|| Error::Backup("the folder's name is not UTF-8".to_owned()))?;
    let mut conn = base.options.clone().create_if_missing(false).connect().await?;
    sqlx::query(COPY).bind(to).execute(&mut conn).await?;
    conn.close().await?;
    forget::<Z>(&part).await?;
    finish(&part, file)
}

/// Takes out what no copy holds, and writes the rest anew so that no free page remembers it.
async fn forget<Z: Copied>(file: &Path) -> Result<()> {
    let mut conn = open_copy(file).await?;
    for (table, sql) in Z::FORGET {
        // A backup of an earlier version may not know the table yet.
        if sqlx::query_scalar(HAS_TABLE).bind(table).fetch_one(&mut conn).await? {
            sqlx::query(*sql).execute(&mut conn).await?;
        }
    }
    sqlx::query(TIDY).execute(&mut conn).await?;
    Ok(conn.close().await?)
}

/// Without a journal: it would hold what is taken out, and a copy that breaks is made anew.
async fn open_copy(file: &Path) -> Result<SqliteConnection> {
    let options = SqliteConnectOptions::new()
        .filename(file)
        .journal_mode(SqliteJournalMode::Off)
        .pragma("secure_delete", "on")
        .pragma("trusted_schema", "off")
        .disable_statement_logging();
    Ok(options.connect().await?)
}

/// A checked copy beside the place it shall go to.
pub(super) struct Restore<Z> {
    part: PathBuf,
    to: PathBuf,
    zone: PhantomData<fn() -> Z>,
}

impl<Z: Copied> Restore<Z> {
    pub(super) async fn check(file: &Path, url: &str) -> Result<Self> {
        let to = sqlite::options(url)?.get_filename().to_owned();
        if to.exists() {
            check_empty::<Z>(url).await?;
        }
        if let Some(folder) = to.parent() {
            std::fs::create_dir_all(folder)?;
        }
        let part = part(&to);
        remove(&part)?;
        std::fs::copy(file, &part)?;
        let checked = Self { part, to, zone: PhantomData };
        check_sound::<Z>(&checked.part).await?;
        Ok(checked)
    }

    pub(super) async fn write(self) -> Result<()> {
        for ending in ["", "-wal", "-shm"] {
            let mut name = self.to.clone().into_os_string();
            name.push(ending);
            remove(Path::new(&name))?;
        }
        finish(&self.part, &self.to)
    }
}

impl<Z> Drop for Restore<Z> {
    fn drop(&mut self) {
        // Gone already when it was written; else nobody needs it any more.
        let _ = remove(&self.part);
    }
}

async fn check_empty<Z: Copied>(url: &str) -> Result<()> {
    let zone = Zone::<Z>::open(url, &live::channel()).await?;
    let mut tx = zone.look().await?;
    let empty: bool = on!(tx, conn => sqlx::query_scalar(Z::IS_EMPTY).fetch_one(conn).await)?;
    drop(tx);
    zone.close().await;
    if empty { Ok(()) } else { Err(Error::NotEmpty) }
}

/// Whether the file is whole and of this zone; takes sessions out in case somebody copied a file by hand.
async fn check_sound<Z: Copied>(file: &Path) -> Result<()> {
    let damaged = |what: String| Error::Backup(format!("{}.sqlite: {what}", Z::NAME));
    let said = look_through::<Z>(file).await.map_err(|error| damaged(error.to_string()))?;
    if said != "ok" {
        return Err(damaged(said));
    }
    forget::<Z>(file).await
}

async fn look_through<Z: Copied>(file: &Path) -> Result<String> {
    let mut conn = open_copy(file).await?;
    let said = sqlx::query_scalar(CHECK).fetch_one(&mut conn).await?;
    sqlx::query(Z::IS_EMPTY).execute(&mut conn).await?;
    conn.close().await?;
    Ok(said)
}

fn remove(file: &Path) -> Result<()> {
    match std::fs::remove_file(file) {
        Err(why) if why.kind() != std::io::ErrorKind::NotFound => Err(why.into()),
        _ => Ok(()),
    }
}
