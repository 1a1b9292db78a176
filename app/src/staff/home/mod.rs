//! Where staff begin: what waits for whoever is there, and what they see and what nobody does.

pub mod pages;
mod seen;
