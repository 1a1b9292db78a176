//! What staff did, noted in the zone of the deed and in its unit of work.

use crate::kit::ctx::{Ctx, Staff};
use crate::kit::error::AppError;
use domain::staff::{Right, StaffDeed};
use std::fmt::Display;
use store::{StaffLogLine, Tx};

/// Notes that this person did this to that thing.
///
/// # Errors
/// When the store refuses.
pub async fn note<Z>(
    ctx: &Ctx,
    tx: &mut Tx<Z>,
    me: &Staff,
    deed: StaffDeed,
    object: impl Display,
) -> store::Result<()> {
    note_with(ctx, tx, me, (deed, Some(object.to_string())), None).await
}

/// Notes it with a word of a closed list that says more.
///
/// # Errors
/// When the store refuses.
pub async fn note_with<Z>(
    ctx: &Ctx,
    tx: &mut Tx<Z>,
    me: &Staff,
    (deed, object): (StaffDeed, Option<String>),
    detail: Option<String>,
) -> store::Result<()> {
    let at = ctx.clock.now().timestamp();
    tx.staff_log().add(&StaffLogLine { at, staff: Some(me.id), deed, object, detail }).await
}

/// Lets `me` decide who may do what, alone: their session is there and they have this right, still.
///
/// # Errors
/// [`AppError::StaffSignIn`], [`AppError::Forbidden`], and when the store refuses.
pub async fn close_gate(tx: &mut Tx<store::Staff>, me: &Staff, right: Right) -> Result<(), AppError> {
    tx.close_gate().await?;
    let here = tx.staff_sessions().find_with_staff(&me.session).await?;
    let (_, row) = here.ok_or(AppError::StaffSignIn)?;
    if row.roles.rights().has(right) { Ok(()) } else { Err(AppError::Forbidden) }
}
