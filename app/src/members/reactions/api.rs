//! What a browser may ask about reactions.

use crate::kit::ctx::{Action, Ctx};
use crate::kit::error::AppError;
use crate::kit::forms::{Done, YesNo};
use crate::kit::paths;
use crate::story::authorship;
use domain::faults::Fault;
use domain::ids::{PostId, ThreadId};
use domain::posts::ReactionKind;
use leptos::prelude::*;

/// Sets or takes back the own reaction on a post. `back` = `threads` returns to the feed, else to the thread.
#[server(endpoint = "reactions/set")]
pub async fn set_reaction(
    thread: ThreadId,
    post: PostId,
    #[server(default)] kind: String,
    on: YesNo,
    #[server(default)] back: String,
) -> Result<Done, AppError> {
    let ctx = Ctx::of_request()?;
    let me = ctx.member()?;
    let kind = ReactionKind::from_slug(&kind).ok_or_else(|| AppError::on("kind", Fault::NotAChoice))?;
    let tag = ctx.keys.reaction_tag(&me.root, post);
    let mut tx = ctx.store.community.begin().await?;
    authorship::foreign(&ctx, &me, &mut tx, thread, post).await?;
    ctx.limit(Action::React, "")?;
    tx.reactions().set(post, &tag, kind, on.is_yes()).await?;
    tx.commit().await?;
    Ok(Done::at(if back == "threads" {
        format!("{}#thread-{thread}", paths::THREADS)
    } else {
        paths::post(thread, post)
    }))
}
