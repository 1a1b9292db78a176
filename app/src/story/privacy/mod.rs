//! The second look at a text: the rules of the browser once more, on the server.
//!
//! What is found comes back once with the form, each with a reason and neutral words; then the author decides. Only what
//! reaches a person directly waits for a moderator when the author keeps it (`store::held`).

mod judge;
pub mod parts;

pub use judge::{Looked, PrivacyChoice, is_held, judge, refuse_held, refuse_keys};
