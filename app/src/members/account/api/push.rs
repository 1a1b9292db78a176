//! What a browser may ask about the message of the day.

use crate::kit::ctx::{Action, Ctx, Member};
use crate::kit::error::AppError;
use crate::kit::forms::{Done, Form};
use crate::kit::paths;
use crate::kit::session::devices;
use domain::chosen::Chosen;
use domain::faults::Faults;
use domain::push::{DayPart, Endpoint};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
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
    #[server(default)] part: Chosen<DayPart>,
) -> Result<Done, AppError> {
    let ctx = Ctx::of_request()?;
    let (me, service) = asker(&ctx)?;
    let mut faults = Faults::default();
    let endpoint = Endpoint::parse(&endpoint, &service.services).map_err(|why| faults.add("endpoint", why));
    let part = part.read().map_err(|why| faults.add("part", why));
    let (Ok(endpoint), Ok(part)) = (endpoint, part) else { return Err(faults.into()) };
    ctx.limit(Action::React)?;
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
    ctx.limit(Action::React)?;
    devices::renew(&ctx, endpoint).await
}

/// Another part of the day for this device.
#[server(endpoint = "push/set_part")]
pub async fn set_push_part(#[server(default)] part: Chosen<DayPart>) -> Result<Done, AppError> {
    let ctx = Ctx::of_request()?;
    let (me, _) = asker(&ctx)?;
    let part = part.read().map_err(|why| AppError::on("part", why))?;
    ctx.limit(Action::React)?;
    devices::set_part(&ctx, &me, part).await?;
    Ok(Done::at(paths::PUSH))
}

/// The devices of one person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Which {
    /// This one.
    Here,
    /// All others.
    Others,
}

impl Which {
    /// The word in the form.
    pub const fn slug(self) -> &'static str {
        match self {
            Self::Here => "here",
            Self::Others => "others",
        }
    }
}

/// No message any more, on these devices.
#[server(endpoint = "push/remove")]
pub async fn remove_push(#[server(default)] which: Chosen<Which>) -> Result<Done, AppError> {
    let ctx = Ctx::of_request()?;
    let me = ctx.member()?;
    let which = which.read().map_err(|why| AppError::on("which", why))?;
    ctx.limit(Action::React)?;
    match which {
        Which::Here => devices::forget_here(&ctx).await?,
        Which::Others => {
            let mut tx = ctx.store.accounts.begin().await?;
            devices::forget_others(&ctx, &mut tx, &me.root).await?;
            tx.commit().await?;
        }
    }
    Ok(Done::at(paths::PUSH))
}
