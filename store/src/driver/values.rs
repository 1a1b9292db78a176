//! Statements and the values in them, for both databases.

use chrono::NaiveDate;
use domain::ids::{AccountId, CohortId, ExpertId, OrganisationId, PhotoId, PostId, StaffId, ThreadId};
use domain::secrets::Tag;
use domain::time::Day;
use rusqlite::types::{ToSql, ToSqlOutput, ValueRef};
use sqlx::Postgres;
use sqlx::postgres::PgArguments;
use sqlx::query::Query;
use std::borrow::Cow;
use uuid::Uuid;

/// The text of a statement. Nearly always one for both databases; exceptions are named.
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

/// A value in a statement, as the type that its column has.
#[derive(Clone)]
pub(crate) enum Value<'a> {
    Id(Option<[u8; 16]>),
    Bytes(Option<Cow<'a, [u8]>>),
    Number(Option<i64>),
    Word(Option<Cow<'a, str>>),
    Day(NaiveDate),
    Bool(bool),
    /// An array on PostgreSQL, a list of JSON on SQLite.
    Words(&'a [&'a str]),
    /// Numbers, in the same way.
    Numbers(&'a [i64]),
}

/// The values of a statement, in the order of its numbers.
macro_rules! values {
    ($($value:expr),* $(,)?) => { &[$($crate::driver::Value::from($value)),*] };
}

macro_rules! ids {
    ($($id:ty),*) => {$(
        impl From<$id> for Value<'_> {
            fn from(id: $id) -> Self {
                Self::Id(Some(id.bytes()))
            }
        }
        impl From<Option<$id>> for Value<'_> {
            fn from(id: Option<$id>) -> Self {
                Self::Id(id.map(|id| id.bytes()))
            }
        }
    )*};
}

ids!(AccountId, CohortId, ExpertId, OrganisationId, PhotoId, PostId, StaffId, ThreadId);

macro_rules! made_of {
    ($($from:ty, $value:ident => $made:expr;)*) => {$(
        impl<'a> From<$from> for Value<'a> {
            fn from($value: $from) -> Self {
                $made
            }
        }
    )*};
}

made_of! {
    Uuid, id => Self::Id(Some(id.into_bytes()));
    &Tag, tag => Self::Bytes(Some(Cow::Owned(tag.bytes().to_vec())));
    Option<Tag>, tag => Self::Bytes(tag.map(|tag| Cow::Owned(tag.bytes().to_vec())));
    &'a [u8], bytes => Self::Bytes(Some(Cow::Borrowed(bytes)));
    &'a Vec<u8>, bytes => Self::Bytes(Some(Cow::Borrowed(bytes)));
    i64, number => Self::Number(Some(number));
    u8, number => Self::Number(Some(number.into()));
    u32, number => Self::Number(Some(number.into()));
    Option<i64>, number => Self::Number(number);
    &'a str, word => Self::Word(Some(Cow::Borrowed(word)));
    &'a String, word => Self::Word(Some(Cow::Borrowed(word)));
    String, word => Self::Word(Some(Cow::Owned(word)));
    Option<&'a str>, word => Self::Word(word.map(Cow::Borrowed));
    Day, day => Self::Day(day.date());
    bool, yes => Self::Bool(yes);
    &'a [&'a str], words => Self::Words(words);
    &'a [i64], numbers => Self::Numbers(numbers);
}

impl<'a, const N: usize> From<&'a [u8; N]> for Value<'a> {
    fn from(bytes: &'a [u8; N]) -> Self {
        Self::Bytes(Some(Cow::Borrowed(bytes)))
    }
}

impl ToSql for Value<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        let nothing = || ToSqlOutput::Borrowed(ValueRef::Null);
        Ok(match self {
            Self::Id(id) => id.as_ref().map_or_else(nothing, |id| ToSqlOutput::Borrowed(ValueRef::Blob(id))),
            Self::Bytes(bytes) => {
                bytes.as_ref().map_or_else(nothing, |bytes| ToSqlOutput::Borrowed(ValueRef::Blob(bytes)))
            }
            Self::Number(number) => number.map_or_else(nothing, ToSqlOutput::from),
            Self::Word(word) => word
                .as_ref()
                .map_or_else(nothing, |word| ToSqlOutput::Borrowed(ValueRef::Text(word.as_bytes()))),
            Self::Day(day) => ToSqlOutput::from(day.to_string()),
            Self::Bool(yes) => ToSqlOutput::from(*yes),
            Self::Words(words) => ToSqlOutput::from(as_json(words)),
            Self::Numbers(numbers) => ToSqlOutput::from(as_json(numbers)),
        })
    }
}

/// A statement with its values for PostgreSQL.
pub(super) fn for_postgres(
    text: &'static str,
    values: &[Value<'_>],
) -> Query<'static, Postgres, PgArguments> {
    values.iter().fold(sqlx::query(text), |statement, value| match value {
        Value::Id(id) => statement.bind(id.map(Uuid::from_bytes)),
        Value::Bytes(bytes) => statement.bind(bytes.as_deref().map(<[u8]>::to_vec)),
        Value::Number(number) => statement.bind(*number),
        Value::Word(word) => statement.bind(word.as_deref().map(str::to_owned)),
        Value::Day(day) => statement.bind(*day),
        Value::Bool(yes) => statement.bind(*yes),
        Value::Words(words) => {
            statement.bind(words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>())
        }
        Value::Numbers(numbers) => statement.bind(numbers.to_vec()),
    })
}

/// Many values in one.
pub(crate) fn as_json<T: serde::Serialize + ?Sized>(values: &T) -> String {
    // Numbers and words can always be written.
    serde_json::to_string(values).unwrap_or_default()
}
