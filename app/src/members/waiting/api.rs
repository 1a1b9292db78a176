//! What a browser may ask about an own challenge that waits.

use crate::kit::ctx::{Action, Ctx};
use crate::kit::deed::{Deed, DeedKind};
use crate::kit::error::AppError;
use crate::kit::forms::{Done, Form};
use crate::kit::paths;
use crate::kit::session::gate;
use crate::story::edition::{PostWords, is_done};
use crate::story::privacy::{FindingChoices, judge};
use crate::story::waiting::sealed;
use domain::ids::{PostId, ThreadId};
use domain::posts::EditDraft;
use leptos::prelude::*;
use store::Text;

/// The form of `waiting/edit`.
pub const EDIT: Form = Form::new("waiting/edit")
    .on_one_of(paths::WAITING, |fields| Some(paths::edit_waiting(fields.parse::<ThreadId>("thread")?)))
    .writes(&["body", "tried", "question", "title"]);
/// The form of `waiting/remove`.
pub const REMOVE: Form = Form::new("waiting/remove")
    .on_one_of(paths::WAITING, |fields| Some(paths::remove_waiting(fields.parse::<ThreadId>("thread")?)));

/// Changes an own challenge that waits. Nobody has read it, so nothing says that it was changed. What leads straight to a
/// person and is kept is held when it appears, by the same [`crate::story::publish`] as every challenge.
#[server(endpoint = "waiting/edit")]
pub async fn edit_waiting(
    thread: ThreadId,
    #[server(default)] edition: String,
    #[server(flatten)] decided: FindingChoices,
    #[server(flatten)] draft: EditDraft,
) -> Result<Done, AppError> {
    let ctx = Ctx::of_request()?;
    let me = ctx.confirmed_member()?;
    sealed::find(&ctx, &me, thread).await?.ok_or(AppError::Gone)?;
    let ((title, text), _) = judge(&ctx, &decided, draft, EditDraft::texts, EditDraft::read_opening).await?;
    ctx.limit(Action::React)?;
    let new = PostWords { title: title.as_str().to_owned(), text: Text::from(&text) };
    let mut tx = ctx.store.community.begin().await?;
    gate::say(&ctx, &mut tx, &me).await?;
    let (mut waiting, batch) = sealed::find_in(&mut tx, &ctx, &me, thread).await?.ok_or(AppError::Gone)?;
    if is_done("body", &edition, &sealed::words(&waiting).edition(), &new.edition())? {
        return Ok(Done::at(paths::thread(thread)));
    }
    let text = new.text;
    waiting.title = title.as_str().to_owned();
    (waiting.body, waiting.tried, waiting.question) = (text.body, text.tried, text.question);
    let sealed = ctx.keys.seal_waiting(batch, &waiting, &*ctx.entropy);
    if !tx.waiting().set(&ctx.keys.waiting_handle(thread), &sealed).await? {
        return Err(AppError::Gone);
    }
    tx.commit().await?;
    Ok(Done::at(paths::thread(thread)).did(DeedKind::Changed))
}

/// Lets an own challenge that waits appear now.
#[server(endpoint = "waiting/publish")]
pub async fn publish_waiting(thread: ThreadId) -> Result<Done, AppError> {
    let ctx = Ctx::of_request()?;
    let me = ctx.confirmed_member()?;
    sealed::find(&ctx, &me, thread).await?.ok_or(AppError::Gone)?;
    ctx.limit(Action::React)?;
    sealed::release_one(&ctx, thread).await?;
    let opening = PostId::from_bytes(thread.bytes());
    let held = ctx.store.community.read().await?.held().find(opening).await?.is_some();
    let done = Done::at(paths::thread(thread));
    // When a moderator looks first, its page says so.
    Ok(if held { done } else { done.did(Deed::at(DeedKind::Shared, opening)) })
}

/// Takes an own challenge that waits back: it is erased, and nobody ever saw it.
#[server(endpoint = "waiting/remove")]
pub async fn remove_waiting(thread: ThreadId) -> Result<Done, AppError> {
    let ctx = Ctx::of_request()?;
    let me = ctx.confirmed_member()?;
    sealed::find(&ctx, &me, thread).await?.ok_or(AppError::Gone)?;
    ctx.limit(Action::React)?;
    let mut tx = ctx.store.community.begin().await?;
    gate::say(&ctx, &mut tx, &me).await?;
    let there = tx.waiting().remove(&ctx.keys.waiting_handle(thread)).await?.is_some();
    tx.commit().await?;
    if !there {
        // It appeared while the question was read: then its page says how to remove it.
        return Err(AppError::Gone);
    }
    Ok(Done::at(paths::THREADS).did(DeedKind::Withdrawn))
}
