//! Somebody joins with the code of a group, gets an account code, signs in with it, and leaves again. No name, no
//! e-mail address, no telephone number, and no row that says which posts are theirs.

pub mod api;
pub mod cookies;
pub mod joining;
pub mod leaving;
pub mod pages;
pub mod parting;
pub mod parts;
pub mod session;

pub use domain::people::*;
