//! "Ontdek": every theme of the codebook, two taps away.

pub mod pages;

pub use domain::themes::*;
