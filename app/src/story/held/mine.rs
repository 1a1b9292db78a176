//! Which posts that wait, and which decisions, are somebody's own: all of them are read, and compared by the tag that this person
//! would have there (P3).

use crate::kit::ctx::Member;
use crate::kit::state::AppState;
use store::{Held, HeldDecision};

/// The number of rows that are read at a time.
const PORTION: i64 = 5_000;

/// The posts of `me` that wait for a moderator, or for `me` to answer one.
///
/// # Errors
/// When the store refuses.
pub async fn held(state: &AppState, me: &Member) -> Result<Vec<Held>, store::Error> {
    let tags = state.keys.own_tags(&me.root);
    let (mut own, mut after) = (Vec::new(), None);
    loop {
        let portion = state.store.community.scan().await?.held().list(after, PORTION).await?;
        let Some(last) = portion.last() else { return Ok(own) };
        after = Some(last.post);
        own.extend(portion.into_iter().filter(|held| held.tag == tags.author(held.thread)));
    }
}

/// The decisions about posts of `me`, also those that can still be taken back.
///
/// # Errors
/// When the store refuses.
pub async fn decisions(state: &AppState, me: &Member) -> Result<Vec<HeldDecision>, store::Error> {
    let tags = state.keys.own_tags(&me.root);
    let (mut own, mut after) = (Vec::new(), None);
    loop {
        let portion = state.store.community.scan().await?.held_decisions().list(after, PORTION).await?;
        let Some(last) = portion.last() else { return Ok(own) };
        after = Some(last.post);
        own.extend(portion.into_iter().filter(|decision| decision.tag == tags.author(decision.thread)));
    }
}
