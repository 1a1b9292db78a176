//! Which devices get the message of the day. A row stands under a number from S; the device has the way to it in a
//! cookie, so that signing out and "Snel weg" remove it, whoever is signed in. Nothing is written here because somebody
//! posts, signs in or reads: only because they asked for the message, or want no more of it.

use crate::kit::cookies;
use crate::kit::ctx::{Ctx, Member};
use crate::kit::error::AppError;
use crate::kit::session::gate;
use crate::kit::state::AppState;
use domain::faults::Fault;
use domain::push::{DayPart, Endpoint, MONTHS, MOST, Subscription};
use domain::secrets::{PushHandle, Root};
use http::HeaderMap;
use store::{Accounts, Tx};

/// As long as a row lasts at most; a cookie that outlives its row leads nowhere.
const COOKIE_SECONDS: i64 = (MONTHS as i64 + 1) * 31 * 24 * 60 * 60;

/// The devices of one person that get the message.
#[derive(Clone, Debug, Default)]
pub struct Devices {
    /// The part of the day in which this device gets the message, if it does.
    pub here: Option<DayPart>,
    /// The number of others that get it.
    pub others: usize,
}

/// The devices of `me`, seen from the one that asks.
///
/// # Errors
/// When the store refuses.
pub async fn read(ctx: &Ctx, me: &Member) -> Result<Devices, AppError> {
    let (handle, mut devices) = (own_handle(ctx), Devices::default());
    let (mut tx, now) = (ctx.store.accounts.read().await?, ctx.clock.today().month());
    for own in me.root.push_handles() {
        let Some(sealed) = tx.push().find(&own.id()).await? else { continue };
        let Some(device) = ctx.keys.open_push(&own.id(), &sealed).filter(|device| !device.is_over(now))
        else {
            continue;
        };
        if handle.as_ref() == Some(&own) {
            devices.here = Some(device.part);
        } else {
            devices.others += 1;
        }
    }
    Ok(devices)
}

/// Lets this device get the message. A device that got it before, for whomever, gets it once.
///
/// # Errors
/// [`Fault::TooMany`] when so many others of this person get it already, and when the store refuses.
pub async fn add(ctx: &Ctx, me: &Member, endpoint: Endpoint, part: DayPart) -> Result<(), AppError> {
    let handle = own_handle(ctx);
    let mut tx = ctx.store.accounts.begin().await?;
    gate::pass(&mut tx, me).await?;
    let (mut free, mut same) = (None, None);
    for own in me.root.push_handles() {
        match tx.push().find(&own.id()).await?.map(|sealed| ctx.keys.open_push(&own.id(), &sealed)) {
            Some(Some(device)) if device.endpoint == endpoint || handle.as_ref() == Some(&own) => {
                same = Some(own)
            }
            Some(Some(_)) => {}
            Some(None) | None => free = free.or(Some(own)),
        }
    }
    let Some(own) = same.or(free) else {
        return Err(AppError::on("endpoint", Fault::TooMany(u32::from(MOST))));
    };
    if let Some(stale) = handle.filter(|handle| *handle != own) {
        tx.push().remove(&stale.id()).await?;
    }
    let device = Subscription { endpoint, part, since: ctx.clock.today().month() };
    tx.push().set(&own.id(), &ctx.keys.seal_push(&own.id(), &device, &*ctx.entropy)).await?;
    tx.commit().await?;
    ctx.set_cookie(cookies::PUSH, &own.cookie_value(), Some(COOKIE_SECONDS));
    Ok(())
}

/// Another part of the day for this device.
///
/// # Errors
/// [`AppError::Gone`] when it does not get the message, and when the store refuses.
pub async fn set_part(ctx: &Ctx, me: &Member, part: DayPart) -> Result<(), AppError> {
    let handle =
        own_handle(ctx).filter(|handle| me.root.push_handles().contains(handle)).ok_or(AppError::Gone)?;
    let mut tx = ctx.store.accounts.begin().await?;
    let sealed = tx.push().find(&handle.id()).await?.ok_or(AppError::Gone)?;
    let device = ctx.keys.open_push(&handle.id(), &sealed).ok_or(AppError::Gone)?;
    change(ctx, tx, &handle, &sealed, Subscription { part, since: ctx.clock.today().month(), ..device })
        .await?;
    ctx.set_cookie(cookies::PUSH, &handle.cookie_value(), Some(COOKIE_SECONDS));
    Ok(())
}

/// Another address for this device, whoever asked for the message. It ends when it would have ended.
///
/// # Errors
/// [`AppError::Gone`] when it does not get the message, and when the store refuses.
pub async fn renew(ctx: &Ctx, endpoint: Endpoint) -> Result<(), AppError> {
    let handle = own_handle(ctx).ok_or(AppError::Gone)?;
    let mut tx = ctx.store.accounts.begin().await?;
    let sealed = tx.push().find(&handle.id()).await?.ok_or(AppError::Gone)?;
    let device = ctx.keys.open_push(&handle.id(), &sealed).ok_or(AppError::Gone)?;
    change(ctx, tx, &handle, &sealed, Subscription { endpoint, ..device }).await
}

/// Changes the device that was read, unless it was removed or changed meanwhile.
async fn change(
    ctx: &Ctx,
    mut tx: Tx<Accounts>,
    handle: &PushHandle,
    was: &[u8],
    device: Subscription,
) -> Result<(), AppError> {
    let id = handle.id();
    if !tx.push().change(&id, was, &ctx.keys.seal_push(&id, &device, &*ctx.entropy)).await? {
        return Err(AppError::Gone);
    }
    Ok(tx.commit().await?)
}

/// This device gets no message any more, whoever asked for it.
///
/// # Errors
/// When the store refuses.
pub async fn forget_here(ctx: &Ctx) -> Result<(), AppError> {
    let Some(handle) = own_handle(ctx) else { return Ok(()) };
    forget(&ctx.state, &handle).await?;
    ctx.set_cookie(cookies::PUSH, "", Some(0));
    Ok(())
}

/// All devices of one person but the one that asks, in the same unit of work as what ends their sessions.
///
/// # Errors
/// When the store refuses.
pub async fn forget_others(ctx: &Ctx, tx: &mut Tx<Accounts>, root: &Root) -> Result<(), AppError> {
    for own in others(ctx, root) {
        tx.push().remove(&own.id()).await?;
    }
    Ok(())
}

/// The handles of all devices that one person may have but the one that asks.
pub(super) fn others(ctx: &Ctx, root: &Root) -> impl Iterator<Item = PushHandle> + use<> {
    let here = own_handle(ctx);
    root.push_handles().into_iter().filter(move |own| here.as_ref() != Some(own))
}

/// Somebody signed in: what an earlier person left on this device goes, and on a shared computer everything does.
///
/// # Errors
/// When the store refuses.
pub async fn arrive(ctx: &Ctx, root: &Root, shared: bool) -> Result<(), AppError> {
    match own_handle(ctx) {
        Some(handle) if shared || !root.push_handles().contains(&handle) => forget_here(ctx).await,
        _ => Ok(()),
    }
}

async fn forget(state: &AppState, handle: &PushHandle) -> Result<(), store::Error> {
    let mut tx = state.store.accounts.begin().await?;
    tx.push().remove(&handle.id()).await?;
    tx.commit().await
}

pub(super) fn of_headers(headers: &HeaderMap, secure: bool) -> Option<PushHandle> {
    cookies::read(headers, cookies::PUSH, secure).and_then(PushHandle::from_cookie)
}

fn own_handle(ctx: &Ctx) -> Option<PushHandle> {
    of_headers(ctx.headers(), ctx.secure)
}
