//! The account itself: what is declared, its code, everything that is kept, and its end.

use super::sessions::open_account;
use crate::ctx::{Ctx, Question, ctx};
use crate::error::AppError;
use crate::paths;
use crate::people::joining::Joining;
use crate::people::{CohortForm, leaving, session};
use crate::push::devices as push;
use domain::codes::AccountCode;
use domain::entropy;
use domain::faults::Fault;
use domain::people::Cohort;
use leptos::prelude::*;

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
    ctx.redirect_to(paths::ACCOUNT);
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
    ctx.redirect_to(paths::JOIN_KEY);
    Ok(())
}

/// Everything that is kept about this member, as a file.
#[server(endpoint = "people/download")]
pub async fn download(#[server(default)] password: String) -> Result<leaving::Export, AppError> {
    let ctx = ctx();
    let me = ctx.member()?;
    prove_it_is_you(&ctx, &password).await?;
    let export = leaving::export(&ctx, &me).await?;
    leaving::as_file(&ctx);
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
    ctx.redirect_to(paths::HOME);
    Ok(())
}

/// Asks for the account code again before something that cannot be undone (S20).
async fn prove_it_is_you(ctx: &Ctx, password: &str) -> Result<(), AppError> {
    let me = ctx.member()?;
    let code = AccountCode::parse(password).map_err(|why| AppError::on("password", why))?;
    ctx.limit(Question::SignIn, "")?;
    let (account, _) = open_account(ctx, &code).await?;
    if account == me.account { Ok(()) } else { Err(AppError::on("password", Fault::CodeUnknown)) }
}
