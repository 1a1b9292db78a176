//! Which texts have which words. What a word is and what fits best is decided in `domain::search`; here are rows.
//!
//! A posting is (term, place, weight), and a search reads the newest places of each term, so many and no more: the work
//! of one search is bounded by the number of its words, however many texts have them. One index of our own on both
//! databases finds the same on both; FTS5 ranks every match, and an index of PostgreSQL reads every match before it
//! sorts. A text's rows come and go in the unit of work that adds, changes or removes the text.

mod fill;
mod index;
mod list;
mod read;
mod recent;

use crate::{Community, Tx};

pub use fill::Filled;
pub use index::Terms;
pub use list::Found;
pub(crate) use recent::Backlog;

/// A text of SQL for each database, where they take many values at once in different ways.
pub(crate) struct Each {
    pub sqlite: &'static str,
    pub postgres: &'static str,
}

#[cfg(test)]
pub(crate) const SQL: &[&[&str]] = &[fill::SQL, index::SQL, read::SQL, recent::SQL];
#[cfg(test)]
pub(crate) const SQLITE_ONLY: &[&str] = recent::SQLITE_ONLY;
#[cfg(test)]
pub(crate) const EACH: &[&[Each]] = &[index::EACH, read::EACH];
#[cfg(test)]
pub(crate) const LISTS: &[&[&str]] = &[fill::LISTS];

/// The index as rows.
pub struct Search<'a>(pub(crate) &'a mut Tx<Community>);

/// A line of the terms of a text: a term, and its weight behind the last space.
fn line_of(line: &str) -> Option<(&str, i64)> {
    let (term, weight) = line.rsplit_once(' ')?;
    Some((term, weight.parse().ok()?))
}

/// Values for `json_each`.
fn as_json<T: serde::Serialize>(values: &T) -> String {
    // Numbers and words can always be written.
    serde_json::to_string(values).unwrap_or_default()
}
