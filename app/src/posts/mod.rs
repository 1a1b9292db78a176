//! Members answer a challenge with a tip or with support, change or remove what they wrote, and the author of the
//! challenge marks what helped.

pub mod api;
pub mod names;
pub mod once;
pub mod pages;
pub mod parts;

pub use domain::posts::*;
