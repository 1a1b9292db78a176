//! Signing in: by passkey, by passphrase and a code of an app, or by a recovery code. Never by a passphrase alone (S17).

use crate::kit::ctx::{Action, Asker, Ctx};
use crate::kit::error::AppError;
use crate::kit::forms::{Done, Form};
use crate::kit::limits::Admission;
use crate::kit::paths;
use crate::kit::session::landing;
use crate::kit::staff::factors::{Code, UsedPasskey};
use crate::kit::staff::session;
use domain::faults::{Fault, Faults};
use domain::ids::StaffId;
use domain::passkey::Used;
use domain::secrets::StaffToken;
use domain::staff::{Passphrase, StaffDeed, read_email};
use leptos::prelude::*;

/// The form of `staff/way_in/sign_in`.
pub const SIGN_IN: Form = Form::new("staff/way_in/sign_in").on(paths::STAFF_SIGN_IN);
/// The form of `staff/way_in/use_passkey`: another button of the same form.
pub const USE_PASSKEY: Form = Form::new("staff/way_in/use_passkey").on(paths::STAFF_SIGN_IN);
/// The form of `staff/way_in/try_out`.
pub const TRY_OUT: Form = Form::new("staff/way_in/try_out").on(paths::STAFF_TRY);

/// Signs in with a passphrase and a code of an app, or with a recovery code, which needs no passphrase. Which of them does not fit is
/// not said, and who is not here costs what somebody who is costs.
#[server(endpoint = "staff/way_in/sign_in")]
pub async fn sign_in(
    #[server(default)] email: String,
    #[server(default)] password: String,
    #[server(default)] code: String,
    #[server(default)] proof: String,
) -> Result<Done, AppError> {
    let ctx = Ctx::of_request()?;
    let mut faults = Faults::default();
    let email = faults.keep("email", read_email(&email));
    let code = faults.keep("code", Code::parse(&code));
    if matches!(code, Some(Code::Totp(_))) && password.is_empty() {
        faults.add("password", Fault::Missing);
    }
    let (Some(email), Some(code), true) = (email, code, faults.is_empty()) else {
        return Err(faults.into());
    };
    ctx.limit_with(Action::StaffSignIn, &proof)?;
    let person = ctx.store.staff.read().await?.staff().find_by_email(&email).await?;
    // Nobody has this id, no passphrase and no code: who is not here is asked about as well.
    let staff = person.map_or(StaffId::from_bytes([0; 16]), |person| person.id);
    match code {
        Code::Totp(_) => judge_passphrase(&ctx, staff, password).await?,
        Code::Recovery(_) => {}
    }
    let mut tx = ctx.store.staff.begin().await?;
    tx.pass_gate().await?;
    if !code.spend(&ctx, &mut tx, staff).await? {
        return Err(unknown(&ctx));
    }
    if matches!(code, Code::Recovery(_)) {
        tx.staff_log().add(&session::line(&ctx, staff, StaffDeed::UseRecoveryCode)).await?;
    }
    session::open(&ctx, tx, staff, StaffDeed::SignIn).await?;
    Ok(Done::at(landing::take_of_staff(&ctx)))
}

/// Judges the passphrase, and then asks whether one more code of its owner may be tried: by then six digits are all that is missing.
/// When none may be, the answer is that to a wrong passphrase: any other would tell that this one is right.
async fn judge_passphrase(ctx: &Ctx, staff: StaffId, typed: String) -> Result<(), AppError> {
    let totp = ctx.store.staff.read().await?.staff_totp().find(staff).await?;
    let hash = totp.map(|totp| totp.passphrase);
    let fits = ctx.passphrases.fits(Passphrase::typed(typed), hash).await;
    if fits && ctx.limits.ask(Action::StaffCode, Asker::Staff(staff), "") == Admission::Go {
        Ok(())
    } else {
        Err(unknown(ctx))
    }
}

/// Signs in with a passkey.
#[server(endpoint = "staff/way_in/use_passkey")]
pub async fn use_passkey(
    #[server(default)] credential: String,
    #[server(default)] client_data: String,
    #[server(default)] authenticator_data: String,
    #[server(default)] signature: String,
    #[server(default)] proof: String,
) -> Result<Done, AppError> {
    let ctx = Ctx::of_request()?;
    let on_passkey = |why| AppError::on("passkey", why);
    let used = Used::read(&client_data, &authenticator_data, &signature);
    let used = UsedPasskey::read(&ctx, &credential, used).map_err(on_passkey)?;
    ctx.limit_with(Action::StaffSignIn, &proof)?;
    let mut tx = ctx.store.staff.begin().await?;
    tx.pass_gate().await?;
    let Some(staff) = used.owner(&ctx, &mut tx).await? else {
        ctx.failed(Action::StaffSignIn);
        return Err(on_passkey(Fault::StaffPasskeyUnknown));
    };
    used.spend(&ctx).map_err(on_passkey)?;
    session::open(&ctx, tx, staff, StaffDeed::SignIn).await?;
    Ok(Done::at(landing::take_of_staff(&ctx)))
}

/// Comes in by a link of the demo. There are such links on the machine of whoever tries this out, and nowhere else.
#[server(endpoint = "staff/way_in/try_out")]
pub async fn try_out(#[server(default)] code: String) -> Result<Done, AppError> {
    let ctx = Ctx::of_request()?;
    if ctx.demo_staff.0.is_empty() {
        return Err(AppError::Gone);
    }
    let hash = StaffToken::parse(&code).map_err(|why| AppError::on("code", why))?.hash();
    let link = ctx.demo_staff.0.iter().find(|(known, _)| *known == hash);
    let Some((_, staff)) = link else { return Err(AppError::on("code", Fault::StaffLinkOver)) };
    let mut tx = ctx.store.staff.begin().await?;
    tx.pass_gate().await?;
    session::open(&ctx, tx, *staff, StaffDeed::SignIn).await?;
    Ok(Done::at(paths::STAFF))
}

fn unknown(ctx: &Ctx) -> AppError {
    ctx.limits.failed(Action::StaffSignIn, Asker::Network(ctx.network));
    AppError::on("code", Fault::StaffUnknown)
}
