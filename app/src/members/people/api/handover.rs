//! Signing in on another device with the link that the first one shows.

use super::sessions::open_session;
use crate::kit::ctx::{Action, Ctx};
use crate::kit::error::AppError;
use crate::kit::forms::{Done, Form};
use crate::kit::paths;
use crate::kit::session::handover;
use domain::chosen::Ticked;
use domain::secrets::HandoverToken;
use leptos::prelude::*;

/// The form of `people/take_over`.
pub const TAKE_OVER: Form = Form::new("people/take_over").on(paths::TAKE_OVER);

/// Opens a session with what was handed over. The account code was said on the other device and is not here, so after "Snel weg"
/// only the whole code opens this one again.
#[server(endpoint = "people/take_over")]
pub async fn take_over(
    #[server(default)] code: String,
    #[server(default)] shared: Ticked,
    #[server(default)] proof: String,
) -> Result<Done, AppError> {
    let ctx = Ctx::of_request()?;
    // By a link of somebody else they would lose their own session, for good if they lost the key.
    if ctx.is_member() {
        return Err(AppError::Forbidden);
    }
    let token = HandoverToken::parse(&code).map_err(|why| AppError::on("code", why))?;
    ctx.limit_with(Action::SignIn, &proof)?;
    // A wrong link holds up nobody who writes; a right one is looked up again where its session begins.
    let seen = handover::find(&ctx, &mut ctx.store.accounts.read().await?, &token).await?;
    ctx.limit_sign_ins(seen.account)?;
    let mut tx = ctx.store.accounts.begin().await?;
    tx.pass_gate().await?;
    let handed = handover::take(&ctx, &mut tx, &token).await?;
    open_session(&ctx, tx, (handed.account, handed.root), None, (shared.0, true)).await?;
    Ok(Done::at(paths::ARRIVED))
}
