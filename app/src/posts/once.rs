//! One form, one post: the hidden field that becomes the post's id.

use crate::ctx::{Ctx, Member};
use crate::error::AppError;
use domain::faults::Fault;
use domain::secrets::Once;

/// How long a form may stay open: a week.
const LONGEST_SECONDS: i64 = 7 * 24 * 3600;

/// A fresh value for the hidden field `once`.
pub fn mint(ctx: &Ctx, me: &Member) -> String {
    Once::mint(&me.root, &*ctx.entropy, ctx.clock.now().timestamp())
}

/// The id in the hidden field.
///
/// # Errors
/// [`Fault::FormExpired`] when it is not ours or too old, [`Fault::TooQuick`] when no person types that fast (S7).
pub fn read(ctx: &Ctx, me: &Member, once: &str) -> Result<[u8; 16], AppError> {
    let form = Once::read(&me.root, once).ok_or_else(|| AppError::on("form", Fault::FormExpired))?;
    let age = ctx.clock.now().timestamp() - form.minted;
    if age > LONGEST_SECONDS {
        return Err(AppError::on("form", Fault::FormExpired));
    }
    if age < ctx.human_seconds {
        return Err(AppError::on("form", Fault::TooQuick));
    }
    Ok(form.id)
}
