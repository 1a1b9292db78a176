//! Joining, step by step: the code of the group, the house rules, the account, its code typed back.

use crate::kit::ctx::{Action, Ctx};
use crate::kit::error::AppError;
use crate::kit::forms::{Done, Form};
use crate::kit::paths;
use crate::kit::session::joining::{Joining, NewKey};
use crate::kit::session::{self, Opening, ending, gate};
use crate::members::people::api::sessions::open_session;
use crate::story::reactions::Wanted;
use domain::chosen::Ticked;
use domain::codes::{AccountCode, CohortCode};
use domain::entropy;
use domain::faults::{Fault, Faults};
use domain::ids::AccountId;
use domain::people::{Cohort, CohortForm};
use domain::secrets::Root;
use leptos::prelude::*;
use store::{Accounts, Tx};

/// The form of `people/check_cohort`.
pub const CHECK_COHORT: Form = Form::new("people/check_cohort").on(paths::JOIN);
/// The form of `people/accept_rules`.
pub const ACCEPT_RULES: Form = Form::new("people/accept_rules").on(paths::JOIN_RULES);
/// The form of `people/join`.
pub const JOIN: Form = Form::new("people/join").on(paths::JOIN_ABOUT);
/// The form of `people/confirm_code`.
pub const CONFIRM_CODE: Form = Form::new("people/confirm_code").on(paths::JOIN_KEY);

/// Step one: the code of the group.
#[server(endpoint = "people/check_cohort")]
pub async fn check_cohort(
    #[server(default)] code: String,
    #[server(default)] proof: String,
) -> Result<Done, AppError> {
    let ctx = Ctx::of_request()?;
    let cohort = CohortCode::parse(&code).map_err(|why| AppError::on("code", why))?;
    ctx.limit_with(Action::Join, &proof)?;
    find_cohort(&ctx, &cohort).await?;
    let account = Some(AccountId::random(&*ctx.entropy));
    Joining { cohort: Some(cohort), account, ..Joining::default() }.keep(&ctx, ctx.shared);
    Ok(Done::at(paths::ARRIVED))
}

/// Step two: the house rules, each ticked.
#[server(endpoint = "people/accept_rules")]
pub async fn accept_rules(
    #[server(default)] listen: Ticked,
    #[server(default)] private: Ticked,
    #[server(default)] help: Ticked,
) -> Result<Done, AppError> {
    let ctx = Ctx::of_request()?;
    let mut joining = Joining::of(&ctx).ok_or(AppError::StartAgain)?;
    let mut faults = Faults::default();
    for (field, ticked) in [("listen", listen), ("private", private), ("help", help)] {
        if !ticked.0 {
            faults.add(field, Fault::NotAccepted);
        }
    }
    if !faults.is_empty() {
        return Err(faults.into());
    }
    joining.rules = true;
    joining.keep(&ctx, ctx.shared);
    Ok(Done::at(paths::JOIN_ABOUT))
}

/// Step three: phase, sector and region; makes the account, its code and its first session.
#[server(endpoint = "people/join")]
pub async fn join(
    #[server(flatten)] form: CohortForm,
    #[server(default)] shared: Ticked,
    #[server(default)] proof: String,
) -> Result<Done, AppError> {
    let ctx = Ctx::of_request()?;
    let mut joining = Joining::of(&ctx).filter(|joining| joining.rules).ok_or(AppError::StartAgain)?;
    if joining.key.is_some() {
        // Sent twice: the account is there already.
        return Ok(Done::at(paths::JOIN_KEY));
    }
    let (phase, sector, region) = form.parse()?;
    ctx.limit_with(Action::Enter, &proof)?;
    let group = joining.cohort.as_ref().ok_or(AppError::StartAgain)?;
    let id = joining.account.ok_or(AppError::StartAgain)?;
    let cohort = find_cohort(&ctx, group).await?;

    let root = Root::generate(&*ctx.entropy);
    let code = AccountCode::generate(&*ctx.entropy);
    let declared = Cohort { phase, sector, region, organisation: cohort.organisation, confirmed: None };
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
    let again = is_made_again(&mut tx, id).await?;
    if !again && !tx.cohorts().use_one(cohort.id, ctx.clock.today()).await? {
        return Err(AppError::on("code", Fault::CodeExhausted));
    }
    tx.accounts().add(&account).await?;
    open_session(&ctx, tx, (id, root), Some(&code), (shared.0, false)).await?;
    if !again {
        ctx.limits.joined();
    }
    joining.key = Some(NewKey { code, lookup: account.lookup, is_second: false });
    joining.keep(&ctx, shared.0);
    Ok(Done::at(paths::JOIN_KEY))
}

/// Makes room for the account of this cookie: one cookie makes one. Sent again because the answer never came, it makes it anew,
/// as long as its key was not shown to be kept. Tells whether it was there.
async fn is_made_again(tx: &mut Tx<Accounts>, account: AccountId) -> Result<bool, AppError> {
    tx.close_gate().await?;
    if tx.accounts().find(account).await?.is_none() {
        return Ok(false);
    }
    let sessions = tx.sessions().list(account).await?;
    if sessions.is_empty() || sessions.iter().any(|session| session.code_known) {
        return Err(AppError::StartAgain);
    }
    Ok(tx.accounts().remove(account).await?)
}

/// Step four: the last group of the account code, typed back. A code that replaces another one does so here and not before:
/// whoever never got the answer that shows it still has the old one. The root stays, so the threads stay; every session ends,
/// and the old code with every further way in: whoever saw the one may have made the other (T22). A reaction that was wanted
/// before is given now.
#[server(endpoint = "people/confirm_code")]
pub async fn confirm_code(
    #[server(default)] group: String,
    #[server(flatten)] wanted: Wanted,
) -> Result<Done, AppError> {
    let ctx = Ctx::of_request()?;
    let me = ctx.member()?;
    ctx.limit(Action::React)?;
    let mut tx = ctx.store.accounts.begin().await?;
    let account = gate::close(&mut tx, &me).await?;
    let key = Joining::key_of(&ctx, &account).ok_or(AppError::StartAgain)?;
    key.judge_group(&group)?;
    if key.replaces(&ctx) {
        let salt = entropy::bytes(&*ctx.entropy);
        let wrapped = ctx.keys.wrap(&key.code, &me.root, me.account, salt, &*ctx.entropy);
        let lookup = ctx.keys.lookup(&key.code);
        tx.accounts().set_code(me.account, &lookup, ctx.keys.login_version(), &salt, &wrapped).await?;
        tx.ways_in().remove_of(me.account).await?;
        let ended = ending::end_in(&ctx, &mut tx, &me, |_| true).await?;
        session::confirmed(&ctx, &mut tx, me.account, &me.root).await?;
        let again = Opening {
            account: me.account,
            root: &me.root,
            shared: me.shared,
            code_known: true,
            code: Some(&key.code),
        };
        session::open(&ctx, tx, again).await?;
        ctx.memory.forget(&ended);
    } else {
        tx.sessions().set_code_known(&me.session).await?;
        session::confirmed(&ctx, &mut tx, me.account, &me.root).await?;
        tx.commit().await?;
        Joining::forget(&ctx);
    }
    Ok(wanted.fulfil(&ctx, &me).await.unwrap_or(Done::at(paths::THREADS)))
}

/// The cohort with this code, if it may still be used. Each reason has its own plain answer.
async fn find_cohort(ctx: &Ctx, code: &CohortCode) -> Result<store::CohortRow, AppError> {
    let mut tx = ctx.store.accounts.read().await?;
    let Some(cohort) = tx.cohorts().find_by_code(code.as_str()).await? else {
        ctx.failed(Action::Join);
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
