//! What a browser may ask about tips that were tried.

use crate::kit::ctx::{Action, Ctx};
use crate::kit::error::AppError;
use crate::kit::forms::Done;
use crate::kit::paths;
use crate::kit::session::gate;
use crate::story::authorship;
use domain::chosen::Chosen;
use domain::faults::Fault;
use domain::ids::{PostId, ThreadId};
use domain::posts::PostKind;
use domain::tried::Wish;
use leptos::prelude::*;

/// Says what became of a tip, or takes it back. One mark per person, from the day after the key was kept; not on one's own tip.
#[server(endpoint = "tried/set")]
pub async fn set_tried(
    thread: ThreadId,
    post: PostId,
    #[server(default)] value: Chosen<Wish>,
) -> Result<Done, AppError> {
    let ctx = Ctx::of_request()?;
    let me = ctx.confirmed_member()?;
    let wish = value.read().map_err(|why| AppError::on("value", why))?;
    if !me.may_mark(ctx.clock.today(), ctx.mark_after_days) {
        return Err(AppError::on("value", Fault::NotToday));
    }
    let tag = ctx.keys.tried_tag(&me.root, post);
    let mut tx = ctx.store.community.begin().await?;
    gate::say(&ctx, &mut tx, &me).await?;
    if tx.posts().find(post).await?.is_none_or(|row| row.kind != PostKind::Tip) {
        return Err(AppError::Gone);
    }
    authorship::foreign(&ctx, &me, &mut tx, thread, post).await?;
    ctx.limit(Action::React)?;
    tx.tried().set(post, &tag, wish.mark()).await?;
    tx.commit().await?;
    Ok(Done::at(paths::post(thread, post)))
}
