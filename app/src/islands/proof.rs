//! The proof of work that strangers are asked for while codes are being guessed (anonymity A16).

use domain::pow::Puzzle;
use leptos::prelude::*;

/// Solves the puzzle a little at a time, fills the hidden field `proof` and sends the form when it was waiting.
#[island]
pub fn Proof(
    /// What to solve.
    puzzle: Puzzle,
    /// What is said while it is being solved.
    busy: String,
    /// What is said when it is solved.
    done: String,
) -> impl IntoView {
    #[cfg(feature = "hydrate")]
    leptos::task::spawn_local(solve(puzzle, busy, done));
    #[cfg(not(feature = "hydrate"))]
    let _ = (puzzle, busy, done);
}

#[cfg(feature = "hydrate")]
async fn solve(puzzle: Puzzle, busy: String, done: String) {
    use super::dom;
    use wasm_bindgen::JsCast;
    dom::say("proof-said", &busy);
    let mut from = 0;
    let nonce = loop {
        match puzzle.search(from, 4_000) {
            Some(nonce) => break nonce,
            None => from += 4_000,
        }
        pause().await;
    };
    if let Some(field) =
        dom::find("input[name=proof]").and_then(|f| f.dyn_into::<web_sys::HtmlInputElement>().ok())
    {
        field.set_value(&puzzle.answer(nonce));
    }
    dom::say("proof-said", &done);
}

/// Lets the page breathe.
#[cfg(feature = "hydrate")]
async fn pause() {
    let promise = js_sys::Promise::new(&mut |resolve, _| {
        let _ = super::dom::window().set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, 0);
    });
    let _ = wasm_bindgen_futures::JsFuture::from(promise).await;
}
