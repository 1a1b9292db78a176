//! How values of the domain stand in a column.

use crate::{Error, Result};
use domain::secrets::Tag;
use domain::time::Month;
use uuid::Uuid;

/// An id as a column.
pub(crate) fn id(bytes: [u8; 16]) -> Uuid {
    Uuid::from_bytes(bytes)
}

/// Bytes of a fixed length.
pub(crate) fn bytes<const N: usize>(column: &'static str, bytes: Vec<u8>) -> Result<[u8; N]> {
    bytes.try_into().map_err(|_| Error::Unreadable(column))
}

/// A tag.
pub(crate) fn tag(column: &'static str, value: Vec<u8>) -> Result<Tag> {
    bytes(column, value).map(Tag::from_bytes)
}

/// A small number.
pub(crate) fn small(column: &'static str, number: i64) -> Result<u8> {
    number.try_into().map_err(|_| Error::Unreadable(column))
}

/// How many people.
pub(crate) fn count(column: &'static str, number: i64) -> Result<u32> {
    number.try_into().map_err(|_| Error::Unreadable(column))
}

/// A word out of a closed set.
pub(crate) fn word<T>(column: &'static str, word: &str, read: impl Fn(&str) -> Option<T>) -> Result<T> {
    read(word).ok_or(Error::Unreadable(column))
}

/// A month, as [`Month`] writes itself.
pub(crate) fn month(column: &'static str, text: &str) -> Result<Month> {
    let read = || {
        let (year, month) = text.split_once('-')?;
        let month = Month { year: year.parse().ok()?, month: month.parse().ok()? };
        (1..=12).contains(&month.month).then_some(month)
    };
    read().ok_or(Error::Unreadable(column))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_month_reads_back_as_it_was_written() {
        let november = Month { year: 2026, month: 11 };
        assert_eq!(month("joined", &november.to_string()).expect("a month"), november);
        for text in ["", "2026", "2026-13", "2026-0", "x-1"] {
            assert!(month("joined", text).is_err(), "{text}");
        }
    }
}
