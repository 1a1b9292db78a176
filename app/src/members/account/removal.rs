//! What of a member goes with the account, when the member wants that.

use super::export::own_held;
use crate::kit::ctx::{Ctx, Member};
use crate::kit::error::AppError;
use crate::story::{own, waiting};

/// Removes every post of `me`: the texts are erased, the answers of others stay.
///
/// # Errors
/// When the store refuses; what was removed before stays removed, and asking again goes on.
pub async fn remove_posts(ctx: &Ctx, me: &Member) -> Result<(), AppError> {
    // First what waits, so that nothing appears while the rest goes.
    for (waiting, _) in waiting::sealed::mine(ctx, me).await? {
        let mut tx = ctx.store.community.begin().await?;
        tx.waiting().remove(&ctx.keys.waiting_handle(waiting.thread)).await?;
        tx.commit().await?;
    }
    let own = own::own_posts(&ctx.state, me).await?;
    for portion in own.chunks(200) {
        let mut tx = ctx.store.community.begin().await?;
        for post in portion {
            tx.posts().remove(post.id, ctx.clock.today()).await?;
        }
        tx.commit().await?;
    }
    let mut tx = ctx.store.community.begin().await?;
    for held in own_held(ctx, me).await? {
        tx.held().remove(held.post).await?;
    }
    tx.commit().await?;
    Ok(())
}
