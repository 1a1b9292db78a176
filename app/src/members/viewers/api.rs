//! The two buttons that show something typed instead of keeping it. Neither changes anything: `server/src/forms/answer.rs` draws
//! the page that the row of the form names (`shown_by`), in the answer to the same request, with what was typed.

use crate::kit::ctx::{Action, Ctx};
use crate::kit::error::AppError;
use crate::story::form_token;
use crate::story::privacy::refuse_keys;
use domain::threads::ThreadDraft;
use leptos::prelude::*;

/// Shows a challenge as each role would see it, if it could be shared.
#[server(endpoint = "viewers/preview")]
pub async fn preview_thread(
    #[server(default)] once: String,
    #[server(flatten)] draft: ThreadDraft,
) -> Result<(), AppError> {
    let ctx = Ctx::of_request()?;
    let me = ctx.confirmed_member()?;
    form_token::peek(&ctx, &me, &once)?;
    draft.read()?;
    let mut draft = draft;
    refuse_keys(&draft.texts())?;
    ctx.limit(Action::Read)
}

/// Gives the form back with what was typed, to go on writing.
#[server(endpoint = "viewers/write")]
pub async fn write_thread() -> Result<(), AppError> {
    let ctx = Ctx::of_request()?;
    ctx.confirmed_member()?;
    ctx.limit(Action::Read)
}
