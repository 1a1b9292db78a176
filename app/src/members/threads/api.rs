//! What a browser may ask about threads.

use crate::kit::ctx::{Action, Ctx};
use crate::kit::deed::{Deed, DeedKind};
use crate::kit::error::AppError;
use crate::kit::forms::Done;
use crate::kit::paths;
use crate::kit::session::gate;
use crate::story::draft::written;
use crate::story::privacy::{FindingChoices, judge};
use crate::story::settle::{Said, Settled};
use crate::story::waiting::sealed;
use crate::story::{form_token, own, publish};
use domain::ids::PostId;
use domain::threads::ThreadDraft;
use domain::waiting::Moment;
use leptos::prelude::*;
use store::Added;

/// Shares a challenge. `once` was made with the form and becomes the id, so that sending twice shares once
/// ([`crate::story::settle`]).
#[server(endpoint = "threads/add")]
pub async fn add_thread(
    #[server(default)] once: String,
    #[server(flatten)] decided: FindingChoices,
    #[server(flatten)] draft: ThreadDraft,
) -> Result<Done, AppError> {
    let ctx = Ctx::of_request()?;
    let me = ctx.confirmed_member()?;
    let form = form_token::read(&ctx, &me, &once)?;
    let (new, _) = judge(&ctx, &decided, draft, ThreadDraft::texts, ThreadDraft::read).await?;
    let said = Said::story(form, &new);
    if let Settled::Known(post) = said.settle(&ctx, &me, &mut ctx.store.community.read().await?).await? {
        return Ok(Done::at(paths::thread(said.thread_of(post))));
    }
    ctx.limit(Action::Share)?;

    let mut tx = ctx.store.community.begin().await?;
    gate::say(&ctx, &mut tx, &me).await?;
    let post = loop {
        let post = match said.settle(&ctx, &me, &mut tx).await? {
            Settled::Known(post) => return Ok(Done::at(paths::thread(said.thread_of(post)))),
            Settled::New(post) => post,
        };
        let waiting = written(&ctx, &me, said.thread_of(post), &new);
        let added = match new.moment {
            Moment::Safe => tx.waiting().add(&sealed::seal(&ctx, &waiting)).await?,
            Moment::Now => {
                let (thread, opening) = sealed::becomes(&waiting, ctx.clock.today());
                match publish::add(&mut tx, &thread, &opening).await? {
                    Added::Refused => return Err(AppError::Forbidden),
                    added => added != Added::Known,
                }
            }
        };
        // Else it came a second time meanwhile, and is looked at again.
        if added {
            break post;
        }
    };
    let id = said.thread_of(post);
    let held = tx.held().find(PostId::from_bytes(id.bytes())).await?.is_some();
    tx.commit().await?;
    said.sent(&ctx, &me, post);
    own::wrote_in(&ctx.state, &me, id);
    let done = Done::at(paths::thread(id));
    // Of what a moderator looks at first, its page says so.
    let kind = match new.moment {
        Moment::Safe => Some(DeedKind::Waits),
        Moment::Now => (!held).then_some(DeedKind::Shared),
    };
    Ok(match kind {
        Some(kind) => done.did(Deed::at_thread(kind, id)),
        None => done,
    })
}
