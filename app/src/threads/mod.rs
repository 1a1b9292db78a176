//! A member shares a challenge under a name that exists in this thread only; others find it, recognise it and answer.

pub mod api;
pub mod draw;
pub mod pages;
pub mod parts;
pub mod publish;

pub use domain::threads::*;
