//! A row of an answer, whoever gave it. Columns are asked for by name.

use super::sqlite::Columns;
use super::{Error, Result};
use domain::secrets::Tag;
use domain::time::{Day, Month};
use rusqlite::types::FromSql;
use sqlx::postgres::PgRow;
use sqlx::{Decode, Postgres, Row as _, Type};
use uuid::Uuid;

/// A type that can stand in a column.
pub(crate) trait InColumn: FromSql + for<'r> Decode<'r, Postgres> + Type<Postgres> {}
impl<T: FromSql + for<'r> Decode<'r, Postgres> + Type<Postgres>> InColumn for T {}

/// A row of an answer.
pub(crate) enum Row<'a> {
    Sqlite { row: &'a rusqlite::Row<'a>, columns: &'a Columns },
    Postgres(&'a PgRow),
}

impl Row<'_> {
    /// The value of a column.
    pub(crate) fn get<T: InColumn>(&self, column: &'static str) -> Result<T> {
        Ok(match self {
            Self::Sqlite { row, columns } => row.get(columns.place(column)?)?,
            Self::Postgres(row) => row.try_get(column)?,
        })
    }

    /// An id, from its 16 bytes.
    pub(crate) fn id<T>(&self, column: &'static str, from_bytes: fn([u8; 16]) -> T) -> Result<T> {
        self.get(column).map(Uuid::into_bytes).map(from_bytes)
    }

    /// An id that may be missing.
    pub(crate) fn id_if_any<T>(
        &self,
        column: &'static str,
        from_bytes: fn([u8; 16]) -> T,
    ) -> Result<Option<T>> {
        Ok(self.get::<Option<Uuid>>(column)?.map(Uuid::into_bytes).map(from_bytes))
    }

    /// A word out of a closed set, as `read` understands it.
    pub(crate) fn word<T>(&self, column: &'static str, read: fn(&str) -> Option<T>) -> Result<T> {
        self.word_if_any(column, read)?.ok_or(Error::Unreadable(column))
    }

    /// A word that may be missing.
    pub(crate) fn word_if_any<T>(
        &self,
        column: &'static str,
        read: fn(&str) -> Option<T>,
    ) -> Result<Option<T>> {
        let word: Option<&str> = match self {
            Self::Sqlite { row, columns } => {
                row.get_ref(columns.place(column)?)?.as_str_or_null().map_err(rusqlite::Error::from)?
            }
            Self::Postgres(row) => row.try_get(column)?,
        };
        word.map(|word| read(word).ok_or(Error::Unreadable(column))).transpose()
    }

    /// Bytes of a fixed length.
    pub(crate) fn bytes<const N: usize>(&self, column: &'static str) -> Result<[u8; N]> {
        self.bytes_if_any(column)?.ok_or(Error::Unreadable(column))
    }

    /// Bytes of a fixed length that may be missing.
    pub(crate) fn bytes_if_any<const N: usize>(&self, column: &'static str) -> Result<Option<[u8; N]>> {
        let bytes: Option<&[u8]> = match self {
            Self::Sqlite { row, columns } => {
                row.get_ref(columns.place(column)?)?.as_blob_or_null().map_err(rusqlite::Error::from)?
            }
            Self::Postgres(row) => row.try_get(column)?,
        };
        bytes.map(|bytes| bytes.try_into().map_err(|_| Error::Unreadable(column))).transpose()
    }

    /// A tag.
    pub(crate) fn tag(&self, column: &'static str) -> Result<Tag> {
        self.bytes(column).map(Tag::from_bytes)
    }

    /// A tag that may be missing.
    pub(crate) fn tag_if_any(&self, column: &'static str) -> Result<Option<Tag>> {
        Ok(self.bytes_if_any(column)?.map(Tag::from_bytes))
    }

    /// A small number, or a count of people.
    pub(crate) fn number<T: TryFrom<i64>>(&self, column: &'static str) -> Result<T> {
        self.get::<i64>(column)?.try_into().map_err(|_| Error::Unreadable(column))
    }

    /// A small number that may be missing.
    pub(crate) fn number_if_any<T: TryFrom<i64>>(&self, column: &'static str) -> Result<Option<T>> {
        let number: Option<i64> = self.get(column)?;
        number.map(|number| number.try_into().map_err(|_| Error::Unreadable(column))).transpose()
    }

    /// A day.
    pub(crate) fn day(&self, column: &'static str) -> Result<Day> {
        self.get(column).map(Day::from_date)
    }

    /// A month, as [`Month`] writes itself.
    pub(crate) fn month(&self, column: &'static str) -> Result<Month> {
        self.word(column, month)
    }
}

fn month(text: &str) -> Option<Month> {
    let (year, month) = text.split_once('-')?;
    let month = Month { year: year.parse().ok()?, month: month.parse().ok()? };
    (1..=12).contains(&month.month).then_some(month)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_month_reads_back_as_it_was_written() {
        let november = Month { year: 2026, month: 11 };
        assert_eq!(month(&november.to_string()), Some(november));
        for text in ["", "2026", "2026-13", "2026-0", "x-1"] {
            assert_eq!(month(text), None, "{text}");
        }
    }
}
