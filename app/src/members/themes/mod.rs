//! "Ontdek": every theme of the codebook, two taps away, with what worked, who answered and what was shared.

pub mod pages;
mod parts;
