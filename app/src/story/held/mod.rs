//! What waits for a moderator, and what was decided about it: as its author sees it, and how a decision takes effect.
//!
//! Nothing of it is written to an account: an author's own posts are found by computing tags, as everywhere (P3).

pub mod cards;
pub mod effect;
mod marked;
pub mod mine;

pub use marked::Marked;
