//! The two buttons that show something typed instead of keeping it. Neither changes anything: `server/src/forms.rs` draws
//! the page that [`crate::paths::shown_by`] names, in the answer to the same request, with what was typed.

#![expect(
    missing_docs,
    reason = "#[server] makes a struct of each argument list; the function says what they are"
)]

use crate::ctx::{Question, ctx};
use crate::error::AppError;
use crate::posts::once;
use crate::threads::ThreadDraft;
use leptos::prelude::*;

/// Shows a challenge as each role would see it, if it could be shared.
#[server(endpoint = "threads/preview")]
pub async fn preview_thread(
    #[server(default)] once: String,
    #[server(flatten)] draft: ThreadDraft,
) -> Result<(), AppError> {
    let ctx = ctx();
    let me = ctx.writer()?;
    once::peek(&ctx, &me, &once)?;
    draft.read()?;
    ctx.limit(Question::Read, "")
}

/// Gives the form back with what was typed, to go on writing.
#[server(endpoint = "threads/write")]
pub async fn write_thread(#[server(flatten)] draft: ThreadDraft) -> Result<(), AppError> {
    let ctx = ctx();
    ctx.writer()?;
    let _ = draft;
    ctx.limit(Question::Read, "")
}
