//! A handover: whoever is signed in on one device and says the key there opens a session on another one, by a link that works for a
//! minute and once.
//!
//! The database holds the hash of the link's token, and account, root and end sealed under that token. On the first device
//! the token and its last second stay in a cookie, so that the page can be read again and says when the time is over.

use crate::kit::cookies;
use crate::kit::ctx::{Action, Ctx, Member};
use crate::kit::error::AppError;
use crate::kit::session::gate;
use domain::faults::Fault;
use domain::secrets::{Handover, HandoverToken};
use http::HeaderMap;
use store::{Accounts, Tx};

/// Seconds that a handover lasts.
pub const SECONDS: i64 = 60;

/// The fate of the handover that this device shows.
pub enum Shown {
    /// There is none.
    None,
    /// It waits for the other device for so many seconds.
    Waits(HandoverToken, i64),
    /// Its time is over.
    Over,
    /// It was used, or another one took its place.
    Used,
}

/// Begins to hand over the session of `me`, who said the key.
///
/// # Errors
/// [`AppError::SignIn`] when the session ended meanwhile, and when the store refuses.
pub async fn begin(ctx: &Ctx, me: &Member) -> Result<(), AppError> {
    let token = HandoverToken::generate(&*ctx.entropy);
    let ends = now(ctx) + SECONDS;
    let sealed = token.seal(me.account, &me.root, ends, &*ctx.entropy);
    let mut tx = ctx.store.accounts.begin().await?;
    gate::pass(&mut tx, me).await?;
    tx.handovers().set(&me.root.handover(), &token.hash(), &sealed).await?;
    tx.commit().await?;
    ctx.set_cookie(cookies::HANDOVER, &format!("{ends}.{}", token.text()), Some(2 * SECONDS));
    Ok(())
}

/// The handover of `me` that this device shows.
///
/// # Errors
/// When the store refuses.
pub async fn shown(ctx: &Ctx, me: &Member) -> Result<Shown, AppError> {
    let Some((ends, token)) = ctx.cookie(cookies::HANDOVER).and_then(read) else { return Ok(Shown::None) };
    if ends < now(ctx) {
        return Ok(Shown::Over);
    }
    let Some((id, sealed)) = ctx.store.accounts.read().await?.handovers().find(&token.hash()).await? else {
        return Ok(Shown::Used);
    };
    let mine = id == me.root.handover() && token.open(&id, &sealed).is_some();
    Ok(if mine { Shown::Waits(token, ends - now(ctx)) } else { Shown::None })
}

/// Finds what was handed over with this token. Whoever takes it over uses it up in the same unit of work.
///
/// # Errors
/// [`Fault::LinkOver`] when nothing was, it was used or its time is over; and when the store refuses.
pub async fn find(ctx: &Ctx, tx: &mut Tx<Accounts>, token: &HandoverToken) -> Result<Handover, AppError> {
    let found = tx.handovers().find(&token.hash()).await?;
    let handed = found.and_then(|(id, sealed)| token.open(&id, &sealed));
    handed.filter(|handed| handed.ends >= now(ctx)).ok_or_else(|| over(ctx))
}

/// Uses up what was handed over with this token: of two devices at the same moment one does.
///
/// # Errors
/// [`Fault::LinkOver`] when it was used meanwhile or the account is gone, and when the store refuses.
pub async fn take(ctx: &Ctx, tx: &mut Tx<Accounts>, token: &HandoverToken) -> Result<Handover, AppError> {
    let handed = find(ctx, tx, token).await?;
    let mine = tx.handovers().remove_read(&token.hash()).await?;
    if !mine || tx.accounts().find(handed.account).await?.is_none() {
        return Err(over(ctx));
    }
    Ok(handed)
}

/// The token that this device shows, by the cookie that came along.
pub(super) fn of_headers(headers: &HeaderMap, secure: bool) -> Option<HandoverToken> {
    cookies::read(headers, cookies::HANDOVER, secure).and_then(read).map(|(_, token)| token)
}

/// The last second of a handover and its token, as the cookie holds them.
fn read(cookie: &str) -> Option<(i64, HandoverToken)> {
    let (ends, token) = cookie.split_once('.')?;
    Some((ends.parse().ok()?, HandoverToken::parse(token).ok()?))
}

/// Takes the token away from this device.
pub fn forget(ctx: &Ctx) {
    ctx.set_cookie(cookies::HANDOVER, "", Some(0));
}

fn over(ctx: &Ctx) -> AppError {
    ctx.failed(Action::SignIn);
    AppError::on("code", Fault::LinkOver)
}

fn now(ctx: &Ctx) -> i64 {
    ctx.clock.now().timestamp()
}
