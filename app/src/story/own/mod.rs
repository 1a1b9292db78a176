//! What of the stories belongs to one member and to nobody else.
//!
//! Which threads are somebody's own is computed while they are signed in and lives in the memory of the session
//! ([`crate::kit::memory`]); what they keep lies in a sealed drawer ([`drawer`]). Neither is a list that anybody else could read.

pub mod drawer;
mod news;
mod parts;
mod threads;

pub use news::News;
pub use parts::{SET_FOLLOWED, SET_SAVED, follow, save};
pub use threads::{Own, badge, find, list, own_posts, saw, tick, wake, was_told, wrote_in};
