//! The own photo of a staff person: colleagues know each other by it. It is made anew from the file, in which nothing else is kept.

use super::own::begin;
use crate::kit::ctx::{Action, Ctx};
use crate::kit::deed::DeedKind;
use crate::kit::error::AppError;
use crate::kit::forms::{Done, Form, Upload};
use crate::kit::paths;
use domain::ids::PhotoId;
use domain::photos::LARGEST_MB;
use domain::staff::{Right, StaffDeed};
use leptos::prelude::*;
use store::StaffPhoto;

/// The form of `staff/photo/set`.
pub const SET_PHOTO: Form = Form::new("staff/photo/set").on(paths::STAFF_ACCOUNT).takes_file(LARGEST_MB);
/// The form of `staff/photo/remove`.
pub const REMOVE_PHOTO: Form = Form::new("staff/photo/remove").on(paths::STAFF_ACCOUNT);

/// Sets the own photo, in the place of the one before.
#[server(endpoint = "staff/photo/set")]
pub async fn set_photo() -> Result<Done, AppError> {
    let ctx = Ctx::of_request()?;
    let me = ctx.staff(Right::BeHere)?;
    let refused = |why| AppError::on("photo", why);
    ctx.limit(Action::StaffPhoto)?;
    let file = Upload::of(&ctx).map_err(refused)?;
    let developed = ctx.photos.develop(file).await.map_err(refused)?;
    let id = PhotoId::random(&*ctx.entropy);
    // Of two at once one follows the other, and the photo of the last is there whole.
    let mut tx = begin(&ctx, &me, StaffDeed::SetPhoto).await?;
    for (size, bytes) in developed {
        tx.photos().set(&StaffPhoto { id, staff: me.id, size: size.pixels().into(), bytes }).await?;
    }
    tx.commit().await?;
    Ok(Done::at(paths::STAFF_ACCOUNT).did(DeedKind::Set))
}

/// Removes the own photo.
#[server(endpoint = "staff/photo/remove")]
pub async fn remove_photo() -> Result<Done, AppError> {
    let ctx = Ctx::of_request()?;
    let me = ctx.staff(Right::BeHere)?;
    let mut tx = begin(&ctx, &me, StaffDeed::SetPhoto).await?;
    if tx.photos().remove(me.id).await? {
        tx.commit().await?;
    }
    Ok(Done::at(paths::STAFF_ACCOUNT).did(DeedKind::Set))
}
