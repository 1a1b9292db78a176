//! What a browser may ask about reactions.

#![expect(
    missing_docs,
    reason = "#[server] makes a struct of each argument list; the function says what they are"
)]

use super::ReactionKind;
use crate::ctx::{Question, ctx};
use crate::error::AppError;
use crate::paths;
use crate::posts::names;
use domain::faults::Fault;
use domain::ids::{PostId, ThreadId};
use leptos::prelude::*;

/// Sets or takes back the own reaction on a post. `back` = `threads` returns to the feed, else to the thread.
#[server(endpoint = "reactions/set")]
pub async fn set_reaction(
    thread: ThreadId,
    post: PostId,
    #[server(default)] kind: String,
    #[server(default)] on: String,
    #[server(default)] back: String,
) -> Result<(), AppError> {
    let ctx = ctx();
    let me = ctx.member()?;
    let kind = ReactionKind::from_slug(&kind).ok_or_else(|| AppError::on("kind", Fault::NotAChoice))?;
    let on = match &*on {
        "yes" => true,
        "no" => false,
        _ => return Err(AppError::on("on", Fault::NotAChoice)),
    };
    {
        let mut tx = ctx.store.community.read().await?;
        let row = tx.posts().find(post).await?.filter(|row| row.thread == thread && !row.removed());
        let row = row.ok_or(AppError::Gone)?;
        if names::wrote(&row.author, &ctx.keys.author_tag(&me.root, thread)) {
            return Err(AppError::Forbidden);
        }
    }
    ctx.limit(Question::React, "")?;
    let tag = ctx.keys.reaction_tag(&me.root, post);
    let mut tx = ctx.store.community.begin().await?;
    tx.reactions().set(post, &tag, kind, on).await?;
    tx.commit().await?;
    ctx.redirect_to(&if back == "threads" {
        format!("{}#thread-{thread}", paths::THREADS)
    } else {
        paths::post(thread, post)
    });
    Ok(())
}
