//! The side of staff: one folder per feature. Features know each other through `domain`, `kit`, `story` and `desk` only.

pub mod home;
