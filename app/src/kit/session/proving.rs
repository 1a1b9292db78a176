//! Asking for a key again before something that cannot be undone (S20).

use crate::kit::ctx::{Action, Ctx, Member};
use crate::kit::error::AppError;
use crate::kit::session::open_account;
use domain::codes::AccountCode;
use domain::faults::Fault;
use store::{Accounts, Tx};

/// Asks for a key of `me`, the first or the second. What cannot be undone looks once more, where it is done ([`is_key_of`]).
///
/// # Errors
/// When this is no key of theirs, when it is tried too often, and when the store refuses.
pub async fn prove_it_is_you(
    ctx: &Ctx,
    me: &Member,
    password: &str,
    proof: &str,
) -> Result<AccountCode, AppError> {
    let code = AccountCode::parse(password).map_err(|why| AppError::on("password", why))?;
    ctx.limit_with(Action::ShowKey, proof)?;
    match open_account(ctx, &mut ctx.store.accounts.read().await?, &code).await {
        Ok((account, _)) if account == me.account => return Ok(code),
        Ok(_) | Err(AppError::Faults(_)) => {}
        Err(broken) => return Err(broken),
    }
    ctx.failed(Action::ShowKey);
    Err(AppError::on("password", Fault::CodeUnknown))
}

/// Tells whether this is a key of `me`, in the unit of work that rests on it.
///
/// # Errors
/// When the store refuses.
pub async fn is_key_of(
    ctx: &Ctx,
    tx: &mut Tx<Accounts>,
    me: &Member,
    code: &AccountCode,
) -> Result<bool, store::Error> {
    let found = tx.ways_in().find_key(&ctx.keys.lookup(code)).await?;
    Ok(found.is_some_and(|locked| locked.account == me.account))
}
