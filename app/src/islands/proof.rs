//! The proof of work that strangers are asked for while codes are being guessed (A16).

/// Solves the puzzle a little at a time, fills the hidden field `proof` and sends the form when it was waiting.
#[cfg(feature = "ssr")]
#[leptos::component]
pub fn Proof(
    /// What to solve.
    puzzle: domain::pow::Puzzle,
    /// What is said while it is being solved.
    busy: String,
    /// What is said when it is solved.
    done: String,
) -> impl leptos::IntoView {
    use leptos::prelude::*;
    let puzzle = puzzle.to_string();
    view! { <is-land data-component="Proof" data-puzzle=puzzle data-busy=busy data-done=done></is-land> }
}

#[cfg(feature = "hydrate")]
mod browser {
    use dom::Element;
    use domain::pow::{Puzzle, Solver};
    use std::rc::Rc;
    use wasm_bindgen::prelude::wasm_bindgen;

    /// How many numbers are tried before the page may breathe.
    const TRIES: u32 = 4_000;

    /// Wakes the island of this element.
    #[wasm_bindgen(js_name = Proof)]
    pub fn proof(island: Element) {
        let said = |name| island.attribute(name).unwrap_or_default();
        let Ok(puzzle) = said("data-puzzle").parse::<Puzzle>() else { return };
        dom::say("proof-said", &said("data-busy"));
        step(puzzle, puzzle.solver(), said("data-done").into());
    }

    fn step(puzzle: Puzzle, mut solver: Solver, done: Rc<str>) {
        match solver.step(TRIES) {
            Some(nonce) => {
                if let Some(field) = dom::find("input[name=proof]") {
                    field.set_value(&puzzle.answer(nonce));
                }
                dom::say("proof-said", &done);
            }
            None => drop(dom::later(0, Box::new(move |_| step(puzzle, solver, done)))),
        }
    }
}
