//! One form, one post: the hidden field that becomes the post's id.

use crate::kit::ctx::{Ctx, Member};
use crate::kit::error::AppError;
use domain::faults::Fault;
use domain::ids::PostId;
use domain::secrets::FormToken;

/// A fresh value for the hidden field `once`.
pub fn mint(ctx: &Ctx, me: &Member) -> String {
    FormToken::mint(&me.root, &*ctx.entropy, ctx.clock.now().timestamp())
}

/// The id in the hidden field, for a look at what is being written: nobody is too quick for that.
///
/// # Errors
/// [`Fault::FormExpired`].
pub fn peek(ctx: &Ctx, me: &Member, token: &str) -> Result<[u8; 16], AppError> {
    let refuse = |why| AppError::on("form", why);
    let form = FormToken::read(&me.root, token).ok_or_else(|| refuse(Fault::FormExpired))?;
    form.judge(ctx.clock.now().timestamp(), 0).map_err(refuse)?;
    Ok(form.id)
}

/// A value for the hidden field of a form whose post shall have this id: a draft that is opened again.
pub fn mint_for(ctx: &Ctx, me: &Member, post: PostId) -> String {
    FormToken::mint_for(&me.root, post.bytes(), ctx.clock.now().timestamp())
}

/// The id in the hidden field of a form that nobody else sees the outcome of: it may be quick and old.
///
/// # Errors
/// [`Fault::FormExpired`] when it is not ours.
pub fn id_of(me: &Member, token: &str) -> Result<[u8; 16], AppError> {
    FormToken::read(&me.root, token)
        .map(|form| form.id)
        .ok_or_else(|| AppError::on("form", Fault::FormExpired))
}

/// The id in the hidden field.
///
/// # Errors
/// [`Fault::FormExpired`] when it is not ours or too old, [`Fault::TooQuick`] when no person types that fast (S7).
pub fn read(ctx: &Ctx, me: &Member, token: &str) -> Result<[u8; 16], AppError> {
    let refuse = |why| AppError::on("form", why);
    let form = FormToken::read(&me.root, token).ok_or_else(|| refuse(Fault::FormExpired))?;
    form.judge(ctx.clock.now().timestamp(), ctx.human_seconds).map_err(refuse)?;
    Ok(form.id)
}
