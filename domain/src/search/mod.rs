//! Finding: how a text becomes terms, a question becomes groups of terms, and what was found becomes an order.
//!
//! Nothing here knows a database. The store keeps rows of (term, place, weight) and answers "the newest places of this
//! term". What is found, and in which order, is decided here, so that two databases find the same.
//!
//! | forgiven | how |
//! |---|---|
//! | capitals, accents, apostrophes | folded away, in texts and in questions ([`words`]) |
//! | endings of words | Snowball's stems, Dutch or English ([`stem`]) |
//! | one wrong, missing, extra or swapped letter in words of five letters or more | each word one edit away is looked up ([`typos`]) |
//! | "nacht dienst" and "nachtdienst" | neighbours are joined, long words are split ([`query`]) |
//! | "pesten" and "gepest", "uitlachen" and "uitgelachen" | a verb's participle is looked up too ([`verbs`]) |
//! | "ik word …", "ik ben … geworden" | what only helps a verb does not count in a question ([`verbs`]) |
//! | a word that is still being typed | terms that begin so |

#[cfg(feature = "server")]
mod asked;
#[cfg(feature = "server")]
mod document;
mod fold;
#[cfg(feature = "server")]
mod pages;
mod place;
#[cfg(feature = "server")]
mod query;
#[cfg(feature = "server")]
mod rank;
#[cfg(feature = "server")]
mod snippet;
#[cfg(feature = "server")]
mod stem;
mod suggest;
#[cfg(feature = "server")]
mod typos;
#[cfg(feature = "server")]
mod verbs;
mod words;

#[cfg(feature = "server")]
pub use asked::Asked;
#[cfg(feature = "server")]
pub use document::{Document, Field, Mark, Posting};
pub use fold::folded;
#[cfg(feature = "server")]
pub use pages::{Leaf, Leaves};
pub use place::PostPlace;
#[cfg(feature = "server")]
pub use query::{SearchQuery, Word};
#[cfg(feature = "server")]
pub use rank::{Group, Ranked, newest_first, rank};
#[cfg(feature = "server")]
pub use snippet::{Piece, snippet};
pub use suggest::{distinctive, suggest_theme};
pub(crate) use words::{is_dutch_filler, is_english_filler};

/// Changes with everything that makes other terms of the same text: the store then indexes all texts anew. The test
/// `terms_are_those_of_this_version` knows when.
pub const VERSION: i64 = 1;

/// The longest question, in characters.
pub const LONGEST_QUESTION: usize = 120;

/// A kind of thing that can be found. Insights will be one more.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum LeafKind {
    /// A challenge, by its own words or by those of a reply.
    Thread,
    /// A theme of the codebook.
    Theme,
    /// A help line or the page with all of them.
    Help,
    /// A page about the platform.
    About,
}
