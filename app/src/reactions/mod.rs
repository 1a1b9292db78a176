//! "Herken ik" and "Sterkte": shown in steps, counted once per person, and nobody can list one person's reactions.

pub mod api;
pub mod parts;

pub use domain::posts::ReactionKind;
