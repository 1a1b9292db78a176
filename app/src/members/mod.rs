//! The members' side: one folder per feature. Features know each other through `domain`, `kit` and `story` only.

pub mod about;
pub mod account;
pub mod held;
pub mod help;
pub mod language;
pub mod outcomes;
pub mod people;
pub mod posts;
pub mod reactions;
pub mod search;
pub mod themes;
pub mod threads;
pub mod tried;
pub mod viewers;
pub mod waiting;
pub mod ways_in;
