//! What a browser may ask about joining and accounts.

mod account;
mod joining;
mod sessions;
