//! What in a text could give somebody away, and how to say the same neutrally.
//!
//! [`check`] reads a text once and says where it found a name, a number, a room. It decides nothing: the author does.
//! Only what reaches a person directly ([`FindingKind::held`]) waits for a moderator when the author keeps it.
//!
//! The crate uses nothing but the standard library and looks at a bounded piece of text around each word, so its time
//! grows with the length of the text and with nothing else; it becomes a WebAssembly of its own in the browser.
//! Where the lists of names come from stands in `lists/README.md`; how well the rules do, `cargo xtask privacy` prints.

mod check;
mod dictionary;
mod finding;
mod kind;
mod measure;
mod rules;
mod stays;
mod told;
mod words;

pub use check::{check, check_with, holds_key};
pub use finding::{Finding, Lang, accept, accept_all};
pub use kind::FindingKind;
pub use measure::{Measure, step_word};
pub use stays::{LONGEST, Stays, line, read_line};
pub use told::{LISTED, first_sentence, shortened};
