//! What a browser may ask about outcomes.

#![expect(
    missing_docs,
    reason = "#[server] makes a struct of each argument list; the function says what they are"
)]

use super::OutcomeDraft;
use crate::ctx::{Question, ctx};
use crate::error::AppError;
use crate::paths;
use domain::ids::ThreadId;
use leptos::prelude::*;
use store::OutcomeRow;

/// The author of a challenge tells how it ended, or tells it anew. What is sent twice is told once.
#[server(endpoint = "outcomes/set")]
pub async fn set_outcome(thread: ThreadId, #[server(flatten)] draft: OutcomeDraft) -> Result<(), AppError> {
    let ctx = ctx();
    let me = ctx.writer()?;
    {
        let row = ctx.store.community.read().await?.threads().find(thread).await?;
        let row = row.filter(|row| row.listed).ok_or(AppError::Gone)?;
        if row.opening_author != Some(ctx.keys.author_tag(&me.root, thread)) {
            return Err(AppError::Forbidden);
        }
    }
    let (outcome, closing) = draft.read()?;
    if let Some(words) = &closing {
        crate::privacy::refuse_held("closing", words.as_str())?;
    }
    ctx.limit(Question::React, "")?;
    let closing = closing.map(|words| words.as_str().to_owned());
    let mut tx = ctx.store.community.begin().await?;
    if !tx.outcomes().set(thread, &OutcomeRow { outcome, day: ctx.clock.today(), closing }).await? {
        return Err(AppError::Gone);
    }
    tx.commit().await?;
    ctx.redirect_to(&format!("{}#outcome", paths::thread(thread)));
    Ok(())
}
