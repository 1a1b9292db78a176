//! "Geprobeerd: hielp, deels, hielp niet": members say what became of a tip, and everybody sees for how many it worked.

pub mod api;
pub mod parts;

pub use domain::tried::*;
