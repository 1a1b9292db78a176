//! The pages of "Mijn plek".

mod account;
mod data;
mod handover;
mod overview;
mod own;

pub use account::*;
pub use data::data_shown;
pub use handover::hand_over;
pub use overview::account;
pub use own::*;
