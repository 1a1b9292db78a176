//! What a staff person may change about how they come in. Each change is grave: whoever sits down at an open desk would come in for good.

use crate::kit::ctx::{Ctx, Staff};
use crate::kit::deed::DeedKind;
use crate::kit::error::AppError;
use crate::kit::forms::{Done, Form};
use crate::kit::paths;
use crate::kit::session::short;
use crate::kit::staff::app::NewApp;
use crate::kit::staff::factors;
use crate::kit::staff::session;
use crate::t;
use domain::chosen::Ticked;
use domain::faults::Fault;
use domain::passkey::Made;
use domain::staff::{Right, StaffDeed};
use domain::text::read_name;
use leptos::prelude::*;
use store::Tx;

/// The form of `staff/account/begin_passkey`: it keeps nothing, and shows the page on which a passkey is made.
pub const BEGIN_PASSKEY: Form = Form::new("staff/account/begin_passkey")
    .on(paths::STAFF_ACCOUNT)
    .shown_by(paths::STAFF_PASSKEY)
    .is_grave(t::staff_account::grave_add_passkey);
/// The form of `staff/account/add_passkey`, which a script fills in.
pub const ADD_PASSKEY: Form = Form::new("staff/account/add_passkey")
    .on(paths::STAFF_PASSKEY)
    .is_grave(t::staff_account::grave_add_passkey);
/// The form of `staff/account/remove_passkey`.
pub const REMOVE_PASSKEY: Form = Form::new("staff/account/remove_passkey")
    .on(paths::STAFF_ACCOUNT)
    .is_grave(t::staff_account::grave_remove_passkey);
/// The form of `staff/account/begin_app`: it keeps nothing, and shows the page on which an app is set up.
pub const BEGIN_APP: Form = Form::new("staff/account/begin_app")
    .on(paths::STAFF_ACCOUNT)
    .shown_by(paths::STAFF_APP)
    .is_grave(t::staff_account::grave_set_app);
/// The form of `staff/account/set_app`.
pub const SET_APP: Form =
    Form::new("staff/account/set_app").on(paths::STAFF_APP).is_grave(t::staff_account::grave_set_app);
/// The form of `staff/account/make_codes`.
pub const MAKE_CODES: Form = Form::new("staff/account/make_codes")
    .on(paths::STAFF_ACCOUNT)
    .is_grave(t::staff_account::grave_make_codes);
/// The form of `staff/account/keep_codes`.
pub const KEEP_CODES: Form = Form::new("staff/account/keep_codes").on(paths::STAFF_RECOVERY_CODES);
/// The form of `staff/account/end_session`.
pub const END_SESSION: Form = Form::new("staff/account/end_session").on(paths::STAFF_ACCOUNT);
/// The form of `staff/account/end_others`.
pub const END_OTHERS: Form = Form::new("staff/account/end_others").on(paths::STAFF_ACCOUNT);

/// The first half of adding a passkey: a factor is shown, and then its page.
#[server(endpoint = "staff/account/begin_passkey")]
pub async fn begin_passkey() -> Result<Done, AppError> {
    let ctx = Ctx::of_request()?;
    let me = ctx.proved_staff(Right::BeHere)?;
    room_for_passkey(&mut ctx.store.staff.read().await?, &me).await?;
    Ok(Done::at(paths::STAFF_PASSKEY))
}

/// The second half.
#[server(endpoint = "staff/account/add_passkey")]
pub async fn add_passkey(
    #[server(default)] name: String,
    #[server(default)] client_data: String,
    #[server(default)] authenticator_data: String,
) -> Result<Done, AppError> {
    let ctx = Ctx::of_request()?;
    let me = ctx.proved_staff(Right::BeHere)?;
    let name = read_name(&name).map_err(|why| AppError::on("name", why))?;
    let made = Made { client_data: &client_data, authenticator_data: &authenticator_data };
    let new = factors::made_passkey(&ctx, made)?;
    let mut tx = begin(&ctx, &me, StaffDeed::AddPasskey).await?;
    room_for_passkey(&mut tx, &me).await?;
    if !tx.staff_passkeys().add(&factors::passkey_row(&ctx, me.id, name, &new)).await? {
        return Err(AppError::on("passkey", Fault::StaffPasskeyUnfit));
    }
    tx.commit().await?;
    Ok(Done::at(paths::STAFF_ACCOUNT).did(DeedKind::AddedPasskey))
}

/// Removes a passkey, unless it is the last way in. The other sessions end with it: one of them may have come in by it.
#[server(endpoint = "staff/account/remove_passkey")]
pub async fn remove_passkey(#[server(default)] passkey: String) -> Result<Done, AppError> {
    let ctx = Ctx::of_request()?;
    let me = ctx.proved_staff(Right::BeHere)?;
    let mut tx = begin(&ctx, &me, StaffDeed::RemovePasskey).await?;
    let own = tx.staff_passkeys().list(me.id).await?;
    let gone = own.iter().find(|row| short(&row.lookup) == passkey).ok_or(AppError::Gone)?;
    if own.len() == 1 && tx.staff_totp().find(me.id).await?.is_none() {
        return Err(AppError::on("passkey", Fault::LastWayIn));
    }
    tx.staff_passkeys().remove(me.id, &gone.lookup).await?;
    keep_and_end_others(tx, &me).await?;
    Ok(Done::at(paths::STAFF_ACCOUNT).did(DeedKind::RemovedWayIn))
}

/// The first half of setting up an app: a factor is shown, and then its page.
#[server(endpoint = "staff/account/begin_app")]
pub async fn begin_app() -> Result<Done, AppError> {
    let ctx = Ctx::of_request()?;
    ctx.proved_staff(Right::BeHere)?;
    Ok(Done::at(paths::STAFF_APP))
}

/// The second half: a new secret and passphrase in the place of those of before, whose sessions end.
#[server(endpoint = "staff/account/set_app")]
pub async fn set_app(
    #[server(default)] secret: String,
    #[server(default)] password: String,
    #[server(default)] totp: String,
) -> Result<Done, AppError> {
    let ctx = Ctx::of_request()?;
    let me = ctx.proved_staff(Right::BeHere)?;
    let app = NewApp::read(&ctx, me.id, &secret, password, &totp).await?;
    let mut tx = begin(&ctx, &me, StaffDeed::SetTotp).await?;
    app.keep(&ctx, &mut tx, me.id).await?;
    keep_and_end_others(tx, &me).await?;
    Ok(Done::at(paths::STAFF_ACCOUNT).did(DeedKind::Set))
}

/// Makes ten recovery codes in the place of those that are left, and shows them.
#[server(endpoint = "staff/account/make_codes")]
pub async fn make_codes() -> Result<Done, AppError> {
    let ctx = Ctx::of_request()?;
    let me = ctx.proved_staff(Right::BeHere)?;
    let mut tx = begin(&ctx, &me, StaffDeed::MakeRecoveryCodes).await?;
    let codes = factors::new_codes(&ctx, &mut tx, me.id).await?;
    tx.commit().await?;
    factors::show_codes(&ctx, &me.session, &codes);
    Ok(Done::at(paths::STAFF_RECOVERY_CODES))
}

/// The recovery codes are kept: they are shown no more.
#[server(endpoint = "staff/account/keep_codes")]
pub async fn keep_codes(#[server(default)] kept: Ticked) -> Result<Done, AppError> {
    let ctx = Ctx::of_request()?;
    ctx.staff(Right::BeHere)?;
    if !kept.0 {
        return Err(AppError::on("kept", Fault::NotAccepted));
    }
    factors::forget_codes(&ctx);
    Ok(Done::at(paths::STAFF))
}

/// Ends one session of their own.
#[server(endpoint = "staff/account/end_session")]
pub async fn end_session(#[server(default)] session: String) -> Result<Done, AppError> {
    let ctx = Ctx::of_request()?;
    let me = ctx.staff(Right::BeHere)?;
    let mut tx = begin(&ctx, &me, StaffDeed::EndSessions).await?;
    let own = tx.staff_sessions().list(me.id).await?;
    let gone = own.iter().find(|row| short(&row.hash) == session).ok_or(AppError::Gone)?;
    tx.staff_sessions().remove(&gone.hash).await?;
    tx.commit().await?;
    Ok(Done::at(paths::STAFF_ACCOUNT).did(DeedKind::Ended))
}

/// Ends all sessions of their own but this one.
#[server(endpoint = "staff/account/end_others")]
pub async fn end_others() -> Result<Done, AppError> {
    let ctx = Ctx::of_request()?;
    let me = ctx.staff(Right::BeHere)?;
    let tx = begin(&ctx, &me, StaffDeed::EndSessions).await?;
    keep_and_end_others(tx, &me).await?;
    Ok(Done::at(paths::STAFF_ACCOUNT).did(DeedKind::Ended))
}

/// Ends this session. Nobody stays signed in who said that they go, whatever the store says.
#[server(endpoint = "staff/account/sign_out")]
pub async fn sign_out() -> Result<Done, AppError> {
    let ctx = Ctx::of_request()?;
    if let Err(cause) = session::end_here(&ctx).await {
        ctx.log_failure("staff sign-out", &cause);
    }
    Ok(Done::at(paths::STAFF_SIGN_IN))
}

/// Begins a unit of work about the own account, with its line of the log.
pub(super) async fn begin(ctx: &Ctx, me: &Staff, deed: StaffDeed) -> Result<Tx<store::Staff>, AppError> {
    let mut tx = ctx.store.staff.begin().await?;
    session::close_gate(&mut tx, me, Right::BeHere).await?;
    tx.staff_log().add(&session::line(ctx, me.id, deed)).await?;
    Ok(tx)
}

async fn room_for_passkey(tx: &mut Tx<store::Staff>, me: &Staff) -> Result<(), AppError> {
    if tx.staff_passkeys().list(me.id).await?.len() < factors::MOST_PASSKEYS {
        return Ok(());
    }
    Err(AppError::on("passkey", Fault::TooMany(factors::MOST_PASSKEYS as u32)))
}

/// Keeps this unit of work, with the end of the other sessions in it.
async fn keep_and_end_others(mut tx: Tx<store::Staff>, me: &Staff) -> Result<(), AppError> {
    tx.staff_sessions().remove_of(me.id, Some(&me.session)).await?;
    Ok(tx.commit().await?)
}
