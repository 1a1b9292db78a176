//! What a browser may ask about posts that wait.

use crate::kit::ctx::{Action, Ctx};
use crate::kit::error::AppError;
use crate::kit::forms::Done;
use crate::kit::paths;
use crate::kit::session::gate;
use domain::ids::{PostId, ThreadId};
use leptos::prelude::*;

/// Withdraws an own post, or new words for it, that waits for a moderator. Of a foreign one we say no more than that it is
/// not theirs.
#[server(endpoint = "held/remove")]
pub async fn remove_held(thread: ThreadId, post: PostId) -> Result<Done, AppError> {
    let ctx = Ctx::of_request()?;
    let me = ctx.confirmed_member()?;
    let mine = ctx.keys.author_tag(&me.root, thread);
    let mut tx = ctx.store.community.begin().await?;
    gate::say(&ctx, &mut tx, &me).await?;
    let held = tx.held().find(post).await?.filter(|held| held.thread == thread).ok_or(AppError::Gone)?;
    let stands = tx.threads().find(thread).await?.is_some();
    if held.tag != mine {
        return Err(AppError::Forbidden);
    }
    ctx.limit(Action::React)?;
    tx.held().remove(post).await?;
    tx.commit().await?;
    Ok(Done::at(if stands { paths::thread(thread) } else { paths::THREADS.to_owned() }))
}
