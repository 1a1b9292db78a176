//! The public pages: the story, how it works, and what we promise and cannot promise.

mod landing;
mod papers;
mod parts;
mod sections;
mod who;

/// The pages, for the routes.
pub mod pages {
    pub use crate::members::about::landing::landing;
    pub use crate::members::about::papers::{cookies, privacy, terms};
    pub use crate::members::about::who::who_sees_what;
}
