//! "Wie ziet wat?": an own story, drawn by the pages' own code as each role would see it. Nothing of it is kept.

pub mod api;
pub mod pages;
pub mod parts;

pub use domain::viewers::*;
