//! The proof of work that strangers are asked for while codes are being guessed (A16).

use super::wake;
use domain::pow::{Puzzle, Solver};
use leptos::prelude::*;

/// The number of numbers that are tried before the page may breathe.
const TRIES: u32 = 4_000;

/// Solves the puzzle a little at a time, fills the hidden fields `proof` and sends the form when it was waiting.
#[island]
pub fn Proof(
    /// The puzzle to solve.
    puzzle: Puzzle,
    /// The words while it is being solved.
    busy: String,
    /// The words when it is solved.
    done: String,
) -> impl IntoView {
    wake(move || {
        dom::say("proof-said", &busy);
        step(puzzle, puzzle.solver(), done);
    });
}

fn step(puzzle: Puzzle, mut solver: Solver, done: String) {
    match solver.step(TRIES) {
        Some(nonce) => {
            // A page may hold two forms, of which one is sent.
            for field in dom::all(&dom::document(), "input[name=proof]") {
                field.set_value(&puzzle.answer(nonce));
            }
            dom::say("proof-said", &done);
        }
        None => drop(dom::later(0, Box::new(move |_| step(puzzle, solver, done)))),
    }
}
