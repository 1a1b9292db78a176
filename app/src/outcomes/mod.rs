//! "Hoe liep het af?": the author of a challenge is asked after three weeks, and tells the others how it ended.

pub mod api;
pub mod parts;

pub use domain::outcomes::*;
