//! What a browser may ask about tips that were tried.

#![expect(
    missing_docs,
    reason = "#[server] makes a struct of each argument list; the function says what they are"
)]

use super::{Tried, parts::TAKE_BACK};
use crate::ctx::{Question, ctx};
use crate::error::AppError;
use crate::paths;
use crate::posts::{Kind, names};
use domain::faults::Fault;
use domain::ids::{PostId, ThreadId};
use leptos::prelude::*;

/// Says what became of a tip, or takes it back (`value` = `none`). One mark per person; not on one's own tip.
#[server(endpoint = "tried/set")]
pub async fn set_tried(
    thread: ThreadId,
    post: PostId,
    #[server(default)] value: String,
) -> Result<(), AppError> {
    let ctx = ctx();
    let me = ctx.member()?;
    let tried = match &*value {
        TAKE_BACK => None,
        slug => Some(Tried::from_slug(slug).ok_or_else(|| AppError::on("value", Fault::NotAChoice))?),
    };
    {
        let mut tx = ctx.store.community.read().await?;
        let row = tx.posts().find(post).await?;
        let row = row.filter(|row| row.thread == thread && row.kind == Kind::Tip && !row.removed());
        let row = row.ok_or(AppError::Gone)?;
        if names::wrote(&row.author, &ctx.keys.author_tag(&me.root, thread)) {
            return Err(AppError::Forbidden);
        }
    }
    ctx.limit(Question::React, "")?;
    let tag = ctx.keys.tried_tag(&me.root, post);
    let mut tx = ctx.store.community.begin().await?;
    tx.tried().set(post, &tag, tried).await?;
    tx.commit().await?;
    ctx.redirect_to(&paths::post(thread, post));
    Ok(())
}
