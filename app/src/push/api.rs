//! What a browser may ask about the message of the day.

#![expect(
    missing_docs,
    reason = "#[server] makes a struct of each argument list; the function says what they are"
)]

use super::devices;
use crate::ctx::{Ctx, Member, Question, ctx};
use crate::error::AppError;
use crate::paths;
use domain::faults::{Fault, Faults};
use domain::push::{DayPart, Endpoint};
use leptos::prelude::*;
use std::sync::Arc;

/// Who may ask for it: a member on a device of their own, where the operator did not switch it off.
fn asker(ctx: &Ctx) -> Result<(Arc<Member>, &super::Service), AppError> {
    let me = ctx.member()?;
    let service = ctx.push.as_ref().ok_or(AppError::Gone)?;
    if ctx.ward || me.shared {
        return Err(AppError::Forbidden);
    }
    Ok((me, service))
}

/// Lets this device get the message, at this part of the day. The address comes from the browser (`public/push.js`).
#[server(endpoint = "push/add")]
pub async fn add_push(
    #[server(default)] endpoint: String,
    #[server(default)] part: String,
) -> Result<(), AppError> {
    let ctx = ctx();
    let (me, service) = asker(&ctx)?;
    let mut faults = Faults::default();
    let endpoint = Endpoint::parse(&endpoint, &service.services).map_err(|why| faults.add("endpoint", why));
    let part = DayPart::from_slug(&part).ok_or_else(|| faults.add("part", Fault::NotAChoice));
    let (Ok(endpoint), Ok(part)) = (endpoint, part) else { return Err(faults.into()) };
    ctx.limit(Question::React, "")?;
    devices::add(&ctx, &me, endpoint, part).await?;
    ctx.redirect_to(paths::PUSH);
    Ok(())
}

/// The browser gave this device another address (`pushsubscriptionchange` in `public/sw.js`). Nobody need be signed in: the
/// cookie of the device leads to its row, and nothing else in the row changes.
#[server(endpoint = "push/renew")]
pub async fn renew_push(#[server(default)] endpoint: String) -> Result<(), AppError> {
    let ctx = ctx();
    let service = ctx.push.as_ref().ok_or(AppError::Gone)?;
    let endpoint =
        Endpoint::parse(&endpoint, &service.services).map_err(|why| AppError::on("endpoint", why))?;
    ctx.limit(Question::React, "")?;
    devices::renew(&ctx, endpoint).await
}

/// Another part of the day for this device.
#[server(endpoint = "push/set_part")]
pub async fn set_push_part(#[server(default)] part: String) -> Result<(), AppError> {
    let ctx = ctx();
    let (me, _) = asker(&ctx)?;
    let part = DayPart::from_slug(&part).ok_or_else(|| AppError::on("part", Fault::NotAChoice))?;
    ctx.limit(Question::React, "")?;
    devices::set_part(&ctx, &me, part).await?;
    ctx.redirect_to(paths::PUSH);
    Ok(())
}

/// No message any more: `which` = `here` on this device, `others` on all others of this person.
#[server(endpoint = "push/remove")]
pub async fn remove_push(#[server(default)] which: String) -> Result<(), AppError> {
    let ctx = ctx();
    let me = ctx.member()?;
    if !matches!(&*which, "here" | "others") {
        return Err(AppError::on("which", Fault::NotAChoice));
    }
    ctx.limit(Question::React, "")?;
    if which == "others" {
        let mut tx = ctx.store.accounts.begin().await?;
        devices::forget_others(&ctx, &mut tx, &me.root).await?;
        tx.commit().await?;
    } else {
        devices::forget_here(&ctx).await?;
    }
    ctx.redirect_to(paths::PUSH);
    Ok(())
}
