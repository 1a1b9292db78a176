//! What a browser may ask about the message of the day.

use crate::kit::ctx::{Action, Ctx, Member};
use crate::kit::error::AppError;
use crate::kit::forms::{Done, Form};
use crate::kit::paths;
use crate::kit::session::devices;
use domain::faults::{Fault, Faults};
use domain::push::{DayPart, Endpoint};
use leptos::prelude::*;
use std::sync::Arc;

/// The form of `push/add`.
pub const ADD: Form = Form::new("push/add").on(paths::SETTINGS);
/// The form of `push/set_part`.
pub const SET_PART: Form = Form::new("push/set_part").on(paths::SETTINGS);
/// The form of `push/remove`.
pub const REMOVE: Form = Form::new("push/remove").on(paths::SETTINGS);

/// The one who may ask for it: a member on a device of their own, where the operator did not switch it off.
fn asker(ctx: &Ctx) -> Result<(Arc<Member>, &crate::kit::state::PushSetup), AppError> {
    let me = ctx.member()?;
    let service = ctx.push.as_ref().ok_or(AppError::Gone)?;
    if ctx.shared || me.shared {
        return Err(AppError::Forbidden);
    }
    Ok((me, service))
}

/// Lets this device get the message, at this part of the day. The address comes from the browser (`public/push.js`).
#[server(endpoint = "push/add")]
pub async fn add_push(
    #[server(default)] endpoint: String,
    #[server(default)] part: String,
) -> Result<Done, AppError> {
    let ctx = Ctx::of_request()?;
    let (me, service) = asker(&ctx)?;
    let mut faults = Faults::default();
    let endpoint = Endpoint::parse(&endpoint, &service.services).map_err(|why| faults.add("endpoint", why));
    let part = DayPart::from_slug(&part).ok_or_else(|| faults.add("part", Fault::NotAChoice));
    let (Ok(endpoint), Ok(part)) = (endpoint, part) else { return Err(faults.into()) };
    ctx.limit(Action::React, "")?;
    devices::add(&ctx, &me, endpoint, part).await?;
    Ok(Done::at(paths::PUSH))
}

/// The browser gave this device another address (`pushsubscriptionchange` in `public/sw.js`). Nobody need be signed in: the
/// cookie of the device leads to its row, and nothing else in the row changes.
#[server(endpoint = "push/renew")]
pub async fn renew_push(#[server(default)] endpoint: String) -> Result<(), AppError> {
    let ctx = Ctx::of_request()?;
    let service = ctx.push.as_ref().ok_or(AppError::Gone)?;
    let endpoint =
        Endpoint::parse(&endpoint, &service.services).map_err(|why| AppError::on("endpoint", why))?;
    ctx.limit(Action::React, "")?;
    devices::renew(&ctx, endpoint).await
}

/// Another part of the day for this device.
#[server(endpoint = "push/set_part")]
pub async fn set_push_part(#[server(default)] part: String) -> Result<Done, AppError> {
    let ctx = Ctx::of_request()?;
    let (me, _) = asker(&ctx)?;
    let part = DayPart::from_slug(&part).ok_or_else(|| AppError::on("part", Fault::NotAChoice))?;
    ctx.limit(Action::React, "")?;
    devices::set_part(&ctx, &me, part).await?;
    Ok(Done::at(paths::PUSH))
}

/// No message any more: `which` = `here` on this device, `others` on all others of this person.
#[server(endpoint = "push/remove")]
pub async fn remove_push(#[server(default)] which: String) -> Result<Done, AppError> {
    let ctx = Ctx::of_request()?;
    let me = ctx.member()?;
    if !matches!(&*which, "here" | "others") {
        return Err(AppError::on("which", Fault::NotAChoice));
    }
    ctx.limit(Action::React, "")?;
    if which == "others" {
        let mut tx = ctx.store.accounts.begin().await?;
        devices::forget_others(&ctx, &mut tx, &me.root).await?;
        tx.commit().await?;
    } else {
        devices::forget_here(&ctx).await?;
    }
    Ok(Done::at(paths::PUSH))
}
