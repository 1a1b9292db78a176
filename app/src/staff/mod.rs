//! The staff's side: one folder per feature. Features know each other through `domain`, `kit`, `story` and `desk` only.

pub mod account;
pub mod cohorts;
pub mod held;
pub mod home;
pub mod log;
pub mod organisations;
pub mod system;
pub mod team;
pub mod way_in;
