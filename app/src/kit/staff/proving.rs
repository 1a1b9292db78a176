//! Showing a factor again before something grave (S20). A form that was refused for it ([`AppError::ProveAgain`]) comes back inside the
//! page that asks for a factor, and is sent to the same endpoint with one. What is shown is judged here, before the function is
//! called, which never sees it (`server/src/forms.rs`).

use crate::kit::ctx::{Action, Asker, Ctx, Staff, Who};
use crate::kit::error::AppError;
use crate::kit::forms::Fields;
use crate::kit::request;
use crate::kit::staff::factors::{Code, UsedPasskey};
use crate::kit::staff::session::line;
use domain::faults::Fault;
use domain::passkey::Used;
use domain::staff::StaffDeed;
use http::request::Parts;
use std::sync::Arc;

/// The field with a code that was typed.
pub const CODE: &str = "factor_code";
/// The field with the id of a passkey that was used.
pub const CREDENTIAL: &str = "factor_credential";
/// The field with what its browser says.
pub const CLIENT_DATA: &str = "factor_client_data";
/// The field with what the device says.
pub const AUTHENTICATOR_DATA: &str = "factor_authenticator_data";
/// The field with its signature.
pub const SIGNATURE: &str = "factor_signature";

/// Tells whether a field shows a factor, and is not for the function.
pub fn is_factor(field: &str) -> bool {
    [CODE, CREDENTIAL, CLIENT_DATA, AUTHENTICATOR_DATA, SIGNATURE].contains(&field)
}

/// Judges the factor that came along with a form of staff, and notes in the session that it was shown. `None`: there was none, or nobody
/// is signed in.
///
/// # Errors
/// [`Fault::FactorDiffers`] and the like on [`CODE`], [`AppError::TooFast`], [`AppError::StaffSignIn`] when the session ended meanwhile, and
/// when the store refuses.
pub async fn shown(parts: &Parts, fields: &[(String, String)]) -> Result<Option<Arc<Staff>>, AppError> {
    let Some(Who::Staff(me)) = parts.extensions.get::<Who>() else { return Ok(None) };
    if !fields.iter().any(|(field, _)| is_factor(field)) {
        return Ok(None);
    }
    let ctx = Ctx::of(parts.clone());
    request::run(&ctx, judge(&ctx, me, Fields(fields))).await.map(Some)
}

async fn judge(ctx: &Ctx, me: &Arc<Staff>, fields: Fields<'_>) -> Result<Arc<Staff>, AppError> {
    let why = |why| AppError::on(CODE, why);
    let text = |field| fields.get(field).unwrap_or_default();
    let (now, here) = (ctx.clock.now().timestamp(), Asker::StaffSession(me.session));
    let mut tx;
    let fits = if let Some(id) = fields.get(CREDENTIAL) {
        let used = Used::read(text(CLIENT_DATA), text(AUTHENTICATOR_DATA), text(SIGNATURE));
        let used = UsedPasskey::read(ctx, id, used).map_err(why)?;
        tx = ctx.store.staff.begin().await?;
        let is_mine = used.owner(ctx, &mut tx).await? == Some(me.id);
        if is_mine {
            used.spend(ctx).map_err(why)?;
        }
        is_mine
    } else {
        let code = Code::parse(text(CODE)).map_err(why)?;
        // Six digits can be guessed by whoever has an open session and tries for long enough.
        ctx.limits.ask(Action::StaffFactor, here, "").allowed()?;
        tx = ctx.store.staff.begin().await?;
        let counts = code.spend(ctx, &mut tx, me.id).await?;
        if counts && matches!(code, Code::Recovery(_)) {
            tx.staff_log().add(&line(ctx, me.id, StaffDeed::UseRecoveryCode)).await?;
        }
        counts
    };
    if !fits {
        ctx.limits.failed(Action::StaffFactor, here);
        return Err(why(Fault::FactorDiffers));
    }
    // What was shown is not spent for a session that ended meanwhile.
    if !tx.staff_sessions().prove(&me.session, now).await? {
        return Err(AppError::StaffSignIn);
    }
    tx.commit().await?;
    Ok(Arc::new(Staff { proved: now, ..(**me).clone() }))
}
