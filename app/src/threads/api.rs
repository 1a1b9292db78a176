//! What a browser may ask about threads.

#![expect(
    missing_docs,
    reason = "#[server] makes a struct of each argument list; the function says what they are"
)]

use super::ThreadDraft;
use crate::ctx::{Question, ctx};
use crate::error::AppError;
use crate::paths;
use crate::posts::once;
use domain::ids::{PostId, ThreadId};
use domain::posts::Kind;
use leptos::prelude::*;

/// Shares a challenge. `once` was made with the form and becomes the id, so that sending twice shares once.
#[server(endpoint = "threads/add")]
pub async fn add_thread(
    #[server(default)] once: String,
    #[server(flatten)] draft: ThreadDraft,
) -> Result<ThreadId, AppError> {
    let ctx = ctx();
    let me = ctx.writer()?;
    let bytes = once::read(&ctx, &me, &once)?;
    let (id, opening) = (ThreadId::from_bytes(bytes), PostId::from_bytes(bytes));
    leptos_axum::redirect(&paths::thread(id));
    if ctx.store.community.look().await?.threads().find(id).await?.is_some() {
        return Ok(id);
    }
    let new = draft.read()?;
    ctx.limit(Question::Share, "")?;

    let today = ctx.clock.today();
    let shown = me.cohort.as_ref().filter(|_| new.show_sector);
    let thread = store::Thread {
        id,
        title: new.title.as_str().to_owned(),
        theme: new.theme,
        sector: shown.map(|cohort| cohort.sector),
        phase: shown.map(|cohort| cohort.phase),
        day: today,
    };
    let post = store::Post {
        id: opening,
        thread: id,
        kind: Kind::Opening,
        author: store::Author::Member { tag: ctx.keys.author_tag(&me.root, id), name: 0 },
        text: store::Text::from(&new.text),
        day: today,
    };
    let mut tx = ctx.store.community.begin().await?;
    tx.threads().add(&thread).await?;
    if tx.posts().add(&post).await? == store::Added::Refused {
        return Err(AppError::Forbidden);
    }
    tx.commit().await?;
    Ok(id)
}
