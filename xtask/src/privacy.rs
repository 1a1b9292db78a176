//! `cargo xtask privacy`: how well the privacy check does on its labelled sentences.

use crate::{Failure, run};

/// Prints what is found per kind and how often clean care language is marked; with a word, also which sentences go wrong.
pub fn privacy(words: &[String]) -> Result<(), Failure> {
    let mut figures = run::cargo();
    figures.args(["test", "--quiet", "-p", "privacy", "--test", "figures", "--", "--nocapture"]);
    if !words.is_empty() {
        figures.env("PRIVACY_SHOW", "1");
    }
    run::must(&mut figures, "The privacy check misses its figures; the line above says which.")
}
