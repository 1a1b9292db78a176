//! Signing in, coming back, and ending sessions: this one, another, all of them.

use crate::ctx::{Ctx, Member, Question, ctx};
use crate::error::AppError;
use crate::people::joining::Joining;
use crate::people::{cookies, leaving, parts, session};
use crate::push::devices as push;
use crate::{paths, place};
use domain::codes::AccountCode;
use domain::faults::Fault;
use domain::ids::AccountId;
use domain::secrets::Root;
use leptos::prelude::*;
use std::sync::Arc;

/// Signs in with the account code. `username` is the fixed text that phone password managers keep the code under.
#[server(endpoint = "people/sign_in")]
pub async fn sign_in(
    #[server(default)] username: String,
    #[server(default)] password: String,
    #[server(default)] shared: String,
    #[server(default)] proof: String,
) -> Result<(), AppError> {
    let _ = username;
    let ctx = ctx();
    let code = AccountCode::parse(&password).map_err(|why| AppError::on("password", why))?;
    ctx.limit(Question::SignIn, &proof)?;
    let (account, root) = open_account(&ctx, &code).await?;
    open_session(&ctx, account, root, shared == "yes", true).await?;
    // The code of whoever joined here last is not this person's to see.
    if ctx.asked(cookies::JOINING) {
        Joining::forget(&ctx);
    }
    ctx.redirect_to(paths::THREADS);
    Ok(())
}

/// Opens the door again that "Snel weg" closed: the session of a device of one's own goes on.
#[server(endpoint = "people/come_back")]
pub async fn come_back() -> Result<(), AppError> {
    let ctx = ctx();
    cookies::set(&ctx, cookies::LEFT, "", Some(0));
    ctx.redirect_to(paths::THREADS);
    Ok(())
}

/// Ends this session.
#[server(endpoint = "people/sign_out")]
pub async fn sign_out() -> Result<(), AppError> {
    let ctx = ctx();
    if let Ok(me) = ctx.member() {
        let mut tx = ctx.store.accounts.begin().await?;
        tx.sessions().remove(&me.session).await?;
        tx.commit().await?;
        ctx.memory.forget([&me.session]);
    }
    push::forget_here(&ctx).await?;
    leaving::clear(&ctx);
    ctx.redirect_to(paths::SIGN_IN);
    Ok(())
}

/// Ends every session of this account, this one too.
#[server(endpoint = "people/sign_out_everywhere")]
pub async fn sign_out_everywhere() -> Result<(), AppError> {
    let ctx = ctx();
    let me = ctx.member()?;
    let mut tx = ctx.store.accounts.begin().await?;
    let ended = tx.sessions().list(me.account).await?;
    tx.sessions().remove_of(me.account).await?;
    push::forget_others(&ctx, &mut tx, &me.root).await?;
    tx.commit().await?;
    ctx.memory.forget(ended.iter().map(|session| &session.hash));
    push::forget_here(&ctx).await?;
    leaving::clear(&ctx);
    ctx.redirect_to(paths::SIGN_IN);
    Ok(())
}

/// Ends one other session of this account. `session` is the number in the list, bound to the account by the query. Which
/// device is whose stands nowhere, so no other device of this person gets the message of the day from then on.
#[server(endpoint = "people/end_session")]
pub async fn end_session(#[server(default)] session: String) -> Result<(), AppError> {
    let ctx = ctx();
    let me = ctx.member()?;
    let mut tx = ctx.store.accounts.begin().await?;
    let own = tx.sessions().list(me.account).await?;
    let ended = own.iter().find(|row| parts::short(&row.hash) == session).ok_or(AppError::Gone)?;
    tx.sessions().remove(&ended.hash).await?;
    push::forget_others(&ctx, &mut tx, &me.root).await?;
    tx.commit().await?;
    ctx.memory.forget([&ended.hash]);
    ctx.redirect_to(paths::SESSIONS);
    Ok(())
}

/// Opens a session; on a shared computer the browser forgets what somebody before may have left there. The own threads
/// are looked for while their owner is on the way to the first page (P3).
pub(super) async fn open_session(
    ctx: &Ctx,
    account: AccountId,
    root: Root,
    shared: bool,
    code_known: bool,
) -> Result<(), AppError> {
    if shared {
        leaving::clear_browser(ctx);
    }
    let session = session::open(ctx, account, &root, shared, code_known).await?;
    place::wake(&ctx.host, &Arc::new(Member { account, root, session, shared, code_known, cohort: None }));
    Ok(())
}

/// The account of a code. A miss costs the same as a hit: it unwraps something too (P1, T23).
pub(super) async fn open_account(ctx: &Ctx, code: &AccountCode) -> Result<(AccountId, Root), AppError> {
    let mut tx = ctx.store.accounts.look().await?;
    let found = tx.accounts().find_by_lookup(&ctx.keys.lookup(code)).await?;
    let (id, wrapped, salt) = match &found {
        Some(account) => (account.id, account.wrapped.clone(), account.salt),
        None => (AccountId::from_bytes([0; 16]), ctx.keys.decoy_wrapped(), [0; 16]),
    };
    match ctx.keys.unwrap(code, &wrapped, id, salt) {
        Some(root) if found.is_some() => Ok((id, root)),
        _ => {
            ctx.failed(Question::SignIn);
            Err(AppError::on("password", Fault::CodeUnknown))
        }
    }
}
