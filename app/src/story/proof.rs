//! What a form carries that asks for work or patience while codes are guessed or many people come at once.

use crate::islands::Proof;
use crate::kit::drawing::use_lang;
use crate::kit::error::AppError;
use crate::kit::forms::FormState;
use crate::t;
use domain::pow::Puzzle;
use leptos::prelude::*;

fn puzzle(form: &FormState) -> Option<Puzzle> {
    match form.error() {
        Some(AppError::Prove(puzzle, _)) => Some(*puzzle),
        _ => None,
    }
}

/// The hidden field alone, for the second form of a page: one puzzle serves whichever is sent.
pub fn asked(form: &FormState) -> AnyView {
    let asked = puzzle(form).map(|puzzle| puzzle.to_string()).unwrap_or_default();
    view! { <input type="hidden" name="proof" value=asked/> }.into_any()
}

/// The hidden field `proof`. After a refusal it holds the puzzle, which the island solves; sent back unsolved it shows that
/// somebody waited.
#[component]
pub fn ProofField(
    /// The form.
    form: FormState,
) -> impl IntoView {
    let lang = use_lang();
    let puzzle = puzzle(&form);
    view! {
        {asked(&form)}
        {puzzle.map(|puzzle| view! {
            <p class="hint" id="proof-said" role="status"></p>
            <Proof puzzle busy=t::people::proof_busy(lang).to_owned() done=t::people::proof_done(lang).to_owned()/>
        })}
    }
    .into_any()
}
