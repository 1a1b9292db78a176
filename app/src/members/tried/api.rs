//! What a browser may ask about tips that were tried.

use crate::kit::ctx::{Action, Ctx};
use crate::kit::error::AppError;
use crate::kit::forms::Done;
use crate::kit::paths;
use crate::story::authorship;
use crate::story::tried::TAKE_BACK;
use domain::faults::Fault;
use domain::ids::{PostId, ThreadId};
use domain::posts::PostKind;
use domain::tried::Tried;
use leptos::prelude::*;

/// Says what became of a tip, or takes it back (`value` = `none`). One mark per person; not on one's own tip.
#[server(endpoint = "tried/set")]
pub async fn set_tried(
    thread: ThreadId,
    post: PostId,
    #[server(default)] value: String,
) -> Result<Done, AppError> {
    let ctx = Ctx::of_request()?;
    let me = ctx.member()?;
    let tried = match &*value {
        TAKE_BACK => None,
        slug => Some(Tried::from_slug(slug).ok_or_else(|| AppError::on("value", Fault::NotAChoice))?),
    };
    let tag = ctx.keys.tried_tag(&me.root, post);
    let mut tx = ctx.store.community.begin().await?;
    if tx.posts().find(post).await?.is_none_or(|row| row.kind != PostKind::Tip) {
        return Err(AppError::Gone);
    }
    authorship::foreign(&ctx, &me, &mut tx, thread, post).await?;
    ctx.limit(Action::React, "")?;
    tx.tried().set(post, &tag, tried).await?;
    tx.commit().await?;
    Ok(Done::at(paths::post(thread, post)))
}
