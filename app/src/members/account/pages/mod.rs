//! The pages of "Mijn plek".

mod account;
mod own;

pub use account::*;
pub use own::*;
