//! Tables of staff: sorted by a link in the head, narrowed by a form that asks for a page (GET), read portion by portion by a link, and
//! taken along as a file by the same question. Rendered here, so they work without JavaScript; on a phone each row is a card.
//!
//! What a table may be asked is one constant, [`Shape`]; what an address or a form asks is a [`TableQuery`], which holds nothing that the
//! shape does not name. A filter is a closed list of words: nothing that somebody typed stands in an address (S29).

mod draw;
mod file;
mod order;
mod query;

pub use draw::{Choices, Table, export_form};
pub use file::TableFile;
pub use query::{TableAsked, TableQuery};

use domain::people::Lang;
use leptos::prelude::*;

/// Rows of a portion.
pub const PORTION: usize = 50;

/// A column.
#[derive(Clone, Copy)]
pub struct Column {
    /// Its word in an address.
    pub name: &'static str,
    /// Its heading.
    pub words: fn(Lang) -> &'static str,
    /// True when the rows can be sorted by it.
    pub sorts: bool,
}

/// What a table may be asked.
pub struct Shape {
    /// Its word in the log and in the name of a file.
    pub name: &'static str,
    /// The address of its page.
    pub path: &'static str,
    /// Its columns; the first one says what a row is about.
    pub columns: &'static [Column],
    /// What a file has in columns of their own, and the page in small words of others.
    pub small: &'static [Column],
    /// The column, and true for the last first, by which the rows are sorted unless an address says otherwise.
    pub sorted: (&'static str, bool),
    /// The names of its filters.
    pub filters: &'static [&'static str],
}

/// A row of a table: what a page draws, and what a file says.
pub trait Listed {
    /// The id of what it is about; empty where it is about nothing.
    fn id(&self) -> String;

    /// What stands in this column, in words.
    fn text(&self, column: &str) -> String;

    /// What it is sorted by in this column, when that is not the order of the words.
    fn key(&self, _column: &str) -> Option<String> {
        None
    }

    /// What a page draws in this column.
    fn cell(&self, column: &str) -> AnyView {
        self.text(column).into_any()
    }

    /// The page about it, to which its first cell leads.
    fn href(&self) -> Option<String> {
        None
    }
}
