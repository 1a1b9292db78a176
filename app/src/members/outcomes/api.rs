//! What a browser may ask about outcomes.

use crate::kit::ctx::{Action, Ctx};
use crate::kit::deed::DeedKind;
use crate::kit::error::AppError;
use crate::kit::forms::Done;
use crate::kit::paths;
use crate::kit::session::gate;
use crate::story::edition::is_done;
use crate::story::outcomes;
use crate::story::privacy::{FindingChoices, judge, refuse_held};
use domain::ids::{PostId, ThreadId};
use domain::outcomes::OutcomeDraft;
use leptos::prelude::*;
use store::OutcomeRow;

/// The author of a challenge tells how it ended, or tells it anew. What is sent twice is told once.
#[server(endpoint = "outcomes/set")]
pub async fn set_outcome(
    thread: ThreadId,
    #[server(default)] edition: String,
    #[server(flatten)] decided: FindingChoices,
    #[server(flatten)] draft: OutcomeDraft,
) -> Result<Done, AppError> {
    let ctx = Ctx::of_request()?;
    let me = ctx.confirmed_member()?;
    {
        let row = ctx.store.community.read().await?.threads().find(thread).await?;
        let row = row.filter(|row| row.listed).ok_or(AppError::Gone)?;
        // Who opened a thread never changes; whether it still stands is looked at again below.
        if row.opening_author != Some(ctx.keys.author_tag(&me.root, thread)) {
            return Err(AppError::Forbidden);
        }
    }
    // No moderator looks at it first.
    draft.read()?;
    refuse_held("closing", &draft.closing)?;
    let ((outcome, closing), _) =
        judge(&ctx, &decided, draft, OutcomeDraft::texts, OutcomeDraft::read).await?;
    ctx.limit(Action::React)?;
    let closing = closing.map(|words| words.as_str().to_owned());
    let new = OutcomeRow { outcome, day: ctx.clock.today(), closing };
    let done = Done::at(format!("{}#outcome", paths::thread(thread)));
    let mut tx = ctx.store.community.begin().await?;
    gate::say(&ctx, &mut tx, &me).await?;
    // Held, so that nobody removes the challenge or tells another outcome meanwhile.
    tx.posts().find(PostId::from_bytes(thread.bytes())).await?;
    let now = tx.outcomes().find(thread).await?;
    if is_done("closing", &edition, &outcomes::edition(now.as_ref()), &outcomes::edition(Some(&new)))? {
        return Ok(done);
    }
    if !tx.outcomes().set(thread, &new).await? {
        return Err(AppError::Gone);
    }
    tx.commit().await?;
    Ok(done.did(DeedKind::Told))
}
