//! What a browser may ask about threads.

#![expect(
    missing_docs,
    reason = "#[server] makes a struct of each argument list; the function says what they are"
)]

use super::parts::written;
use super::{ThreadDraft, publish};
use crate::ctx::{Question, ctx};
use crate::error::AppError;
use crate::posts::once;
use crate::privacy::Choice;
use crate::waiting::{Moment, room};
use crate::{paths, place};
use domain::ids::{PostId, ThreadId};
use leptos::prelude::*;

/// Shares a challenge. `once` was made with the form and becomes the id, so that sending twice shares once.
#[server(endpoint = "threads/add")]
pub async fn add_thread(
    #[server(default)] once: String,
    #[server(default)] privacy: String,
    #[server(flatten)] draft: ThreadDraft,
) -> Result<ThreadId, AppError> {
    let ctx = ctx();
    let me = ctx.writer()?;
    let bytes = once::read(&ctx, &me, &once)?;
    let (id, opening) = (ThreadId::from_bytes(bytes), PostId::from_bytes(bytes));
    ctx.redirect_to(&paths::thread(id));
    {
        let mut tx = ctx.store.community.read().await?;
        if tx.threads().find(id).await?.is_some() || tx.held().find(opening).await?.is_some() {
            return Ok(id);
        }
    }
    if room::find(&ctx, &me, id).await?.is_some() {
        return Ok(id);
    }
    draft.read()?;
    let mut draft = draft;
    crate::privacy::look(&ctx, Choice::read(&privacy), &mut draft.texts()).await?;
    let new = draft.read()?;
    ctx.limit(Question::Share, "")?;

    let waiting = written(&ctx, &me, id, &new);
    let mut tx = ctx.store.community.begin().await?;
    match new.moment {
        Moment::Safe => drop(tx.waiting().add(&room::seal(&ctx, &waiting)).await?),
        Moment::Now => {
            let (thread, opening) = room::becomes(&waiting, ctx.clock.today());
            if publish::add(&mut tx, &thread, &opening).await? == store::Added::Refused {
                return Err(AppError::Forbidden);
            }
        }
    }
    tx.commit().await?;
    place::wrote_in(&ctx.host, &me, id);
    Ok(id)
}
