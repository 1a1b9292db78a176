//! What a browser may ask about posts that wait.

#![expect(
    missing_docs,
    reason = "#[server] makes a struct of each argument list; the function says what they are"
)]

use crate::ctx::{Question, ctx};
use crate::error::AppError;
use crate::paths;
use domain::ids::{PostId, ThreadId};
use leptos::prelude::*;

/// Withdraws an own post, or new words for it, that waits for a moderator. Of a foreign one we say no more than that it is
/// not theirs.
#[server(endpoint = "held/remove")]
pub async fn remove_held(thread: ThreadId, post: PostId) -> Result<(), AppError> {
    let ctx = ctx();
    let me = ctx.writer()?;
    let mine = ctx.keys.author_tag(&me.root, thread);
    let mut tx = ctx.store.community.read().await?;
    let held = tx.held().find(post).await?.filter(|held| held.thread == thread).ok_or(AppError::Gone)?;
    let stands = tx.threads().find(thread).await?.is_some();
    drop(tx);
    if held.tag != mine {
        return Err(AppError::Forbidden);
    }
    ctx.limit(Question::React, "")?;
    let mut tx = ctx.store.community.begin().await?;
    tx.held().remove(post).await?;
    tx.commit().await?;
    ctx.redirect_to(&if stands { paths::thread(thread) } else { paths::THREADS.to_owned() });
    Ok(())
}
