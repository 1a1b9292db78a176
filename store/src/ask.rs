//! One question in one text for all who can answer it: sqlx for both databases, and SQLite right in the thread that asks.

use crate::{Error, Result};
use chrono::NaiveDate;
use domain::time::Day;
use rusqlite::types::{FromSql, ToSql, ToSqlOutput, ValueRef};
use sqlx::postgres::{PgArguments, PgRow};
use sqlx::sqlite::{SqliteArguments, SqliteRow};
use sqlx::{Decode, Postgres, Row as _, Sqlite, Type};
use uuid::Uuid;

/// The text of a question. Nearly always one for both databases; exceptions are named.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Texts {
    /// For SQLite.
    pub sqlite: &'static str,
    /// For PostgreSQL.
    pub postgres: &'static str,
}

impl From<&'static str> for Texts {
    fn from(text: &'static str) -> Self {
        Self { sqlite: text, postgres: text }
    }
}

/// A value in a question.
#[derive(Clone, Copy)]
pub(crate) enum Bound<'a> {
    Id([u8; 16]),
    Bytes(&'a [u8]),
    Tag([u8; 16]),
    Number(i64),
    Word(&'a str),
    Day(NaiveDate),
}

/// Binds all values, each as the type that its column has.
macro_rules! bind {
    ($question:expr, $bound:expr) => {
        $bound.iter().fold($question, |question, value| match value {
            Bound::Id(bytes) => question.bind(Uuid::from_bytes(*bytes)),
            Bound::Bytes(bytes) => question.bind(bytes.to_vec()),
            Bound::Tag(bytes) => question.bind(bytes.to_vec()),
            Bound::Number(number) => question.bind(*number),
            Bound::Word(word) => question.bind((*word).to_owned()),
            Bound::Day(day) => question.bind(*day),
        })
    };
}

impl Texts {
    pub(crate) fn ask_sqlite(
        self,
        bound: &[Bound<'_>],
    ) -> sqlx::query::Query<'static, Sqlite, SqliteArguments> {
        bind!(sqlx::query(self.sqlite), bound)
    }

    pub(crate) fn ask_postgres(
        self,
        bound: &[Bound<'_>],
    ) -> sqlx::query::Query<'static, Postgres, PgArguments> {
        bind!(sqlx::query(self.postgres), bound)
    }
}

/// As sqlx writes the same values into a file: tests of the store read with one what the other wrote.
impl ToSql for Bound<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(match self {
            Self::Id(bytes) | Self::Tag(bytes) => ToSqlOutput::Borrowed(ValueRef::Blob(bytes)),
            Self::Bytes(bytes) => ToSqlOutput::Borrowed(ValueRef::Blob(bytes)),
            Self::Number(number) => ToSqlOutput::from(*number),
            Self::Word(word) => ToSqlOutput::Borrowed(ValueRef::Text(word.as_bytes())),
            Self::Day(day) => ToSqlOutput::from(day.to_string()),
        })
    }
}

/// What stands in a column, for whoever answered.
pub(crate) trait Value:
    FromSql + for<'r> Decode<'r, Sqlite> + Type<Sqlite> + for<'r> Decode<'r, Postgres> + Type<Postgres>
{
}
impl<T> Value for T where
    T: FromSql + for<'r> Decode<'r, Sqlite> + Type<Sqlite> + for<'r> Decode<'r, Postgres> + Type<Postgres>
{
}

/// A row of an answer. Columns are counted from 0 in the order of the select list.
pub(crate) enum Row<'a> {
    Quick(&'a rusqlite::Row<'a>),
    Sqlite(&'a SqliteRow),
    Postgres(&'a PgRow),
}

impl Row<'_> {
    /// The value of a column.
    pub(crate) fn get<T: Value>(&self, at: usize) -> Result<T> {
        Ok(match self {
            Self::Quick(row) => row.get(at)?,
            Self::Sqlite(row) => row.try_get(at)?,
            Self::Postgres(row) => row.try_get(at)?,
        })
    }

    /// What `read` makes of the text of a column, where it lies.
    pub(crate) fn word<T>(&self, at: usize, column: &'static str, read: fn(&str) -> Option<T>) -> Result<T> {
        self.word_if_any(at, column, read)?.ok_or(Error::Unreadable(column))
    }

    /// The same for a column that may hold nothing.
    pub(crate) fn word_if_any<T>(
        &self,
        at: usize,
        column: &'static str,
        read: fn(&str) -> Option<T>,
    ) -> Result<Option<T>> {
        let word: Option<&str> = match self {
            Self::Quick(row) => row.get_ref(at)?.as_str_or_null().map_err(rusqlite::Error::from)?,
            Self::Sqlite(row) => row.try_get(at)?,
            Self::Postgres(row) => row.try_get(at)?,
        };
        word.map(|word| read(word).ok_or(Error::Unreadable(column))).transpose()
    }

    /// Bytes of a fixed length in a column, if any.
    pub(crate) fn bytes_if_any<const N: usize>(
        &self,
        at: usize,
        column: &'static str,
    ) -> Result<Option<[u8; N]>> {
        let bytes: Option<&[u8]> = match self {
            Self::Quick(row) => row.get_ref(at)?.as_blob_or_null().map_err(rusqlite::Error::from)?,
            Self::Sqlite(row) => row.try_get(at)?,
            Self::Postgres(row) => row.try_get(at)?,
        };
        bytes.map(|bytes| bytes.try_into().map_err(|_| Error::Unreadable(column))).transpose()
    }

    /// The same where something has to stand.
    pub(crate) fn bytes<const N: usize>(&self, at: usize, column: &'static str) -> Result<[u8; N]> {
        self.bytes_if_any(at, column)?.ok_or(Error::Unreadable(column))
    }

    /// A day in a column.
    pub(crate) fn day(&self, at: usize) -> Result<Day> {
        self.get(at).map(Day::from_date)
    }

    /// An id in a column.
    pub(crate) fn id(&self, at: usize) -> Result<[u8; 16]> {
        self.get(at).map(Uuid::into_bytes)
    }
}
