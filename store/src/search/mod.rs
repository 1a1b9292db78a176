//! The index: which texts have which words. What a word is and what fits best is decided in `domain::search`; here are rows.
//!
//! A posting is (term, place, weight), and a search reads the newest places of each term, so many and no more: the work
//! of one search is bounded by the number of its words, however many texts have them. One index of our own on both
//! databases finds the same on both; FTS5 ranks every match, and an index of PostgreSQL reads every match before it
//! sorts. A text's rows come and go in the unit of work that adds, changes or removes the text.

mod fill;
mod index;
mod list;
mod read;

#[cfg(test)]
use crate::driver::Texts;
use crate::driver::{Community, Tx};

pub use fill::Filled;
pub use list::SearchResult;

#[cfg(test)]
pub(crate) const SQL: &[&[&str]] = &[fill::SQL, index::SQL, read::SQL];
#[cfg(test)]
pub(crate) const TEXTS: &[&[Texts]] = &[index::TEXTS, read::TEXTS];
#[cfg(test)]
pub(crate) const LISTS: &[&[&str]] = &[fill::LISTS];

impl Tx<Community> {
    /// The index: which texts have which words.
    pub fn search(&mut self) -> Search<'_> {
        Search(self)
    }
}

/// The index as rows.
pub struct Search<'a>(&'a mut Tx<Community>);

/// A line of the terms of a text: a term, and its weight behind the last space.
fn line_of(line: &str) -> Option<(&str, i64)> {
    let (term, weight) = line.rsplit_once(' ')?;
    Some((term, weight.parse().ok()?))
}
