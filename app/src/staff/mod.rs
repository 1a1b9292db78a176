//! The staff's side: one folder per feature. Features know each other through `domain`, `kit`, `story` and `desk` only.

pub mod account;
pub mod held;
pub mod home;
pub mod way_in;
