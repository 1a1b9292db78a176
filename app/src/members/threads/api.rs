//! What a browser may ask about threads.

use crate::kit::ctx::{Action, Ctx};
use crate::kit::error::AppError;
use crate::kit::forms::Done;
use crate::kit::paths;
use crate::kit::session::gate;
use crate::story::draft::written;
use crate::story::privacy::{PrivacyChoice, judge};
use crate::story::waiting::sealed;
use crate::story::{form_token, own, publish};
use domain::ids::{PostId, ThreadId};
use domain::threads::ThreadDraft;
use domain::waiting::Moment;
use leptos::prelude::*;

/// Shares a challenge. `once` was made with the form and becomes the id, so that sending twice shares once.
#[server(endpoint = "threads/add")]
pub async fn add_thread(
    #[server(default)] once: String,
    #[server(default)] privacy: PrivacyChoice,
    #[server(flatten)] draft: ThreadDraft,
) -> Result<Done, AppError> {
    let ctx = Ctx::of_request()?;
    let me = ctx.confirmed_member()?;
    let bytes = form_token::read(&ctx, &me, &once)?;
    let (id, opening) = (ThreadId::from_bytes(bytes), PostId::from_bytes(bytes));
    let done = Done::at(paths::thread(id));
    {
        let mut tx = ctx.store.community.read().await?;
        if tx.threads().find(id).await?.is_some() || tx.held().find(opening).await?.is_some() {
            return Ok(done);
        }
    }
    if sealed::find(&ctx, &me, id).await?.is_some() {
        return Ok(done);
    }
    let (new, _) = judge(&ctx, privacy, draft, ThreadDraft::texts, ThreadDraft::read).await?;
    ctx.limit(Action::Share)?;

    let waiting = written(&ctx, &me, id, &new);
    let mut tx = ctx.store.community.begin().await?;
    gate::say(&ctx, &mut tx, &me).await?;
    match new.moment {
        Moment::Safe => drop(tx.waiting().add(&sealed::seal(&ctx, &waiting)).await?),
        Moment::Now => {
            let (thread, opening) = sealed::becomes(&waiting, ctx.clock.today());
            if publish::add(&mut tx, &thread, &opening).await? == store::Added::Refused {
                return Err(AppError::Forbidden);
            }
        }
    }
    tx.commit().await?;
    own::wrote_in(&ctx.state, &me, id);
    Ok(done)
}
