//! What a browser may ask about reactions.

use crate::kit::ctx::{Action, Ctx};
use crate::kit::error::AppError;
use crate::kit::forms::Done;
use crate::kit::paths::{self, Back};
use crate::story::authorship;
use domain::chosen::{Chosen, YesNo};
use domain::ids::{PostId, ThreadId};
use domain::posts::ReactionKind;
use leptos::prelude::*;

/// Sets or takes back the own reaction on a post. From the feed it leads back there, else to the thread.
#[server(endpoint = "reactions/set")]
pub async fn set_reaction(
    thread: ThreadId,
    post: PostId,
    #[server(default)] kind: Chosen<ReactionKind>,
    on: YesNo,
    #[server(default)] back: Back,
) -> Result<Done, AppError> {
    let ctx = Ctx::of_request()?;
    let me = ctx.member()?;
    let kind = kind.read().map_err(|why| AppError::on("kind", why))?;
    let tag = ctx.keys.reaction_tag(&me.root, post);
    let mut tx = ctx.store.community.begin().await?;
    authorship::foreign(&ctx, &me, &mut tx, thread, post).await?;
    ctx.limit(Action::React)?;
    tx.reactions().set(post, &tag, kind, on.is_yes()).await?;
    tx.commit().await?;
    Ok(Done::at(match back {
        Back::Threads => format!("{}#thread-{thread}", paths::THREADS),
        _ => paths::post(thread, post),
    }))
}
