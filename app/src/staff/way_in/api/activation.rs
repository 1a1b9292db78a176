//! Setting up a way in by a personal link. The link is used up in the unit of work that keeps the factor, ends whatever came before it,
//! opens a session and gives ten recovery codes: after it, all of that is there, or nothing.

use crate::kit::ctx::{Action, Ctx};
use crate::kit::error::AppError;
use crate::kit::forms::{Done, Form};
use crate::kit::paths;
use crate::kit::staff::app::NewApp;
use crate::kit::staff::{factors, links, session};
use domain::faults::Fault;
use domain::passkey::{Made, NewPasskey};
use domain::secrets::StaffLinkToken;
use domain::staff::StaffDeed;
use domain::text::read_name;
use leptos::prelude::*;

/// The form of `staff/way_in/open_link`: it keeps nothing, and shows what can be set up.
pub const OPEN_LINK: Form =
    Form::new("staff/way_in/open_link").on(paths::STAFF_ACTIVATE).shown_by(paths::STAFF_ACTIVATE);
/// The form of `staff/way_in/activate_passkey`, which a script fills in.
pub const ACTIVATE_PASSKEY: Form = Form::new("staff/way_in/activate_passkey").on(paths::STAFF_ACTIVATE);
/// The form of `staff/way_in/activate_app`.
pub const ACTIVATE_APP: Form = Form::new("staff/way_in/activate_app").on(paths::STAFF_ACTIVATE);

/// Looks whether a link can be used, and leaves it as it is.
#[server(endpoint = "staff/way_in/open_link")]
pub async fn open_link(
    #[server(default)] code: String,
    #[server(default)] proof: String,
) -> Result<Done, AppError> {
    let ctx = Ctx::of_request()?;
    let token = read(&code)?;
    ctx.limit_with(Action::StaffLink, &proof)?;
    links::find(&ctx, &mut ctx.store.staff.read().await?, &token).await?;
    Ok(Done::at(paths::STAFF_ACTIVATE))
}

/// Uses a link to come in by a passkey from now on.
#[server(endpoint = "staff/way_in/activate_passkey")]
pub async fn activate_passkey(
    #[server(default)] link: String,
    #[server(default)] name: String,
    #[server(default)] client_data: String,
    #[server(default)] authenticator_data: String,
    #[server(default)] proof: String,
) -> Result<Done, AppError> {
    let ctx = Ctx::of_request()?;
    let token = read(&link)?;
    let name = read_name(&name).map_err(|why| AppError::on("name", why))?;
    let made = Made { client_data: &client_data, authenticator_data: &authenticator_data };
    let new = factors::made_passkey(&ctx, made)?;
    ctx.limit_with(Action::StaffLink, &proof)?;
    activate(&ctx, &token, Factor::Passkey(name, new)).await
}

/// Uses a link to come in by a passphrase and codes of an app from now on.
#[server(endpoint = "staff/way_in/activate_app")]
pub async fn activate_app(
    #[server(default)] link: String,
    #[server(default)] secret: String,
    #[server(default)] password: String,
    #[server(default)] totp: String,
    #[server(default)] proof: String,
) -> Result<Done, AppError> {
    let ctx = Ctx::of_request()?;
    let token = read(&link)?;
    ctx.limit_with(Action::StaffLink, &proof)?;
    let person = links::find(&ctx, &mut ctx.store.staff.read().await?, &token).await?;
    let app = NewApp::read(&ctx, person.id, &secret, password, &totp).await?;
    activate(&ctx, &token, Factor::App(app)).await
}

enum Factor {
    Passkey(String, NewPasskey),
    App(NewApp),
}

async fn activate(ctx: &Ctx, token: &StaffLinkToken, factor: Factor) -> Result<Done, AppError> {
    let mut tx = ctx.store.staff.begin().await?;
    tx.close_gate().await?;
    let staff = links::take(ctx, &mut tx, token).await?.id;
    tx.staff_passkeys().remove_of(staff).await?;
    tx.staff_totp().remove(staff).await?;
    tx.staff_sessions().remove_of(staff, None).await?;
    match factor {
        Factor::Passkey(name, new) => {
            let row = factors::passkey_row(ctx, staff, name, &new);
            if !tx.staff_passkeys().add(&row).await? {
                return Err(AppError::on("passkey", Fault::StaffPasskeyUnfit));
            }
        }
        Factor::App(app) => app.keep(ctx, &mut tx, staff).await?,
    }
    let codes = factors::new_codes(ctx, &mut tx, staff).await?;
    let session = session::open(ctx, tx, staff, StaffDeed::Activate).await?;
    factors::show_codes(ctx, &session, &codes);
    Ok(Done::at(paths::STAFF_RECOVERY_CODES))
}

fn read(link: &str) -> Result<StaffLinkToken, AppError> {
    StaffLinkToken::parse(link).map_err(|why| AppError::on("code", why))
}
