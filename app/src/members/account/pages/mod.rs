//! The pages of "Mijn plek".

mod account;
mod data;
mod overview;
mod own;

pub use account::*;
pub use data::data_shown;
pub use overview::account;
pub use own::*;
