//! How staff come in and stay in: who they are, their sessions, personal links, factors, and showing one again before something grave
//! (decision 0016).
//!
//! Nothing here knows members: a cookie of staff is looked at on pages of staff only, where that of a member is nobody.

pub mod app;
pub mod factors;
pub mod links;
pub mod passkey;
pub mod people;
pub mod proving;
pub mod session;
