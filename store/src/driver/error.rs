//! Failures: the things that can be broken. A refusal is not an error: it is a value in the answer.

use std::fmt;
use std::sync::Arc;

/// An answer of the store.
pub type Result<T> = std::result::Result<T, Error>;

/// Why nothing was kept or found. Never holds a value of a row.
#[derive(Clone)]
pub enum Error {
    /// The disk, or the space given to the database, is full.
    Full,
    /// Others hold what is needed; trying again later helps.
    Busy,
    /// The database cannot be reached.
    Offline,
    /// An earlier statement of this unit of work failed, so it cannot go on.
    Aborted,
    /// A setting that safety rests on differs; the sentence says which one.
    Unsafe(String),
    /// A row holds something that this version cannot read; the word says which column.
    Unreadable(&'static str),
    /// Something is not as it was written; the sentence says what SQLite or PostgreSQL found.
    Damaged(String),
    /// The tables cannot be brought up to date.
    Migration(Arc<sqlx::migrate::MigrateError>),
    /// Another process serves from this file, or restores into it.
    Claimed,
    /// A restore into these databases did not come to its end.
    HalfRestored,
    /// A backup cannot be put into a place that holds data already.
    NotEmpty,
    /// A backup that is incomplete, or of another database or version; the sentence says what.
    Backup(String),
    /// A file of a backup cannot be read or written.
    File(Arc<std::io::Error>),
    /// Anything else a database can say.
    Other(Arc<sqlx::Error>),
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Full => f.write_str("no space left for the database"),
            Self::Busy => f.write_str("the database is busy"),
            Self::Offline => f.write_str("the database cannot be reached"),
            Self::Aborted => f.write_str("an earlier statement of this unit of work failed"),
            Self::Unsafe(what) => write!(f, "refused to run: {what}"),
            Self::Unreadable(column) => write!(f, "cannot read what stands in {column}"),
            Self::Damaged(what) => write!(f, "the database is damaged: {what}"),
            Self::Migration(why) => write!(f, "the tables cannot be brought up to date: {why}"),
            Self::Claimed => f.write_str("another server, or a restore, works with these files"),
            Self::HalfRestored => f.write_str("a restore was cut off, so they hold one part of it at most"),
            Self::NotEmpty => f.write_str("the place to restore into is not empty"),
            Self::Backup(what) => write!(f, "this backup cannot be used: {what}"),
            Self::File(why) => write!(f, "a file: {why}"),
            Self::Other(why) => write!(f, "the database says: {why}"),
        }
    }
}

/// Writes the sentence of [`fmt::Display`]: PostgreSQL's details name the values of a row, and `Debug` of sqlx shows them.
impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")
    }
}

impl std::error::Error for Error {}

impl From<sqlx::Error> for Error {
    fn from(error: sqlx::Error) -> Self {
        use sqlx::Error as E;
        match &error {
            E::Io(_) | E::Tls(_) | E::PoolClosed | E::WorkerCrashed => Self::Offline,
            E::PoolTimedOut => Self::Busy,
            E::Database(said) => match said.code().as_deref().map(kind) {
                Some(Some(kind)) => kind,
                _ => Self::Other(Arc::new(error)),
            },
            _ => Self::Other(Arc::new(error)),
        }
    }
}

impl From<rusqlite::Error> for Error {
    fn from(error: rusqlite::Error) -> Self {
        let code = error.sqlite_error().map(|said| said.extended_code.to_string());
        code.as_deref()
            .and_then(kind)
            .unwrap_or_else(|| Self::Other(Arc::new(sqlx::Error::AnyDriverError(Box::new(error)))))
    }
}

/// The meaning of a code of SQLite (a number) or PostgreSQL (five characters) for those who wait.
fn kind(code: &str) -> Option<Error> {
    match code {
        // disk_full, and SQLite when it cannot enlarge the index of its journal
        "53100" | "4874" => return Some(Error::Full),
        // too_many_connections, lock_not_available, serialization_failure, deadlock_detected, cannot_connect_now
        "53300" | "55P03" | "40001" | "40P01" | "57P03" => return Some(Error::Busy),
        // admin_shutdown, crash_shutdown, idle_in_transaction_session_timeout
        "57P01" | "57P02" | "25P03" => return Some(Error::Offline),
        // data_corrupted, index_corrupted
        "XX001" | "XX002" => return Some(Error::Damaged("a page is not as it was written".to_owned())),
        _ => {}
    }
    if code.len() == 5 {
        return None;
    }
    // SQLite's extended codes keep the primary code in the lowest byte.
    match code.parse::<i32>().ok()? & 0xff {
        13 => Some(Error::Full),
        5 | 6 => Some(Error::Busy),
        10 | 14 => Some(Error::Offline),
        11 => Some(Error::Damaged("a page is not as it was written".to_owned())),
        26 => Some(Error::Damaged("it is not a file of SQLite".to_owned())),
        _ => None,
    }
}

impl From<sqlx::migrate::MigrateError> for Error {
    fn from(error: sqlx::migrate::MigrateError) -> Self {
        match error {
            sqlx::migrate::MigrateError::Execute(why) => why.into(),
            other => Self::Migration(Arc::new(other)),
        }
    }
}

impl From<std::io::Error> for Error {
    fn from(error: std::io::Error) -> Self {
        match error.kind() {
            std::io::ErrorKind::StorageFull => Self::Full,
            _ => Self::File(Arc::new(error)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_of_both_databases_are_told_apart() {
        for (code, is) in [
            ("13", "no space left for the database"),
            ("5", "the database is busy"),
            ("517", "the database is busy"),
            ("53100", "no space left for the database"),
            ("40P01", "the database is busy"),
            ("57P01", "the database cannot be reached"),
            ("779", "the database is damaged: a page is not as it was written"),
            ("XX002", "the database is damaged: a page is not as it was written"),
        ] {
            assert_eq!(kind(code).map(|error| error.to_string()).as_deref(), Some(is), "{code}");
        }
        assert!(kind("23505").is_none(), "a broken promise is nobody's disk");
        assert!(kind("2067").is_none());
    }
}
