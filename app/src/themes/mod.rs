//! "Ontdek": every theme of the codebook, two taps away, with what worked, who answered and what was shared.

pub mod pages;
pub mod parts;

pub use domain::themes::*;
