//! How sessions end: signed out here or elsewhere, left by "Snel weg", and the way back from there.
//!
//! Whoever goes is gone, whatever the store says: the cookie is taken away and this process knows that the session is over.
//! When the store does not take it (a full disk), its row goes as soon as it does ([`pay`]).

use crate::kit::cookies;
use crate::kit::ctx::{Action, Ctx, Member};
use crate::kit::error::AppError;
use crate::kit::memory::Ending;
use crate::kit::session::{
    IDLE_MINUTES, SessionMinutes, devices, gate, handover, minute, remembered_minutes, set_cookie, sleeps,
};
use crate::kit::state::AppState;
use domain::secrets::{CookieSeen, SessionToken};
use http::HeaderMap;
use store::{Accounts, Tx};

/// Wrong last groups at the door after which the session behind it ends.
const TRIES: u8 = 3;

/// The session whose cookie came along, whether or not it is still there.
fn here(state: &AppState, headers: &HeaderMap) -> Option<(SessionToken, CookieSeen)> {
    let value = cookies::read(headers, cookies::SESSION, state.secure)?;
    SessionToken::from_cookie(&state.keys, value)
}

/// Ends the session whose cookie came along, if one did, and takes this device out of those that get the message of the day.
/// The cookies are the caller's to take away ([`super::clear`]).
pub async fn end_here(ctx: &Ctx) {
    if let Some((token, _)) = here(ctx, ctx.headers()) {
        end(ctx, token.hash()).await;
    }
    if let Some(token) = handover::of_headers(ctx.headers(), ctx.secure) {
        remove(ctx, Ending::HandoverOf(token.hash())).await;
    }
    forget_device(ctx).await;
}

/// Takes this device out of those that get the message of the day, whatever the store says.
pub async fn forget_device(ctx: &Ctx) {
    if let Some(device) = devices::of_headers(ctx.headers(), ctx.secure) {
        ctx.set_cookie(cookies::PUSH, "", Some(0));
        remove(ctx, Ending::Device(device.id())).await;
    }
}

/// Ends a session, whatever the store says.
pub(super) async fn end(state: &AppState, session: [u8; 32]) {
    state.memory.forget([&session]);
    remove(state, Ending::Session(session)).await;
}

/// Ends sessions of `me`, with what may become one and with the daily message of their devices but the one that asks, also when the
/// store is full: those that are `meant` by their rows are over in this process then, and their rows are owed. Answers with them.
///
/// # Errors
/// [`AppError::SignIn`] when the session that asks ended meanwhile, and when the store cannot be read.
pub async fn end_of(
    ctx: &Ctx,
    me: &Member,
    meant: impl Fn(&store::Session) -> bool,
) -> Result<Vec<[u8; 32]>, AppError> {
    let work = async {
        let mut tx = ctx.store.accounts.begin().await?;
        gate::close(&mut tx, me).await?;
        let ended = end_in(ctx, &mut tx, me, &meant).await?;
        tx.commit().await?;
        Ok(ended)
    };
    let ended = match work.await {
        Err(AppError::Full) => {
            let ended = hashes(ctx.store.accounts.read().await?.sessions().list(me.account).await?, &meant);
            ended.iter().for_each(|hash| ctx.memory.owe(Ending::Session(*hash)));
            ctx.memory.owe(Ending::Handover(me.root.handover()));
            let others = devices::others(ctx, &me.root);
            others.for_each(|device| ctx.memory.owe(Ending::Device(device.id())));
            ended
        }
        done => done?,
    };
    ctx.memory.forget(&ended);
    Ok(ended)
}

/// Ends the sessions of `me` but the one that asks, as [`end_in`] does.
///
/// # Errors
/// When the store refuses.
pub async fn end_others(ctx: &Ctx, tx: &mut Tx<Accounts>, me: &Member) -> Result<Vec<[u8; 32]>, AppError> {
    end_in(ctx, tx, me, |row| row.hash != me.session).await
}

/// Ends the sessions of `me` that are `meant`, with what may become one and with the daily message of their devices but the one that
/// asks, in this unit of work. The caller forgets them once it is kept ([`crate::kit::memory::Memory::forget`]).
///
/// # Errors
/// When the store refuses.
pub async fn end_in(
    ctx: &Ctx,
    tx: &mut Tx<Accounts>,
    me: &Member,
    meant: impl Fn(&store::Session) -> bool,
) -> Result<Vec<[u8; 32]>, AppError> {
    let ended = hashes(tx.sessions().list(me.account).await?, meant);
    for hash in &ended {
        tx.sessions().remove(hash).await?;
    }
    tx.handovers().remove(&me.root.handover()).await?;
    devices::forget_others(ctx, tx, &me.root).await?;
    Ok(ended)
}

fn hashes(rows: Vec<store::Session>, meant: impl Fn(&store::Session) -> bool) -> Vec<[u8; 32]> {
    rows.into_iter().filter(meant).map(|row| row.hash).collect()
}

/// Removes a row; what the store does not take now is owed.
async fn remove(state: &AppState, ending: Ending) {
    state.memory.owe(ending);
    match remove_row(state, ending).await {
        Ok(()) => state.memory.paid(ending),
        Err(cause) => drop(state.log_failure("leave", &cause)),
    }
}

async fn remove_row(state: &AppState, ending: Ending) -> Result<(), store::Error> {
    let mut tx = state.store.accounts.begin().await?;
    match ending {
        Ending::Session(hash) => drop(tx.sessions().remove(&hash).await?),
        Ending::Device(id) => drop(tx.push().remove(&id).await?),
        Ending::Handover(id) => drop(tx.handovers().remove(&id).await?),
        Ending::HandoverOf(hash) => drop(tx.handovers().remove_read(&hash).await?),
    }
    tx.commit().await
}

/// Removes the rows that the store would not let go before. Asked every minute.
pub async fn pay(state: &AppState) {
    for ending in state.memory.owed() {
        match remove_row(state, ending).await {
            Ok(()) => state.memory.paid(ending),
            Err(_) => return,
        }
    }
}

/// Ends or closes the session here by "Snel weg", as `Set-Cookie` lines. A shared computer is left for good. On a device of
/// one's own the session stays behind a closed door: whoever lost the key would otherwise lose the account by leaving. The
/// script that hides the page closes that door beforehand, because this may not be heard.
pub async fn leave(state: &AppState, headers: &HeaderMap) -> Vec<String> {
    let cookie = |name, value, seconds| cookies::line(name, value, Some(seconds), state.secure);
    let mut lines = Vec::new();
    let here = here(state, headers).map(|(token, _)| token.hash());
    if let Some(hash) = here
        && stays(state, &hash, headers).await
    {
        lines.push(cookie(cookies::LEFT, "yes", IDLE_MINUTES * 60));
    } else {
        if let Some(hash) = here {
            end(state, hash).await;
        }
        // What came along opens nothing any more; with it, a stranger would keep a trace.
        let ours = [cookies::SESSION, cookies::JOINING, cookies::LEFT];
        let came = |name: &&str| cookies::read(headers, name, state.secure).is_some();
        lines.extend(ours.into_iter().filter(came).map(|name| cookie(name, "", 0)));
    }
    if let Some(device) = devices::of_headers(headers, state.secure) {
        remove(state, Ending::Device(device.id())).await;
        lines.push(cookie(cookies::PUSH, "", 0));
    }
    // Whoever looks over a shoulder may have seen the link for another device.
    if let Some(token) = handover::of_headers(headers, state.secure) {
        remove(state, Ending::HandoverOf(token.hash())).await;
        lines.push(cookie(cookies::HANDOVER, "", 0));
    }
    lines
}

/// Tells whether the session of this device stays: it is there, and on a device of one's own.
async fn stays(state: &AppState, session: &[u8; 32], headers: &HeaderMap) -> bool {
    if cookies::read(headers, cookies::SHARED, state.secure).is_some() || state.memory.is_over(session) {
        return false;
    }
    let look = async { state.store.accounts.read().await?.sessions().find(session).await };
    // A store that cannot be asked opens nothing either.
    look.await.map_or(true, |found: Option<store::Session>| found.is_some_and(|session| !session.shared))
}

/// Opens the door again that "Snel weg" closed, for whoever types the last group of the account code. False when this is not what
/// was typed, or there is nothing behind a door: the page says the same as to anybody who types four characters. After three
/// wrong groups the session is over.
///
/// # Errors
/// When it is tried too often, and when the store refuses.
pub async fn come_back(ctx: &Ctx, typed: &str, proof: &str) -> Result<bool, AppError> {
    if ctx.cookie(cookies::LEFT).is_none() {
        return Ok(false);
    }
    let Some((token, seen)) =
        here(ctx, ctx.headers()).filter(|(token, _)| !ctx.memory.is_over(&token.hash()))
    else {
        return Ok(false);
    };
    ctx.limit_with(Action::SignIn, proof)?;
    let (hash, now) = (token.hash(), minute(ctx));
    let session = ctx.store.accounts.read().await?.sessions().find(&hash).await?;
    let Some(session) = session.filter(|session| !sleeps(session.shared, seen, now)) else {
        return Ok(false);
    };
    if !token.is_end(&seen.end, typed) {
        ctx.failed(Action::SignIn);
        ctx.memory.open(hash, now, remembered_minutes(session.shared));
        let wrong = ctx.memory.with(&hash, |mine| {
            mine.wrong += 1;
            mine.wrong
        });
        if wrong.is_some_and(|wrong| wrong >= TRIES) {
            end(ctx, hash).await;
            super::forget(ctx);
            ctx.set_cookie(cookies::LEFT, "", Some(0));
        }
        return Ok(false);
    }
    ctx.memory.with(&hash, |mine| mine.wrong = 0);
    let minutes = SessionMinutes { last: now, ..SessionMinutes::opened(seen.minutes) };
    set_cookie(ctx, &token, CookieSeen { minutes: minutes.sealed(), ..seen }, session.shared);
    ctx.set_cookie(cookies::LEFT, "", Some(0));
    Ok(true)
}
