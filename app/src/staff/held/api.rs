//! What the queue may ask: to decide about a post that waits, and to take that back.

use crate::kit::ctx::{Action, Ctx};
use crate::kit::deed::{Deed, DeedKind};
use crate::kit::error::AppError;
use crate::kit::forms::{Done, Form};
use crate::kit::paths;
use crate::staff::held::list::{in_order, next};
use domain::faults::Fault;
use domain::held::{QueueOrder, RulingDraft, Verdict};
use domain::ids::PostId;
use domain::staff::Right;
use leptos::prelude::*;
use store::{Decided, Undone};

/// The form of `staff/held/decide`.
pub const DECIDE: Form = Form::new("staff/held/decide")
    .on_one_of(paths::STAFF_HELD, |fields| Some(paths::staff_held(fields.parse::<PostId>("post")?)));

/// Decides about a post that waits, whose words were those of `edition`, and opens the next one. It takes effect a minute later.
#[server(endpoint = "staff/held/decide")]
pub async fn decide_held(
    post: PostId,
    #[server(default)] edition: String,
    #[server(default)] order: QueueOrder,
    #[server(flatten)] draft: RulingDraft,
) -> Result<Done, AppError> {
    let ctx = Ctx::of_request()?;
    let me = ctx.staff(Right::Moderate)?;
    let ruling = draft.read()?;
    ctx.limit(Action::Decide)?;
    let (now, today) = (ctx.clock.now().timestamp(), ctx.clock.today());
    let mut tx = ctx.store.community.begin().await?;
    let day = tx.held().find(post).await?.map(|held| held.day);
    match tx.held_decisions().add(post, ruling, &edition, Some(me.id), now, today).await? {
        Decided::Kept => {}
        Decided::Gone => return Err(AppError::Gone),
        Decided::Changed => return Err(AppError::on("verdict", Fault::WordsChanged)),
        Decided::Before(_) => return Err(AppError::on("verdict", Fault::DecidedBefore)),
    }
    let next = next(&mut tx, order, day.map(|day| (day, post))).await?;
    tx.commit().await?;
    let at = next
        .map_or_else(|| in_order(order, paths::STAFF_HELD), |next| in_order(order, &paths::staff_held(next)));
    Ok(Done::at(at).did(Deed::at(told(ruling.verdict()), post)))
}

/// What a decision is called on the next page.
const fn told(verdict: Verdict) -> DeedKind {
    match verdict {
        Verdict::Released => DeedKind::Released,
        Verdict::Asked => DeedKind::Asked,
        Verdict::Removed => DeedKind::RemovedHeld,
    }
}

/// Takes a decision back, whoever made it, within its minute: the post waits again, and is opened.
#[server(endpoint = "staff/held/undo")]
pub async fn undo_held(post: PostId) -> Result<Done, AppError> {
    let ctx = Ctx::of_request()?;
    let me = ctx.staff(Right::Moderate)?;
    ctx.limit(Action::Decide)?;
    let (now, today) = (ctx.clock.now().timestamp(), ctx.clock.today());
    let mut tx = ctx.store.community.begin().await?;
    match tx.held_decisions().undo(post, me.id, now, today).await? {
        Undone::Back(_) => {}
        Undone::TooLate | Undone::Gone => return Err(AppError::on("form", Fault::UndoOver)),
    }
    tx.commit().await?;
    Ok(Done::at(paths::staff_held(post)).did(DeedKind::TookBack))
}
