//! "Minder zoeken, meer vinden": what others already shared, found by its words.
//!
//! What somebody looks for is sent in a form, never in an address; the address of the results holds it sealed
//! (`domain::secrets::seal_asked`).

pub mod alike;
pub mod api;
mod leaves;
pub mod pages;
pub mod parts;

pub use domain::search::*;
