//! Which posts that wait, and which decisions, are somebody's own: all of them are read, and compared by the tag that this person
//! would have there (P3).

use crate::kit::ctx::Member;
use crate::kit::state::AppState;
use domain::ids::{PostId, ThreadId};
use domain::secrets::{OwnTags, Tag};
use store::{Held, HeldDecision};

/// The number of rows that are read at a time.
const PORTION: i64 = 5_000;

/// The posts of `me` that wait for a moderator, or for `me` to answer one.
///
/// # Errors
/// When the store refuses.
pub async fn held(state: &AppState, me: &Member) -> Result<Vec<Held>, store::Error> {
    let mut own = Own::of(state, me);
    loop {
        let portion = state.store.community.scan().await?.held().list(own.after, PORTION).await?;
        if own.was_last(portion, |held| (held.post, held.thread, held.tag)) {
            return Ok(own.rows);
        }
    }
}

/// The decisions about posts of `me`, also those that can still be taken back.
///
/// # Errors
/// When the store refuses.
pub async fn decisions(state: &AppState, me: &Member) -> Result<Vec<HeldDecision>, store::Error> {
    let mut own = Own::of(state, me);
    loop {
        let portion = state.store.community.scan().await?.held_decisions().list(own.after, PORTION).await?;
        if own.was_last(portion, |decision| (decision.post, decision.thread, decision.tag)) {
            return Ok(own.rows);
        }
    }
}

/// The rows of somebody, among those that were read.
struct Own<Row> {
    tags: OwnTags,
    after: Option<PostId>,
    rows: Vec<Row>,
}

impl<Row> Own<Row> {
    fn of(state: &AppState, me: &Member) -> Self {
        Self { tags: state.keys.own_tags(&me.root), after: None, rows: Vec::new() }
    }

    /// Keeps what is theirs of a portion; true for the empty one that comes last. Of a row it is known about which post it is, in which
    /// thread, and by whom.
    fn was_last(&mut self, portion: Vec<Row>, about: impl Fn(&Row) -> (PostId, ThreadId, Tag)) -> bool {
        let Some(last) = portion.last() else { return true };
        self.after = Some(about(last).0);
        self.rows.extend(portion.into_iter().filter(|row| {
            let (_, thread, tag) = about(row);
            tag == self.tags.author(thread)
        }));
        false
    }
}
