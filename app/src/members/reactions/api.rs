//! What a browser may ask about reactions.

use crate::kit::ctx::Ctx;
use crate::kit::error::AppError;
use crate::kit::forms::Done;
use crate::kit::paths::Back;
use crate::story::reactions;
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
    let me = ctx.confirmed_member()?;
    let kind = kind.read().map_err(|why| AppError::on("kind", why))?;
    reactions::set(&ctx, &me, (thread, post), kind, on).await?;
    Ok(reactions::leads_back(thread, post, back))
}
