//! A handover: whoever is signed in on one device and says the key there opens a session on another one, by a link that works for a
//! minute and once.
//!
//! The database holds the hash of the link's token, and account, root and end sealed under that token. On the first device
//! the token stays in a cookie for its minute, so that the page can be read again.

use crate::kit::cookies;
use crate::kit::ctx::{Action, Ctx, Member};
use crate::kit::error::AppError;
use crate::kit::session::gate;
use domain::faults::Fault;
use domain::secrets::{Handover, HandoverToken};
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
    let sealed = token.seal(me.account, &me.root, now(ctx) + SECONDS, &*ctx.entropy);
    let mut tx = ctx.store.accounts.begin().await?;
    gate::pass(&mut tx, me).await?;
    tx.handovers().set(&me.root.handover(), &token.hash(), &sealed).await?;
    tx.commit().await?;
    ctx.set_cookie(cookies::HANDOVER, &token.text(), Some(SECONDS));
    Ok(())
}

/// The handover of `me` that this device shows.
///
/// # Errors
/// When the store refuses.
pub async fn shown(ctx: &Ctx, me: &Member) -> Result<Shown, AppError> {
    let Some(token) = ctx.cookie(cookies::HANDOVER).and_then(|value| HandoverToken::parse(value).ok()) else {
        return Ok(Shown::None);
    };
    let Some((id, sealed)) = ctx.store.accounts.read().await?.handovers().find(&token.hash()).await? else {
        return Ok(Shown::Used);
    };
    let handed = token.open(&id, &sealed).filter(|_| id == me.root.handover());
    Ok(match handed.map(|handed| handed.ends - now(ctx)) {
        None => Shown::None,
        Some(left) if left < 0 => Shown::Over,
        Some(left) => Shown::Waits(token, left),
    })
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
