//! The end of an account, and of what was said with it when its owner wants that.
//!
//! The two zones cannot change together, so the order is what keeps the promise. Everything: first all sessions end, so
//! that nothing more can be said; then what is under way arrives; then what was said goes; then the account, when nobody
//! signed in again meanwhile. Whoever is stopped in between still has the key, and asks again.

use super::api::PostsFate;
use crate::kit::ctx::{Ctx, Member};
use crate::kit::error::AppError;
use crate::kit::session::proving::is_key_of;
use crate::kit::session::{ending, gate};
use crate::story::{held, own, waiting};
use domain::codes::AccountCode;
use domain::faults::Fault;
use store::{Accounts, Tx};

/// Removes the account of `me`, who said its code, and with [`PostsFate::Remove`] everything that was said with it.
///
/// # Errors
/// When the session ended or the code was changed meanwhile, and when the store refuses: what was removed before stays removed.
pub async fn remove(ctx: &Ctx, me: &Member, code: &AccountCode, posts: PostsFate) -> Result<(), AppError> {
    let mut tx = ctx.store.accounts.begin().await?;
    gate::close(&mut tx, me).await?;
    if !is_key_of(ctx, &mut tx, me, code).await? {
        return Err(AppError::on("password", Fault::CodeUnknown));
    }
    if posts == PostsFate::Keep {
        return end(ctx, me, tx).await;
    }
    end_sessions(ctx, me, tx).await?;
    loop {
        remove_posts(ctx, me).await?;
        let mut tx = ctx.store.accounts.begin().await?;
        tx.close_gate().await?;
        if tx.sessions().list(me.account).await?.is_empty() {
            end(ctx, me, tx).await?;
            // Said by somebody who signed in and out again during the last look.
            return remove_posts(ctx, me).await;
        }
        end_sessions(ctx, me, tx).await?;
    }
}

/// Ends all sessions, and what may become one: whoever says something looks whether theirs is still there.
async fn end_sessions(ctx: &Ctx, me: &Member, mut tx: Tx<Accounts>) -> Result<(), AppError> {
    let ended = ending::end_in(ctx, &mut tx, me, |_| true).await?;
    tx.commit().await?;
    ctx.memory.forget(&ended);
    Ok(())
}

/// Removes the account with its sessions, its drawer and its devices.
async fn end(ctx: &Ctx, me: &Member, mut tx: Tx<Accounts>) -> Result<(), AppError> {
    // Before the account, with which their rows go: whoever listens with one of them is told.
    let ended = ending::end_in(ctx, &mut tx, me, |_| true).await?;
    tx.drawers().remove(&me.root.drawer()).await?;
    tx.accounts().remove(me.account).await?;
    tx.commit().await?;
    ctx.memory.forget(&ended);
    Ok(())
}

/// Removes every post of `me`: the texts are erased, the answers of others stay.
async fn remove_posts(ctx: &Ctx, me: &Member) -> Result<(), AppError> {
    gate::wait_until_said(&ctx.state).await?;
    // In the order in which one becomes the next: what waits appears or is held, what is held is let through.
    for (waiting, _) in waiting::sealed::mine(ctx, me).await? {
        let mut tx = ctx.store.community.begin().await?;
        tx.waiting().remove(&ctx.keys.waiting_handle(waiting.thread)).await?;
        tx.commit().await?;
    }
    let mut tx = ctx.store.community.begin().await?;
    for held in held::mine::held(&ctx.state, me).await? {
        tx.held().remove(held.post).await?;
    }
    for decision in held::mine::decisions(&ctx.state, me).await? {
        tx.held_decisions().remove(decision.post).await?;
    }
    tx.commit().await?;
    let own = own::own_posts(&ctx.state, me).await?;
    for portion in own.chunks(200) {
        let mut tx = ctx.store.community.begin().await?;
        for post in portion {
            tx.posts().remove(post.id, ctx.clock.today()).await?;
        }
        tx.commit().await?;
    }
    Ok(())
}
