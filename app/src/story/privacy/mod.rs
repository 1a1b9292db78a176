//! The second look at a text: the rules of the browser once more, on the server.
//!
//! What the author did not decide about while typing comes back with the form, each with a reason and two buttons. The decisions
//! travel with the form (`privacy::Stays`). Only what reaches a person directly waits for a moderator when the author leaves it
//! ([`crate::story::held`]).

mod decision;
mod judge;
mod meter;
pub mod parts;

pub use decision::decided;
pub use judge::{FindingChoices, Looked, Rules, is_held, judge, refuse_held, refuse_keys};
pub use meter::meter;
