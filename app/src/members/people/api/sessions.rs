//! Signing in, coming back, and ending sessions: this one, another, all of them.

use crate::kit::ctx::{Action, Ctx, Member};
use crate::kit::error::AppError;
use crate::kit::forms::{Done, Form};
use crate::kit::session::parting::Parting;
use crate::kit::session::passkeys::Assertion;
use crate::kit::session::{Opening, ending, open_account};
use crate::kit::{paths, session};
use crate::story::own;
use domain::chosen::Ticked;
use domain::codes::AccountCode;
use domain::ids::AccountId;
use domain::passkey::Used;
use domain::secrets::Root;
use leptos::prelude::*;
use std::sync::Arc;
use store::{Accounts, Tx};

/// The form of `people/sign_in`.
pub const SIGN_IN: Form = Form::new("people/sign_in").on(paths::SIGN_IN);
/// The form of `people/use_passkey`: another button of the same form.
pub const USE_PASSKEY: Form = Form::new("people/use_passkey").on(paths::SIGN_IN);

/// Signs in with the account code. `username` is the fixed text that phone password managers keep the code under.
#[server(endpoint = "people/sign_in")]
pub async fn sign_in(
    #[server(default)] username: String,
    #[server(default)] password: String,
    #[server(default)] shared: Ticked,
    #[server(default)] proof: String,
) -> Result<Done, AppError> {
    let ctx = Ctx::of_request()?;
    let _ = username;
    if AccountCode::read_group(&password).is_some() && ending::come_back(&ctx, &password, &proof).await? {
        return Ok(Done::at(paths::ARRIVED));
    }
    let code = AccountCode::parse_typed(&password).map_err(|why| AppError::on("password", why))?;
    ctx.limit_with(Action::SignIn, &proof)?;
    // A wrong code holds up nobody who writes; a right one is looked up again where its session begins.
    let (account, _) = open_account(&ctx, &mut ctx.store.accounts.read().await?, &code).await?;
    ctx.limit_sign_ins(account)?;
    let mut tx = ctx.store.accounts.begin().await?;
    tx.pass_gate().await?;
    let (account, root) = open_account(&ctx, &mut tx, &code).await?;
    open_session(&ctx, tx, (account, root), Some(&code), (shared.0, true)).await?;
    Ok(Done::at(paths::ARRIVED))
}

/// Signs in with a passkey: a new session, also where one is behind the door that "Snel weg" closed. Only who showed a key could
/// add one, so the key counts as kept.
#[server(endpoint = "people/use_passkey")]
pub async fn use_passkey(
    #[server(default)] credential: String,
    #[server(default)] client_data: String,
    #[server(default)] authenticator_data: String,
    #[server(default)] signature: String,
    #[server(default)] prf: String,
    #[server(default)] shared: Ticked,
    #[server(default)] proof: String,
) -> Result<Done, AppError> {
    let ctx = Ctx::of_request()?;
    let used = Used::read(&client_data, &authenticator_data, &signature);
    let used = Assertion::read(&ctx, &credential, &prf, used)?;
    ctx.limit_with(Action::SignIn, &proof)?;
    let (account, _) = used.open(&ctx, &mut ctx.store.accounts.read().await?).await?;
    ctx.limit_sign_ins(account)?;
    let mut tx = ctx.store.accounts.begin().await?;
    tx.pass_gate().await?;
    let opened = used.open(&ctx, &mut tx).await?;
    used.spend(&ctx)?;
    open_session(&ctx, tx, opened, None, (shared.0, true)).await?;
    Ok(Done::at(paths::ARRIVED))
}

/// Ends this session, also when the store is full or away: nobody stays signed in who said that they go.
#[server(endpoint = "people/sign_out")]
pub async fn sign_out() -> Result<Done, AppError> {
    let ctx = Ctx::of_request()?;
    ending::end_here(&ctx).await;
    session::clear(&ctx);
    Ok(Done::at(paths::SIGN_IN).tells(Parting::Out))
}

/// Opens a session in this unit of work; on a shared computer the browser forgets what somebody before may have left there. The own threads
/// are looked for while their owner is on the way to the first page (P3).
pub(super) async fn open_session(
    ctx: &Ctx,
    tx: Tx<Accounts>,
    (account, root): (AccountId, Root),
    code: Option<&AccountCode>,
    (shared, code_known): (bool, bool),
) -> Result<(), AppError> {
    if shared {
        session::clear_browser(ctx);
    }
    let opening = Opening { account, root: &root, shared, code_known, code };
    let session = session::open(ctx, tx, opening).await?;
    own::wake(&ctx.state, &Arc::new(Member { account, root, session, shared, code_known, cohort: None }));
    Ok(())
}
