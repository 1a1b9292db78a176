//! A challenge waits for a safe moment: only its author sees it, may change it, take it back, or let it appear now.
//! The rule stands in [`domain::waiting`], the rows in `store/src/waiting.rs`, and the server's jobs call
//! [`sealed::release`] once a minute.

pub mod parts;
mod rows;
pub mod sealed;

pub use rows::as_rows;
