//! The pages of "Mijn plek".

mod account;
mod overview;
mod own;

pub use account::*;
pub use overview::account;
pub use own::*;
