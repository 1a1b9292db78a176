//! The account itself: what is declared, its code, everything that is kept, and its end.

use crate::kit::ctx::{Action, Ctx};
use crate::kit::deed::DeedKind;
use crate::kit::error::AppError;
use crate::kit::forms::{Done, Form};
use crate::kit::paths;
use crate::kit::session::joining::Joining;
use crate::kit::session::parting::Parting;
use crate::kit::session::proving::prove_it_is_you;
use crate::kit::session::{self, devices, ending, gate};
use crate::members::account::export::{self, Export};
use crate::members::account::removal;
use domain::chosen::Chosen;
use domain::people::{Cohort, CohortForm};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// The form of `account/sign_out_everywhere`.
pub const SIGN_OUT_EVERYWHERE: Form = Form::new("account/sign_out_everywhere").on(paths::SESSIONS);
/// The form of `account/end_session`.
pub const END_SESSION: Form = Form::new("account/end_session").on(paths::SESSIONS);
/// The form of `account/set_cohort`.
pub const SET_COHORT: Form = Form::new("account/set_cohort").on(paths::ACCOUNT_ABOUT);
/// The form of `account/download`.
pub const DOWNLOAD: Form = Form::new("account/download").on(paths::DATA);
/// The button that shows it on a page instead.
pub const SHOW_DATA: Form = Form::new("account/show_data").on(paths::DATA).shown_by(paths::DATA_SHOWN);
/// The form of `account/remove`.
pub const REMOVE: Form = Form::new("account/remove").on(paths::REMOVE);

/// Ends every session of this account, this one too.
#[server(endpoint = "account/sign_out_everywhere")]
pub async fn sign_out_everywhere() -> Result<Done, AppError> {
    let ctx = Ctx::of_request()?;
    let me = ctx.member()?;
    ending::end_of(&ctx, &me, |_| true).await?;
    ending::forget_device(&ctx).await;
    session::clear(&ctx);
    Ok(Done::at(paths::SIGN_IN).tells(Parting::Everywhere))
}

/// Ends one other session of this account. `session` is the number in the list, bound to the account by the query. Which
/// device is whose stands nowhere, so no other device of this person gets the message of the day from then on.
#[server(endpoint = "account/end_session")]
pub async fn end_session(#[server(default)] session: String) -> Result<Done, AppError> {
    let ctx = Ctx::of_request()?;
    let me = ctx.member()?;
    let ended = ending::end_of(&ctx, &me, |row| session::short(&row.hash) == session).await?;
    if ended.is_empty() {
        return Err(AppError::Gone);
    }
    Ok(Done::at(paths::SESSIONS).did(DeedKind::Ended))
}

/// Changes phase, sector and region.
#[server(endpoint = "account/set_cohort")]
pub async fn set_cohort(#[server(flatten)] form: CohortForm) -> Result<Done, AppError> {
    let ctx = Ctx::of_request()?;
    let me = ctx.member()?;
    let (phase, sector, region) = form.parse()?;
    ctx.limit(Action::React)?;
    let mut tx = ctx.store.accounts.begin().await?;
    let before = ctx.keys.open_cohort(&me.root, &gate::close(&mut tx, &me).await?.cohort_sealed);
    let organisation = before.and_then(|cohort| cohort.organisation);
    let confirmed = before.and_then(|cohort| cohort.confirmed);
    let cohort = Cohort { phase, sector, region, organisation, confirmed };
    let sealed = ctx.keys.seal_cohort(&me.root, &cohort, &*ctx.entropy);
    tx.accounts().set_cohort(me.account, &sealed).await?;
    tx.commit().await?;
    Ok(Done::at(paths::ACCOUNT).did(DeedKind::Set))
}

/// Makes a new account code and shows it. Nothing changes before its last group is typed back, which is then done by
/// `people/confirm_code`: an answer that never arrives costs nobody their account.
#[server(endpoint = "account/change_code")]
pub async fn change_code(
    #[server(default)] password: String,
    #[server(default)] proof: String,
) -> Result<Done, AppError> {
    let ctx = Ctx::of_request()?;
    let me = ctx.member()?;
    // Somebody who never typed the code back may have lost it: this session is the only way left. Not so when it was typed
    // elsewhere: then the session in which somebody joined may be another's by now.
    if me.code_known || me.cohort.as_ref().is_some_and(|cohort| cohort.confirmed.is_some()) {
        prove_it_is_you(&ctx, &me, &password, &proof).await?;
    } else {
        ctx.limit(Action::React)?;
    }
    Joining::begin_key(&ctx, &me, false).await?;
    Ok(Done::at(paths::JOIN_KEY))
}

/// Everything that is kept about this member, as a file.
#[server(endpoint = "account/download")]
pub async fn download(
    #[server(default)] password: String,
    #[server(default)] proof: String,
) -> Result<Export, AppError> {
    let ctx = Ctx::of_request()?;
    let me = ctx.member()?;
    prove_it_is_you(&ctx, &me, &password, &proof).await?;
    let export = export::export(&ctx, &me).await?;
    export::as_file(&ctx);
    Ok(export)
}

/// Asks the same before everything that is kept is shown on a page ([`paths::DATA_SHOWN`]).
#[server(endpoint = "account/show_data")]
pub async fn show_data(
    #[server(default)] password: String,
    #[server(default)] proof: String,
) -> Result<(), AppError> {
    let ctx = Ctx::of_request()?;
    let me = ctx.member()?;
    // The history of a browser keeps the form that was sent to see it, with the key in it.
    if me.shared {
        return Err(AppError::Forbidden);
    }
    prove_it_is_you(&ctx, &me, &password, &proof).await.map(drop)
}

/// The choice what becomes of the own posts when the account goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum PostsFate {
    /// They stay, without anybody behind them.
    Keep,
    /// They go first.
    Remove,
}

impl PostsFate {
    /// The word in the form.
    pub const fn slug(self) -> &'static str {
        match self {
            Self::Keep => "keep",
            Self::Remove => "remove",
        }
    }
}

/// Deletes the account; with `posts` = `remove` all its posts first.
#[server(endpoint = "account/remove")]
pub async fn remove(
    #[server(default)] password: String,
    #[server(default)] posts: Chosen<PostsFate>,
    #[server(default)] proof: String,
) -> Result<Done, AppError> {
    let ctx = Ctx::of_request()?;
    let me = ctx.member()?;
    let posts = posts.read().map_err(|why| AppError::on("posts", why))?;
    let parting = match posts {
        PostsFate::Keep => Parting::Removed,
        PostsFate::Remove => Parting::RemovedAll,
    };
    let code = prove_it_is_you(&ctx, &me, &password, &proof).await?;
    removal::remove(&ctx, &me, &code, posts).await?;
    devices::forget_here(&ctx).await?;
    session::clear(&ctx);
    Ok(Done::at(paths::HOME).tells(parting))
}
