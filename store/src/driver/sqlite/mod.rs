//! A zone as a file of SQLite: one writer, readers, and settings that are read back.

mod claim;
mod conn;
mod damage;
mod leaves;
mod migrate;
mod readers;
mod schema;
mod writer;
mod written;

pub(crate) use claim::claim;
pub(crate) use conn::{Columns, Conn, make_closed};
pub(crate) use damage::DamageLook;
#[cfg(test)]
pub(crate) use leaves::laid_down;
#[cfg(any(test, feature = "testing"))]
pub(crate) use migrate::apply_to;
pub(crate) use migrate::newest;
pub(crate) use readers::{Reader, Readers};
pub(crate) use schema::is_ours;
pub(crate) use writer::Lent;

use super::zones::ZoneSpec;
use super::{Error, Result};
use domain::live::Topic;
use std::fs::DirBuilder;
use std::os::unix::fs::DirBuilderExt;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};
use std::time::Duration;
use tokio::sync::broadcast;
use writer::Writer;

/// Settings of every connection that writes, in this order.
const SETTINGS: &[(&str, &str)] = &[
    ("journal_mode", "wal"),
    ("secure_delete", "on"),
    ("trusted_schema", "off"),
    ("cell_size_check", "on"),
    ("synchronous", "full"),
    ("foreign_keys", "on"),
    // After a burst the journal shrinks again to so many bytes.
    ("journal_size_limit", "67108864"),
];

/// Settings as they are read back, and why each matters.
const WANTED: &[(&str, &str)] = &[
    ("secure_delete", "1"),   // deleted text and keys are overwritten (T32)
    ("auto_vacuum", "2"),     // free pages can be given back
    ("trusted_schema", "0"),  // a tampered file cannot run functions
    ("cell_size_check", "1"), // a page whose rows overlap is not served
    ("journal_mode", "wal"),  // readers do not wait for the writer
    ("synchronous", "2"),     // an acknowledged post survives a power failure
    ("foreign_keys", "1"),    // no row without its parent
    ("encoding", "UTF-8"),
];

const FIRST_PAGE: &str = "select pgno from sqlite_dbpage where pgno = 1";
/// Stands in the file of the accounts from before the first file of a restore is in its place until the last one is.
const HALF: &str = "create table half_restored (one integer) strict";
const IS_HALF: &str =
    "select exists (select 1 from sqlite_master where name = 'half_restored') as half_restored";
const WHOLE: &str = "drop table half_restored";

/// The time to wait for another process that writes.
pub(crate) const BUSY: Duration = Duration::from_secs(5);

/// The doors of one file.
pub(crate) struct Doors {
    pub writer: Writer,
    pub readers: Arc<Readers>,
    file: DatabaseFile,
    /// The damage, once some was found.
    damage: OnceLock<Error>,
}

/// A file, and after how many pages of journal they are carried over into it.
#[derive(Clone)]
struct DatabaseFile {
    path: PathBuf,
    journal_pages: &'static str,
}

impl DatabaseFile {
    /// Opens a connection that writes, to a file that is there.
    fn open(&self) -> Result<Conn> {
        self.settled(Conn::open(&self.path, BUSY)?)
    }

    /// Opens one, and makes the file when it is missing.
    fn make(&self) -> Result<Conn> {
        let conn = Conn::make(&self.path, BUSY)?;
        // Asked for once, when the file is new: asking writes, also when nothing changes, and connections are opened on a
        // full disk too.
        conn.set("auto_vacuum", "incremental")?;
        self.settled(conn)
    }

    fn settled(&self, conn: Conn) -> Result<Conn> {
        for (setting, value) in SETTINGS {
            conn.set(setting, value)?;
        }
        conn.set("wal_autocheckpoint", self.journal_pages)?;
        for (setting, wanted) in WANTED {
            conn.expect(setting, wanted)?;
        }
        Ok(conn)
    }
}

impl Doors {
    pub(crate) fn open<Z: ZoneSpec>(url: &str, live: &broadcast::Sender<Topic>) -> Result<Self> {
        let file = DatabaseFile { path: file_of(url)?, journal_pages: Z::JOURNAL_PAGES };
        let mut conn = file.make()?;
        if is_half(&mut conn)? {
            return Err(Error::HalfRestored);
        }
        migrate::apply(&mut conn, &Z::MIGRATIONS.sqlite)?;
        // SQLite was built so that pages can be laid down by their keys (`order.rs`).
        conn.run(FIRST_PAGE, &[])?;
        let readers = Readers::new(&file.path);
        // Now, and not when the first page is asked for, is the time to refuse.
        drop(readers.lend(false)?);
        let writer = Writer::start(conn, file.clone(), live.clone())?;
        Ok(Self { writer, readers, file, damage: OnceLock::new() })
    }

    /// The path of the file.
    pub(crate) fn path(&self) -> &Path {
        &self.file.path
    }

    /// The size of the file.
    pub(crate) fn bytes(&self) -> u64 {
        std::fs::metadata(self.path()).map_or(0, |file| file.len())
    }

    /// The size of its journal.
    pub(crate) fn journal_bytes(&self) -> u64 {
        std::fs::metadata(beside(self.path(), "-wal")).map_or(0, |journal| journal.len())
    }

    /// Looks for damage; from the moment at which some was found, [`Doors::sound`] refuses.
    pub(crate) async fn look(&self, look: DamageLook) -> Result<()> {
        let found = self.aside(move |conn| look.at(conn)).await;
        found.map_err(|error| match error {
            Error::Damaged(what) => {
                let called = self.path().file_name().unwrap_or_default().display();
                let error = Error::Damaged(format!("{called}: {what}"));
                self.damage.get_or_init(|| error).clone()
            }
            other => other,
        })
    }

    /// Refuses once damage was found.
    pub(crate) fn sound(&self) -> Result<()> {
        self.damage.get().map_or(Ok(()), |error| Err(error.clone()))
    }

    /// Works on the file with a connection of its own, on a thread that no request needs.
    pub(crate) async fn aside<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Conn) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        let file = self.file.clone();
        on_a_thread(move || work(&mut file.open()?)).await
    }

    pub(crate) async fn close(&self) {
        self.readers.close();
        self.writer.close().await;
    }
}

/// The number of migrations that wait for a file.
pub(crate) fn waiting<Z: ZoneSpec>(url: &str) -> Result<usize> {
    let (file, migrations) = (file_of(url)?, &Z::MIGRATIONS.sqlite);
    if !file.exists() {
        return Ok(migrations.iter().count());
    }
    let mut conn = Conn::open(&file, BUSY)?;
    if is_half(&mut conn)? { Err(Error::HalfRestored) } else { migrate::waiting(&conn, migrations) }
}

/// True when a restore into this file did not come to its end.
pub(crate) fn is_half(conn: &mut Conn) -> Result<bool> {
    Ok(conn.ask(IS_HALF, &[], |row| row.get::<bool>("half_restored"))? == [true])
}

/// Notes that this is the first file of a restore.
pub(crate) fn half(conn: &mut Conn) -> Result<()> {
    conn.run(HALF, &[]).map(drop)
}

/// Notes that all files of a restore are in their places.
pub(crate) fn whole(conn: &mut Conn) -> Result<()> {
    conn.run(WHOLE, &[]).map(drop)
}

/// Makes a folder that its owner alone can enter, unless there is one.
pub(crate) fn make_folder(folder: &Path) -> std::io::Result<()> {
    DirBuilder::new().recursive(true).mode(0o700).create(folder)
}

/// The path of a file that SQLite keeps beside another.
pub(crate) fn beside(file: &Path, ending: &str) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(ending);
    name.into()
}

/// Does what takes long on a thread that no request needs.
pub(crate) async fn on_a_thread<T: Send + 'static>(
    work: impl FnOnce() -> Result<T> + Send + 'static,
) -> Result<T> {
    tokio::task::spawn_blocking(work).await.unwrap_or_else(|ended| match ended.try_into_panic() {
        Ok(panic) => std::panic::resume_unwind(panic),
        // The program is about to end.
        Err(_) => Err(Error::Offline),
    })
}

/// The file that an address names.
pub(crate) fn file_of(url: &str) -> Result<PathBuf> {
    let file = url.strip_prefix("sqlite://").or_else(|| url.strip_prefix("sqlite:")).unwrap_or_default();
    if file.is_empty() || file.contains(['?', '%']) {
        return Err(Error::Unsafe("an address of SQLite is sqlite: and the name of a file".to_owned()));
    }
    Ok(PathBuf::from(file))
}
