//! What a browser may ask about an own challenge that waits.

#![expect(
    missing_docs,
    reason = "#[server] makes a struct of each argument list; the function says what they are"
)]

use super::room;
use crate::ctx::{Question, ctx};
use crate::error::AppError;
use crate::paths;
use crate::posts::EditDraft;
use crate::privacy::Choice;
use domain::ids::ThreadId;
use leptos::prelude::*;
use store::Text;

/// Changes an own challenge that waits. Nobody has read it, so nothing says that it was changed. What leads straight to a
/// person and is kept is held when it appears, by the same [`crate::threads::publish`] as every challenge.
#[server(endpoint = "waiting/edit")]
pub async fn edit_waiting(
    thread: ThreadId,
    #[server(default)] privacy: String,
    #[server(flatten)] draft: EditDraft,
) -> Result<(), AppError> {
    let ctx = ctx();
    let me = ctx.writer()?;
    let (mut waiting, batch) = room::find(&ctx, &me, thread).await?.ok_or(AppError::Gone)?;
    draft.read_opening()?;
    let mut draft = draft;
    crate::privacy::look(&ctx, Choice::read(&privacy), &mut draft.texts()).await?;
    let (title, text) = draft.read_opening()?;
    ctx.limit(Question::React, "")?;
    let text = Text::from(&text);
    waiting.title = title.as_str().to_owned();
    (waiting.body, waiting.tried, waiting.question) = (text.body, text.tried, text.question);
    let sealed = ctx.keys.seal_waiting(batch, &waiting, &*ctx.entropy);
    let mut tx = ctx.store.community.begin().await?;
    if !tx.waiting().set(&ctx.keys.waiting_handle(thread), &sealed).await? {
        return Err(AppError::Gone);
    }
    tx.commit().await?;
    ctx.redirect_to(&paths::thread(thread));
    Ok(())
}

/// Lets an own challenge that waits appear now.
#[server(endpoint = "waiting/publish")]
pub async fn publish_waiting(thread: ThreadId) -> Result<(), AppError> {
    let ctx = ctx();
    let me = ctx.writer()?;
    let (waiting, _) = room::find(&ctx, &me, thread).await?.ok_or(AppError::Gone)?;
    ctx.limit(Question::React, "")?;
    room::release_one(&ctx, &waiting).await?;
    ctx.redirect_to(&paths::thread(thread));
    Ok(())
}

/// Takes an own challenge that waits back: it is erased, and nobody ever saw it.
#[server(endpoint = "waiting/remove")]
pub async fn remove_waiting(thread: ThreadId) -> Result<(), AppError> {
    let ctx = ctx();
    let me = ctx.writer()?;
    room::find(&ctx, &me, thread).await?.ok_or(AppError::Gone)?;
    ctx.limit(Question::React, "")?;
    let mut tx = ctx.store.community.begin().await?;
    let there = tx.waiting().remove(&ctx.keys.waiting_handle(thread)).await?.is_some();
    tx.commit().await?;
    if !there {
        // It appeared while the question was read: then its page says how to remove it.
        return Err(AppError::Gone);
    }
    ctx.redirect_to(paths::THREADS);
    Ok(())
}
