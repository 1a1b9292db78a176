//! The pages of one's own place.

mod account;
mod own;

pub use account::*;
pub use own::*;
