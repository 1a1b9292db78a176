//! What a browser may ask about joining and accounts.

#![expect(
    missing_docs,
    reason = "#[server] makes a struct of each argument list; the function says what they are"
)]

use super::joining::Joining;
use super::{CohortForm, cookies, leaving, session};
use crate::ctx::{Ctx, Member, Question, ctx};
use crate::error::AppError;
use crate::push::devices as push;
use crate::{paths, place};
use domain::codes::{AccountCode, CohortCode};
use domain::entropy;
use domain::faults::{Fault, Faults};
use domain::ids::AccountId;
use domain::people::Cohort;
use domain::secrets::Root;
use leptos::prelude::*;
use std::sync::Arc;

/// Step one: the code of the group.
#[server(endpoint = "cohorts/check")]
pub async fn check_cohort(
    #[server(default)] code: String,
    #[server(default)] proof: String,
) -> Result<(), AppError> {
    let ctx = ctx();
    let cohort = CohortCode::parse(&code).map_err(|why| AppError::on("code", why))?;
    ctx.limit(Question::Join, &proof)?;
    find_cohort(&ctx, &cohort).await?;
    Joining { cohort: Some(cohort), rules: false, key: None }.keep(&ctx);
    leptos_axum::redirect(paths::JOIN_RULES);
    Ok(())
}

/// Step two: the house rules, each ticked.
#[server(endpoint = "people/accept_rules")]
pub async fn accept_rules(
    #[server(default)] listen: String,
    #[server(default)] private: String,
    #[server(default)] help: String,
) -> Result<(), AppError> {
    let ctx = ctx();
    let mut joining = Joining::of(&ctx).ok_or(AppError::StartAgain)?;
    let mut faults = Faults::default();
    for (field, ticked) in [("listen", &listen), ("private", &private), ("help", &help)] {
        if ticked != "yes" {
            faults.add(field, Fault::NotAccepted);
        }
    }
    if !faults.is_empty() {
        return Err(faults.into());
    }
    joining.rules = true;
    joining.keep(&ctx);
    leptos_axum::redirect(paths::JOIN_ABOUT);
    Ok(())
}

/// Step three: phase, sector and region; makes the account, its code and its first session.
#[server(endpoint = "people/join")]
pub async fn join(
    #[server(flatten)] form: CohortForm,
    #[server(default)] shared: String,
) -> Result<(), AppError> {
    let ctx = ctx();
    let mut joining = Joining::of(&ctx).filter(|joining| joining.rules).ok_or(AppError::StartAgain)?;
    if joining.key.is_some() {
        // Sent twice: the account is there already.
        leptos_axum::redirect(paths::JOIN_KEY);
        return Ok(());
    }
    let (phase, sector, region) = form.parse()?;
    ctx.limit(Question::Enter, "")?;
    let group = joining.cohort.as_ref().ok_or(AppError::StartAgain)?;
    let cohort = find_cohort(&ctx, group).await?;

    let root = Root::generate(&*ctx.entropy);
    let code = AccountCode::generate(&*ctx.entropy);
    let id = AccountId::random(&*ctx.entropy);
    let declared = Cohort { phase, sector, region, organisation: cohort.organisation };
    let salt = entropy::bytes(&*ctx.entropy);
    let account = store::Account {
        id,
        lookup: ctx.keys.lookup(&code),
        key_version: ctx.keys.login_version(),
        salt,
        wrapped: ctx.keys.wrap(&code, &root, id, salt, &*ctx.entropy),
        cohort_sealed: ctx.keys.seal_cohort(&root, &declared, &*ctx.entropy),
        joined: ctx.clock.today().month(),
    };
    let mut tx = ctx.store.accounts.begin().await?;
    if !tx.cohorts().use_one(cohort.id, ctx.clock.today()).await? {
        return Err(AppError::on("code", Fault::CodeExhausted));
    }
    tx.accounts().add(&account).await?;
    tx.commit().await?;

    open_session(&ctx, id, root, shared == "yes", false).await?;
    joining.key = Some(code);
    joining.keep(&ctx);
    leptos_axum::redirect(paths::JOIN_KEY);
    Ok(())
}

/// Step four: the last group of the account code, typed back.
#[server(endpoint = "people/confirm_code")]
pub async fn confirm_code(#[server(default)] group: String) -> Result<(), AppError> {
    let ctx = ctx();
    let me = ctx.member()?;
    let key = Joining::of(&ctx).and_then(|joining| joining.key).ok_or(AppError::StartAgain)?;
    ctx.limit(Question::React, "")?;
    if group.trim().is_empty() {
        return Err(AppError::on("group", Fault::Missing));
    }
    if !key.is_last_group(&group) {
        return Err(AppError::on("group", Fault::GroupDiffers));
    }
    let mut tx = ctx.store.accounts.begin().await?;
    tx.sessions().set_code_known(&me.session).await?;
    tx.commit().await?;
    Joining::forget(&ctx);
    leptos_axum::redirect(paths::THREADS);
    Ok(())
}

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
    leptos_axum::redirect(paths::THREADS);
    Ok(())
}

/// Opens the door again that "Snel weg" closed: the session of a device of one's own goes on.
#[server(endpoint = "people/come_back")]
pub async fn come_back() -> Result<(), AppError> {
    cookies::set(cookies::LEFT, "", Some(0), ctx().secure);
    leptos_axum::redirect(paths::THREADS);
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
    leptos_axum::redirect(paths::SIGN_IN);
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
    leptos_axum::redirect(paths::SIGN_IN);
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
    let ended = own.iter().find(|row| super::parts::short(&row.hash) == session).ok_or(AppError::Gone)?;
    tx.sessions().remove(&ended.hash).await?;
    push::forget_others(&ctx, &mut tx, &me.root).await?;
    tx.commit().await?;
    ctx.memory.forget([&ended.hash]);
    leptos_axum::redirect(paths::SESSIONS);
    Ok(())
}

/// Changes phase, sector and region.
#[server(endpoint = "people/set_cohort")]
pub async fn set_cohort(#[server(flatten)] form: CohortForm) -> Result<(), AppError> {
    let ctx = ctx();
    let me = ctx.member()?;
    let (phase, sector, region) = form.parse()?;
    ctx.limit(Question::React, "")?;
    let organisation = me.cohort.as_ref().and_then(|cohort| cohort.organisation);
    let sealed =
        ctx.keys.seal_cohort(&me.root, &Cohort { phase, sector, region, organisation }, &*ctx.entropy);
    let mut tx = ctx.store.accounts.begin().await?;
    tx.accounts().set_cohort(me.account, &sealed).await?;
    tx.commit().await?;
    leptos_axum::redirect(paths::ACCOUNT);
    Ok(())
}

/// Makes a new account code. The root stays, so the threads stay; every session ends, the old code too (T22).
#[server(endpoint = "people/change_code")]
pub async fn change_code(#[server(default)] password: String) -> Result<(), AppError> {
    let ctx = ctx();
    let me = ctx.member()?;
    // Somebody who never typed the code back may have lost it: this session is the only way left.
    if me.code_known {
        prove_it_is_you(&ctx, &password).await?;
    }
    let code = AccountCode::generate(&*ctx.entropy);
    let salt = entropy::bytes(&*ctx.entropy);
    let wrapped = ctx.keys.wrap(&code, &me.root, me.account, salt, &*ctx.entropy);
    let mut tx = ctx.store.accounts.begin().await?;
    tx.accounts()
        .set_code(me.account, &ctx.keys.lookup(&code), ctx.keys.login_version(), &salt, &wrapped)
        .await?;
    let ended = tx.sessions().list(me.account).await?;
    tx.sessions().remove_of(me.account).await?;
    push::forget_others(&ctx, &mut tx, &me.root).await?;
    tx.commit().await?;
    ctx.memory.forget(ended.iter().map(|session| &session.hash));
    session::open(&ctx, me.account, &me.root, me.shared, false).await?;
    Joining { cohort: None, rules: true, key: Some(code) }.keep(&ctx);
    leptos_axum::redirect(paths::JOIN_KEY);
    Ok(())
}

/// Everything that is kept about this member, as a file.
#[server(endpoint = "people/download")]
pub async fn download(#[server(default)] password: String) -> Result<leaving::Export, AppError> {
    let ctx = ctx();
    let me = ctx.member()?;
    prove_it_is_you(&ctx, &password).await?;
    let export = leaving::export(&ctx, &me).await?;
    leaving::as_file();
    Ok(export)
}

/// Deletes the account; with `posts` = `remove` all its posts first.
#[server(endpoint = "people/remove")]
pub async fn remove(
    #[server(default)] password: String,
    #[server(default)] posts: String,
) -> Result<(), AppError> {
    let ctx = ctx();
    let me = ctx.member()?;
    if !matches!(&*posts, "keep" | "remove") {
        return Err(AppError::on("posts", Fault::Missing));
    }
    prove_it_is_you(&ctx, &password).await?;
    if posts == "remove" {
        leaving::remove_posts(&ctx, &me).await?;
    }
    let mut tx = ctx.store.accounts.begin().await?;
    let ended = tx.sessions().list(me.account).await?;
    tx.sessions().remove_of(me.account).await?;
    tx.drawers().remove(&me.root.drawer()).await?;
    push::forget_others(&ctx, &mut tx, &me.root).await?;
    tx.accounts().remove(me.account).await?;
    tx.commit().await?;
    ctx.memory.forget(ended.iter().map(|session| &session.hash));
    push::forget_here(&ctx).await?;
    leaving::clear(&ctx);
    leptos_axum::redirect(paths::HOME);
    Ok(())
}

/// Opens a session; on a shared computer the browser forgets what somebody before may have left there. The own threads
/// are looked for while their owner is on the way to the first page (anonymity 2.3).
async fn open_session(
    ctx: &Ctx,
    account: AccountId,
    root: Root,
    shared: bool,
    code_known: bool,
) -> Result<(), AppError> {
    if shared {
        leaving::clear_browser();
    }
    let session = session::open(ctx, account, &root, shared, code_known).await?;
    place::wake(&ctx.host, &Arc::new(Member { account, root, session, shared, code_known, cohort: None }));
    Ok(())
}

/// The cohort with this code, if it may still be used. Each reason has its own plain answer.
async fn find_cohort(ctx: &Ctx, code: &CohortCode) -> Result<store::CohortRow, AppError> {
    let mut tx = ctx.store.accounts.look().await?;
    let Some(cohort) = tx.cohorts().find_by_code(code.as_str()).await? else {
        ctx.failed(Question::Join);
        return Err(AppError::on("code", Fault::CodeUnknown));
    };
    if ctx.clock.today() > cohort.ends {
        return Err(AppError::on("code", Fault::CodeExpired));
    }
    if cohort.seats.is_some_and(|seats| cohort.used >= seats) {
        return Err(AppError::on("code", Fault::CodeExhausted));
    }
    Ok(cohort)
}

/// The account of a code. A miss costs the same as a hit: it unwraps something too (anonymity 2.1, T23).
async fn open_account(ctx: &Ctx, code: &AccountCode) -> Result<(AccountId, Root), AppError> {
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

/// Asks for the account code again before something that cannot be undone (S20).
async fn prove_it_is_you(ctx: &Ctx, password: &str) -> Result<(), AppError> {
    let me = ctx.member()?;
    let code = AccountCode::parse(password).map_err(|why| AppError::on("password", why))?;
    ctx.limit(Question::SignIn, "")?;
    let (account, _) = open_account(ctx, &code).await?;
    if account == me.account { Ok(()) } else { Err(AppError::on("password", Fault::CodeUnknown)) }
}
