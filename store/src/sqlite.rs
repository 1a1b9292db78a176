//! A zone as a file of SQLite: one writer, some readers, and settings that are read back.

use crate::quick::Quick;
use crate::quick_writer::{QuickWriter, Turn};
use crate::readers::Readers;
use crate::search::Backlog;
use crate::writer::Writer;
use crate::zone::Kind;
use crate::{Error, Result};
use domain::ids::ThreadId;
use sqlx::sqlite::{
    SqliteAutoVacuum, SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous,
};
use sqlx::{ConnectOptions, SqliteConnection, SqlitePool};
use std::str::FromStr;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::broadcast;

/// What every connection must say when asked, in the order of asking, and why it matters.
const SETTINGS: &[(&str, &str)] = &[
    ("pragma secure_delete", "1"),  // deleted text and keys are overwritten (T32)
    ("pragma auto_vacuum", "2"),    // free pages can be given back
    ("pragma trusted_schema", "0"), // a tampered file cannot run functions
    ("pragma journal_mode", "wal"), // readers do not wait for the writer
    ("pragma synchronous", "2"),    // an acknowledged post survives a power failure
    ("pragma foreign_keys", "1"),   // no row without its parent
    ("pragma encoding", "UTF-8"),
];

/// How large the journal stays after a burst, in bytes.
pub(crate) const JOURNAL_LIMIT: &str = "67108864";

/// How long to wait for another process that writes.
pub(crate) const BUSY: Duration = Duration::from_secs(5);

pub(crate) struct Base {
    pub options: SqliteConnectOptions,
    pub writer: Writer,
    /// For changes that are known whole before they begin.
    pub quick_writer: QuickWriter,
    /// What it has still to put into the index of the search.
    pub backlog: Arc<Backlog>,
    /// For units of work that look at one moment of the data.
    pub readers: SqlitePool,
    /// For single questions.
    pub glances: Arc<Readers>,
    /// For those that are answered where they are asked.
    pub quick: Quick,
}

impl Base {
    pub(crate) async fn open<Z: Kind>(url: &str, live: &broadcast::Sender<ThreadId>) -> Result<Self> {
        let options = options(url)?.pragma("wal_autocheckpoint", Z::JOURNAL_PAGES);
        // Asked for once, when the file is new: asking writes, also when nothing changes, and readers open connections on a
        // full disk too.
        let mut conn = options.clone().auto_vacuum(SqliteAutoVacuum::Incremental).connect().await?;
        check(&mut conn).await?;
        Z::MIGRATIONS.sqlite.run(&mut conn).await?;

        let reading = options.clone().pragma("query_only", "on").create_if_missing(false);
        let readers = SqlitePoolOptions::new()
            .max_connections(Z::READERS)
            .acquire_timeout(BUSY)
            // A file on this machine does not go away between two questions.
            .test_before_acquire(false)
            .connect_lazy_with(reading.clone());
        let mut reader = readers.acquire().await?;
        check(&mut reader).await?;
        expect(&mut reader, "pragma query_only", "1").await?;

        let turn = Turn::default();
        let file = options.get_filename();
        Ok(Self {
            backlog: Arc::default(),
            quick_writer: QuickWriter::start(file, Z::JOURNAL_PAGES, turn.clone(), live.clone())?,
            writer: Writer::start(conn, options.clone(), turn, live.clone()),
            readers,
            quick: Quick::new(reading.get_filename()),
            glances: Readers::new(reading, Z::READERS),
            options,
        })
    }

    pub(crate) async fn close(&self) {
        self.readers.close().await;
        self.glances.close().await;
        self.quick.close();
        self.quick_writer.close().await;
        self.writer.close().await;
    }
}

/// How a file is opened.
pub(crate) fn options(url: &str) -> Result<SqliteConnectOptions> {
    Ok(SqliteConnectOptions::from_str(url)?
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .foreign_keys(true)
        .busy_timeout(BUSY)
        .pragma("secure_delete", "on")
        .pragma("trusted_schema", "off")
        // After a burst the journal shrinks again.
        .pragma("journal_size_limit", JOURNAL_LIMIT)
        .disable_statement_logging())
}

/// Reads the settings back.
pub(crate) async fn check(conn: &mut SqliteConnection) -> Result<()> {
    for (ask, wanted) in SETTINGS {
        expect(conn, ask, wanted).await?;
    }
    Ok(())
}

/// The same for a connection of another kind.
pub(crate) fn check_with(ask: impl Fn(&'static str) -> rusqlite::Result<String>) -> Result<()> {
    SETTINGS.iter().try_for_each(|(setting, wanted)| is_as_wanted(setting, &ask(setting)?, wanted))
}

fn is_as_wanted(ask: &str, is: &str, wanted: &str) -> Result<()> {
    if is == wanted { Ok(()) } else { Err(Error::Unsafe(format!("{ask} is {is} and must be {wanted}"))) }
}

async fn expect(conn: &mut SqliteConnection, ask: &'static str, wanted: &str) -> Result<()> {
    use sqlx::{Row, TypeInfo, ValueRef};
    let row = sqlx::query(ask).fetch_one(conn).await?;
    let is = match row.try_get_raw(0)?.type_info().name() {
        "INTEGER" => row.try_get::<i64, _>(0)?.to_string(),
        _ => row.try_get::<String, _>(0)?,
    };
    is_as_wanted(ask, &is, wanted)
}
