//! Another device of one's own: the session is handed over to it.

use crate::kit::ctx::Ctx;
use crate::kit::error::AppError;
use crate::kit::forms::{Done, Form};
use crate::kit::paths;
use crate::kit::session::handover;
use crate::kit::session::proving::prove_it_is_you;
use leptos::prelude::*;

/// The form of `account/hand_over`.
pub const HAND_OVER: Form = Form::new("account/hand_over").on(paths::HAND_OVER);

/// Makes the link by which another device signs in, for whoever says the key. Not on a shared computer, where others see the
/// screen.
#[server(endpoint = "account/hand_over")]
pub async fn hand_over(
    #[server(default)] password: String,
    #[server(default)] proof: String,
) -> Result<Done, AppError> {
    let ctx = Ctx::of_request()?;
    let me = ctx.member()?;
    if me.shared {
        return Err(AppError::Forbidden);
    }
    prove_it_is_you(&ctx, &me, &password, &proof).await?;
    handover::begin(&ctx, &me).await?;
    Ok(Done::at(paths::HAND_OVER))
}
