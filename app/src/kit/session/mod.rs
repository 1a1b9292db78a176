//! Sessions (P2): the database knows the hash of a token and the root sealed under it. When somebody signed
//! in and was last here stands in the cookie, so that nothing is written while somebody reads or posts, and so that no
//! row tells on which day an account was there: beside a post of that day, it would say who wrote it (T2).

pub mod devices;
pub mod ending;
pub mod gate;
pub mod handover;
pub mod joining;
pub mod landing;
pub mod parting;
pub mod passkeys;
pub mod proving;

use crate::kit::ctx::{Action, Ctx, Member, Who};
use crate::kit::error::AppError;
use crate::kit::forms::Form;
use crate::kit::state::AppState;
use crate::kit::{cookies, paths};
use domain::codes::AccountCode;
use domain::faults::Fault;
use domain::ids::AccountId;
use domain::people::Cohort;
use domain::secrets::{CookieSeen, Root, SessionToken};
use http::HeaderValue;
use http::header::HeaderName;
use std::sync::Arc;
use store::{Accounts, Locked, Tx};

/// The form of `account/change_code`.
pub const CHANGE_CODE: Form = Form::new("account/change_code").on(paths::CODE);

/// The form of `people/sign_out`.
pub const SIGN_OUT: Form = Form::new("people/sign_out").on(paths::ACCOUNT);

/// Idle minutes after which a session on a shared device ends.
pub const SHARED_IDLE_MINUTES: i64 = 10;
/// Idle minutes after which any other session ends: thirty days.
pub const IDLE_MINUTES: i64 = 30 * 24 * 60;
/// Days after which a session on a shared device ends, however busy.
pub const SHARED_LONGEST_DAYS: i64 = 30;
/// Days after which any other session ends.
pub const LONGEST_DAYS: i64 = 180;
/// Idle minutes after which what is known of a session is forgotten here, and computed again when needed: twelve hours.
const REMEMBERED_MINUTES: i64 = 12 * 60;
/// Minutes after which the time in the cookie is renewed.
const RENEW_MINUTES: i64 = 2;

/// Idle minutes after which a session ends.
pub const fn idle_minutes(shared: bool) -> i64 {
    if shared { SHARED_IDLE_MINUTES } else { IDLE_MINUTES }
}

/// The session that is to be opened.
pub struct Opening<'a> {
    /// Whose it is.
    pub account: AccountId,
    /// Their root of authorship.
    pub root: &'a Root,
    /// True on a shared computer.
    pub shared: bool,
    /// True when the person showed to know the account code.
    pub code_known: bool,
    /// The key that was typed, if one was; its last group opens the door that "Snel weg" closes.
    pub code: Option<&'a AccountCode>,
}

/// Idle minutes after which what is known of a session is forgotten.
pub const fn remembered_minutes(shared: bool) -> i64 {
    if shared { SHARED_IDLE_MINUTES } else { REMEMBERED_MINUTES }
}

const fn longest_days(shared: bool) -> i64 {
    if shared { SHARED_LONGEST_DAYS } else { LONGEST_DAYS }
}

/// Tells whether a session is over by its own time: it was idle for too long, or lasted long enough.
fn sleeps(shared: bool, seen: CookieSeen, now: i64) -> bool {
    let seen = SessionMinutes::opened(seen.minutes);
    now - seen.last > idle_minutes(shared)
        || seen.last > now + 1
        || now - seen.since > longest_days(shared) * 24 * 60
}

/// Opens a session and sets its cookie on the answer; answers with the hash under which it is kept. What the unit of work did
/// before is kept with it: what made sure that somebody may come in has to stand there, behind the gate ([`gate`]). The
/// session whose cookie came along ends, awake or not, so that a page of the person before, still on its way, cannot bring
/// it back; and an account code that somebody made in this browser is not shown here any more.
///
/// # Errors
/// When the store refuses.
pub async fn open(ctx: &Ctx, mut tx: Tx<Accounts>, who: Opening<'_>) -> Result<[u8; 32], AppError> {
    let Opening { account, root, shared, code_known, code } = who;
    let token = SessionToken::generate(&*ctx.entropy);
    let (month, now) = (ctx.clock.today().month(), minute(ctx));
    let before = ctx.cookie(cookies::SESSION).and_then(|value| SessionToken::from_cookie(&ctx.keys, value));
    let mut ended: Vec<_> = before.iter().map(|(token, _)| token.hash()).collect();
    for before in &ended {
        tx.sessions().remove(before).await?;
    }
    if code_known {
        confirmed(ctx, &mut tx, account, root).await?;
    }
    tx.sessions()
        .add(&store::Session {
            hash: token.hash(),
            account,
            root_sealed: token.seal_root(root, account, &*ctx.entropy),
            shared,
            code_known,
            opened: month.first(),
            // When the row may go; when the session ends stands in the cookie.
            expires: month.last().plus(longest_days(shared)).month().last(),
        })
        .await?;
    ended.extend(tx.sessions().end_beyond(ctx.sessions_per_account, account, &token.hash()).await?);
    tx.commit().await?;
    ctx.memory.forget(&ended);
    let end = code.map(|code| token.end_of(code)).unwrap_or_default();
    let minutes = SessionMinutes { since: now, last: now }.sealed();
    set_cookie(ctx, &token, CookieSeen { minutes, end }, shared);
    if shared {
        // Until the browser closes: the page to sign in stays neutral too, when this session is over.
        ctx.set_cookie(cookies::SHARED, "yes", None);
    } else if ctx.cookie(cookies::SHARED).is_some() {
        ctx.set_cookie(cookies::SHARED, "", Some(0));
    }
    if ctx.cookie(cookies::JOINING).is_some() {
        joining::Joining::forget(ctx);
    }
    if ctx.cookie(cookies::HANDOVER).is_some() {
        handover::forget(ctx);
    }
    devices::arrive(ctx, root, shared).await?;
    if ctx.cookie(cookies::LEFT).is_some() {
        ctx.set_cookie(cookies::LEFT, "", Some(0));
    }
    Ok(token.hash())
}

/// Notes, sealed, on which day somebody first showed to have kept the key, in the unit of work in which that was shown.
///
/// # Errors
/// When the store refuses.
pub async fn confirmed(
    ctx: &Ctx,
    tx: &mut Tx<Accounts>,
    account: AccountId,
    root: &Root,
) -> Result<(), store::Error> {
    let row = tx.accounts().find(account).await?;
    let cohort = row.and_then(|row| ctx.keys.open_cohort(root, &row.cohort_sealed));
    if let Some(cohort) = cohort.filter(|cohort| cohort.confirmed.is_none()) {
        let cohort = Cohort { confirmed: Some(ctx.clock.today()), ..cohort };
        tx.accounts().set_cohort(account, &ctx.keys.seal_cohort(root, &cohort, &*ctx.entropy)).await?;
    }
    Ok(())
}

fn set_cookie(ctx: &Ctx, token: &SessionToken, seen: CookieSeen, shared: bool) {
    ctx.set_cookie(cookies::SESSION, &token.cookie_value(&ctx.keys, seen, &*ctx.entropy), lifetime(shared));
}

/// Tells whether somebody left by "Snel weg" and did not come back: then the way back shows nothing of theirs.
pub fn has_left(headers: &http::HeaderMap, secure: bool) -> bool {
    cookies::read(headers, cookies::LEFT, secure).is_some()
}

/// Takes the session cookie away on the answer.
pub fn forget(ctx: &Ctx) {
    ctx.set_cookie(cookies::SESSION, "", Some(0));
}

/// Lets the browser forget everything of ours: cookies, caches and drafts (ASVS 14.3.1).
pub fn clear(ctx: &Ctx) {
    forget(ctx);
    joining::Joining::forget(ctx);
    handover::forget(ctx);
    clear_browser(ctx);
}

/// Lets the browser forget what it kept of ours, but for the cookies: what an earlier person left on a shared computer.
pub fn clear_browser(ctx: &Ctx) {
    ctx.response.insert_header(
        HeaderName::from_static("clear-site-data"),
        HeaderValue::from_static("\"cache\", \"storage\""),
    );
}

/// The account of a code, be it its first key or its second. A miss costs the same as a hit: it unwraps something too (P1,
/// T23). What is done with it has to be done in the same unit of work, behind the gate.
///
/// # Errors
/// [`Fault::CodeUnknown`] when no account has this code, and when the store refuses.
pub async fn open_account(
    ctx: &Ctx,
    tx: &mut Tx<Accounts>,
    code: &AccountCode,
) -> Result<(AccountId, Root), AppError> {
    let found = tx.ways_in().find_key(&ctx.keys.lookup(code)).await?;
    let is_there = found.is_some();
    let Locked { account, salt, wrapped } = or_decoy(ctx, found);
    match ctx.keys.unwrap(code, &wrapped, account, salt) {
        Some(root) if is_there => Ok((account, root)),
        _ => {
            ctx.failed(Action::SignIn);
            Err(AppError::on("password", Fault::CodeUnknown))
        }
    }
}

/// The sealed root that was found, or one in its place that nothing opens, so that a miss unwraps as well (T23).
fn or_decoy(ctx: &Ctx, found: Option<Locked>) -> Locked {
    let nobody = AccountId::from_bytes([0; 16]);
    found.unwrap_or_else(|| Locked { account: nobody, salt: [0; 16], wrapped: ctx.keys.decoy_wrapped() })
}

/// The person who sent a request with these headers; and the cookie line that renews the idle time, when it is due.
///
/// # Errors
/// When the store cannot be reached: then nobody is signed out, the request fails.
pub async fn who(state: &AppState, headers: &http::HeaderMap) -> Result<(Who, Option<String>), store::Error> {
    let Some((token, seen)) = cookies::read(headers, cookies::SESSION, state.secure)
        .and_then(|value| SessionToken::from_cookie(&state.keys, value))
    else {
        return Ok((Who::Visitor, None));
    };
    let hash = token.hash();
    if state.memory.is_over(&hash) {
        return Ok((Who::Visitor, None));
    }
    let mut tx = state.store.accounts.read().await?;
    let Some((session, cohort_sealed)) = tx.sessions().find_with_cohort(&hash).await? else {
        return Ok((Who::Visitor, None));
    };
    drop(tx);
    let now = state.clock.now().timestamp() / 60;
    if has_left(headers, state.secure) {
        // Whoever left a shared computer without a connection could not say so before.
        if session.shared {
            ending::end(state, hash).await;
        }
        return Ok((Who::Visitor, None));
    }
    if sleeps(session.shared, seen, now) {
        return Ok((Who::Visitor, None));
    }
    let Some(root) = token.open_root(&session.root_sealed, session.account) else {
        return Ok((Who::Visitor, None));
    };
    let cohort: Option<Cohort> = state.keys.open_cohort(&root, &cohort_sealed);
    let minutes = SessionMinutes::opened(seen.minutes);
    let renewed = (now - minutes.last >= RENEW_MINUTES).then(|| {
        let seen = CookieSeen { minutes: SessionMinutes { last: now, ..minutes }.sealed(), ..seen };
        cookies::line(
            cookies::SESSION,
            &token.cookie_value(&state.keys, seen, &*state.entropy),
            lifetime(session.shared),
            state.secure,
        )
    });
    let member = Member {
        account: session.account,
        root,
        session: hash,
        shared: session.shared,
        code_known: session.code_known,
        cohort,
    };
    Ok((Who::Member(Arc::new(member)), renewed))
}

/// The first characters of the hash of a session, or of the lookup of a way in: enough to point at one of a handful, useless to
/// sign in with.
pub fn short(hash: &[u8; 32]) -> String {
    hash[..6].iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The minutes of signing in and of last being seen, which the cookie holds beside the token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct SessionMinutes {
    since: i64,
    last: i64,
}

impl SessionMinutes {
    /// Both in the one number that a cookie seals. A minute since 1970 fits into half of it until the year 10000.
    fn sealed(self) -> i64 {
        self.since << 32 | self.last
    }

    fn opened(sealed: i64) -> Self {
        Self { since: sealed >> 32, last: sealed & 0xffff_ffff }
    }
}

fn minute(ctx: &Ctx) -> i64 {
    ctx.clock.now().timestamp() / 60
}

/// A shared device forgets the cookie when the browser closes.
fn lifetime(shared: bool) -> Option<i64> {
    (!shared).then_some(IDLE_MINUTES * 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_minutes_come_out_of_the_cookie_as_they_went_in() {
        for seen in
            [SessionMinutes { since: 0, last: 0 }, SessionMinutes { since: 29_888_000, last: 29_931_200 }]
        {
            assert_eq!(SessionMinutes::opened(seen.sealed()), seen);
        }
        // A cookie from before both stood in it: signed in for too long.
        assert_eq!(SessionMinutes::opened(29_888_000), SessionMinutes { since: 0, last: 29_888_000 });
    }
}
