//! What the desk may ask: to decide about a post that waits, and to take that back.

use crate::kit::ctx::{Action, Ctx};
use crate::kit::deed::{Deed, DeedKind};
use crate::kit::error::AppError;
use crate::kit::forms::{Done, Form};
use crate::kit::paths;
use crate::staff::held::list::{Order, next};
use domain::faults::Fault;
use domain::held::{Reason, Ruling, RulingDraft, Verdict};
use domain::ids::{PostId, StaffId};
use domain::staff::{Right, StaffDeed};
use leptos::prelude::*;
use store::{Community, Decided, StaffLogLine, Tx, Undone};

/// The form of `staff/held/decide`.
pub const DECIDE: Form = Form::new("staff/held/decide")
    .on_one_of(paths::STAFF_HELD, |fields| Some(paths::staff_held(fields.parse::<PostId>("post")?)));
/// The form of `staff/held/undo`: it stands in what is told after a decision, on whichever page comes next.
pub const UNDO: Form = Form::new("staff/held/undo").on(paths::STAFF_HELD);

/// Notes what was decided, in the unit of work that does it. By the day: a second beside the id of a post would say until when
/// its author had written it.
async fn note(
    ctx: &Ctx,
    tx: &mut Tx<Community>,
    staff: StaffId,
    deed: StaffDeed,
    post: PostId,
    reason: Option<Reason>,
) -> Result<(), store::Error> {
    let line = StaffLogLine {
        at: ctx.clock.today().seconds(),
        staff: Some(staff),
        deed,
        object: Some(post.to_string()),
        detail: reason.map(|reason| reason.slug().to_owned()),
    };
    tx.staff_log().add(&line).await
}

/// Decides about a post that waits, whose words were `seen`, and opens the next one. It takes effect a minute later.
#[server(endpoint = "staff/held/decide")]
pub async fn decide_held(
    post: PostId,
    #[server(default)] seen: String,
    #[server(default)] order: Order,
    #[server(flatten)] draft: RulingDraft,
) -> Result<Done, AppError> {
    let ctx = Ctx::of_request()?;
    let me = ctx.staff(Right::Moderate)?;
    let ruling = draft.read()?;
    ctx.limit(Action::React)?;
    let (now, today) = (ctx.clock.now().timestamp(), ctx.clock.today());
    let mut tx = ctx.store.community.begin().await?;
    let day = tx.held().find(post).await?.map(|held| held.day);
    match tx.held_decisions().add(post, ruling, &seen, Some(me.id), now, today).await? {
        Decided::Kept => {}
        Decided::Gone => return Err(AppError::Gone),
        Decided::Changed => return Err(AppError::on("verdict", Fault::ChangedMeanwhile)),
        Decided::Before(_) => return Err(AppError::on("verdict", Fault::DecidedBefore)),
    }
    let (deed, kind) = words(ruling);
    note(&ctx, &mut tx, me.id, deed, post, ruling.reason()).await?;
    let next = next(&mut tx, order, day.map(|day| (day, post))).await?;
    tx.commit().await?;
    let at = next.map_or_else(|| order.of(paths::STAFF_HELD), |next| order.of(&paths::staff_held(next)));
    Ok(Done::at(at).did(Deed::at(kind, post)))
}

/// What a ruling is called in the log, and on the next page.
const fn words(ruling: Ruling) -> (StaffDeed, DeedKind) {
    match ruling.verdict() {
        Verdict::Released => (StaffDeed::ReleasePost, DeedKind::Released),
        Verdict::Asked => (StaffDeed::AskAuthor, DeedKind::Asked),
        Verdict::Removed => (StaffDeed::RemovePost, DeedKind::RemovedHeld),
    }
}

/// Takes a decision back, whoever made it, within its minute: the post waits again, and is opened.
#[server(endpoint = "staff/held/undo")]
pub async fn undo_held(post: PostId) -> Result<Done, AppError> {
    let ctx = Ctx::of_request()?;
    let me = ctx.staff(Right::Moderate)?;
    ctx.limit(Action::React)?;
    let mut tx = ctx.store.community.begin().await?;
    match tx.held_decisions().undo(post, ctx.clock.now().timestamp()).await? {
        Undone::Back(_) => {}
        Undone::TooLate | Undone::Gone => return Err(AppError::on("form", Fault::UndoOver)),
    }
    note(&ctx, &mut tx, me.id, StaffDeed::UndoDecision, post, None).await?;
    tx.commit().await?;
    Ok(Done::at(paths::staff_held(post)).did(DeedKind::TookBack))
}
