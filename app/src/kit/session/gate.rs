//! Looking again where something is done: a request learns at its beginning who asks, and by the time it keeps something
//! that session may have ended, the key be another, or the account be gone.
//!
//! What adds passes the gate of its zone, what ends sessions closes it (`store/src/gate.rs`). No unit of work spans both
//! zones, so what is said in the community looks at the session through the other zone, behind the gate of its own. Who
//! removes an account with everything ends its sessions first, then waits at that gate: whatever was said before is
//! there to be found, and nothing is said after it, on whichever host.

use crate::kit::ctx::Member;
use crate::kit::error::AppError;
use crate::kit::state::AppState;
use store::{Account, Accounts, Community, Tx};

/// Lets `me` keep something in the accounts: their session is still there, and stays until this unit of work ends.
///
/// # Errors
/// [`AppError::SignIn`] when it ended meanwhile, and when the store refuses.
pub async fn pass(tx: &mut Tx<Accounts>, me: &Member) -> Result<(), AppError> {
    tx.pass_gate().await?;
    tx.sessions().find(&me.session).await?.map(drop).ok_or(AppError::SignIn)
}

/// Lets `me` end sessions, change the key or remove the account, alone, and answers with the account as it is then.
///
/// # Errors
/// [`AppError::SignIn`] when their own session ended meanwhile, and when the store refuses.
pub async fn close(tx: &mut Tx<Accounts>, me: &Member) -> Result<Account, AppError> {
    tx.close_gate().await?;
    tx.sessions().find(&me.session).await?.ok_or(AppError::SignIn)?;
    tx.accounts().find(me.account).await?.ok_or(AppError::SignIn)
}

/// Lets `me` say something: the first step of a unit of work that does.
///
/// # Errors
/// [`AppError::SignIn`] when their session ended meanwhile, and when the store refuses.
pub async fn say(state: &AppState, tx: &mut Tx<Community>, me: &Member) -> Result<(), AppError> {
    tx.pass_gate().await?;
    let session = state.store.accounts.read().await?.sessions().find(&me.session).await?;
    session.map(drop).ok_or(AppError::SignIn)
}

/// Waits until everything is kept that anybody is saying.
///
/// # Errors
/// When the store refuses.
pub async fn wait_until_said(state: &AppState) -> Result<(), store::Error> {
    let mut tx = state.store.community.begin().await?;
    tx.close_gate().await?;
    tx.commit().await
}
