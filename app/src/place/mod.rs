//! "Mijn plek": what belongs to one member and to nobody else.
//!
//! Which threads are somebody's own is computed while they are signed in and lives in the memory of the session
//! ([`memory`]); what they keep lies in a sealed drawer ([`drawer`]). Neither is a list that anybody else could read.

pub mod api;
pub mod drawer;
pub mod memory;
mod news;
mod own;
pub mod pages;
pub mod parts;

pub use memory::Memory;
pub use news::News;
pub use own::{Own, badge, find, list, own_posts, saw, tick, wake, wrote_in};
