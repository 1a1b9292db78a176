//! Opening, changing and shutting a drawer (P4).
//!
//! When a drawer is written: when its owner does something with it (saves, follows, notes, keeps a draft, says that
//! something was read), and never because of a post. What was merely read waits in memory and is put in together with
//! such an order, or by [`crate::story::own::tick`] at a moment that chance chose. A draft that became a post is thrown away with
//! the next order, not with the post.

use crate::kit::ctx::{Ctx, Member};
use crate::kit::error::AppError;
use crate::kit::session::gate;
use crate::kit::state::AppState;
use domain::drawer::{Change, Drawer};
use domain::ids::PostId;
use store::Store;

/// The number of times that an order is carried out anew because another phone was first.
const TRIES: usize = 8;

/// Reads the drawer of `me`; an empty one when there is none yet.
///
/// # Errors
/// When the store refuses, or when what is there cannot be opened: then nothing may be laid over it.
pub async fn read(state: &AppState, me: &Member) -> Result<Drawer, AppError> {
    let sealed = state.store.accounts.read().await?.drawers().find(&me.root.drawer()).await?;
    sealed.map_or(Ok(Drawer::default()), |sealed| opened(state, me, &sealed))
}

fn opened(state: &AppState, me: &Member, sealed: &[u8]) -> Result<Drawer, AppError> {
    let plain = state.keys.open_drawer(&me.root, sealed);
    plain
        .and_then(|plain| Drawer::from_padded(&plain))
        .ok_or_else(|| AppError::broken("drawer", &"it does not open"))
}

/// Carries out an order of the owner. `field` is the one that a refusal is about.
///
/// # Errors
/// When there is no room, and when the store refuses.
pub async fn change(ctx: &Ctx, me: &Member, field: &str, order: Change) -> Result<(), AppError> {
    carry_out(&ctx.state, me, field, Some(order)).await
}

/// Puts in what was read, and with it the order, on whatever the last one left.
pub(super) async fn carry_out(
    state: &AppState,
    me: &Member,
    field: &str,
    order: Option<Change>,
) -> Result<(), AppError> {
    let (id, today) = (me.root.drawer(), state.clock.today());
    let read = state.memory.with(&me.session, |mine| mine.read.clone()).unwrap_or_default();
    for _ in 0..TRIES {
        let was = state.store.accounts.read().await?.drawers().find(&id).await?;
        let before = was.as_ref().map_or(Ok(Drawer::default()), |sealed| opened(state, me, sealed))?;
        let mut now = before.clone();
        let sent = sent(&state.store, &now).await?;
        let orders = [Some(Change::See(read.clone())), Some(Change::Sent(sent)), order.clone()];
        for order in orders.into_iter().flatten() {
            now.apply(order).map_err(|why| AppError::on(field, why))?;
        }
        if (Drawer { v: before.v, ..now.clone() }) != before {
            if was.is_none() {
                now.since = Some(today);
            }
            let padded = now.to_padded(today).map_err(|why| AppError::on(field, why))?;
            let sealed = state.keys.seal_drawer(&me.root, &padded, &*state.entropy);
            let mut tx = state.store.accounts.begin().await?;
            gate::pass(&mut tx, me).await?;
            if !tx.drawers().set(&id, was.as_deref(), &sealed).await? {
                continue;
            }
            tx.commit().await?;
        }
        remember(state, me, &now);
        return Ok(());
    }
    Err(AppError::Offline)
}

/// Tells the session's memory what it has to know of the drawer.
pub fn remember(state: &AppState, me: &Member, drawer: &Drawer) {
    state.memory.with(&me.session, |mine| {
        mine.saved = drawer.saved.iter().copied().collect();
        mine.themes.clone_from(&drawer.themes);
        mine.hides_number = drawer.settings.hides_number;
        mine.read.retain(|thread, seen| drawer.seen.get(thread).is_none_or(|kept| kept.and(*seen) != *kept));
        if mine.read.is_empty() {
            mine.due = None;
        }
    });
}

/// The drafts that are posts by now.
///
/// # Errors
/// When the store refuses.
pub async fn sent(store: &Store, drawer: &Drawer) -> Result<Vec<PostId>, store::Error> {
    let mut sent = Vec::new();
    if drawer.drafts.is_empty() {
        return Ok(sent);
    }
    let mut tx = store.community.read().await?;
    for draft in &drawer.drafts {
        if tx.posts().find(draft.id).await?.is_some() {
            sent.push(draft.id);
        }
    }
    Ok(sent)
}
