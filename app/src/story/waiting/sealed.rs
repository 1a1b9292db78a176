//! What waits, opened and sealed: in, out, and out together.

use crate::kit::ctx::{Ctx, Member};
use crate::kit::error::AppError;
use crate::kit::state::AppState;
use crate::story::edition::PostWords;
use crate::story::publish;
use domain::entropy;
use domain::ids::{PostId, ThreadId};
use domain::posts::PostKind;
use domain::secrets::Waiting;
use domain::time::Day;
use domain::waiting::Batch;
use store::{Author, Community, Post, Text, Thread, Tx, WaitingRow};

/// The thread and the opening post that a waiting challenge becomes on `day`.
pub fn becomes(waiting: &Waiting, day: Day) -> (Thread, Post) {
    let thread = Thread {
        id: waiting.thread,
        title: waiting.title.clone(),
        themes: waiting.themes,
        sector: waiting.sector,
        phase: waiting.phase,
        day,
    };
    let post = Post {
        id: PostId::from_bytes(waiting.thread.bytes()),
        thread: waiting.thread,
        kind: PostKind::Opening,
        author: Author::Member { tag: waiting.author, name: 0 },
        text: words(waiting).text,
        day,
    };
    (thread, post)
}

/// The words of one that waits, as its author changes them.
pub fn words(waiting: &Waiting) -> PostWords {
    let Waiting { title, body, tried, question, .. } = waiting;
    let text = Text { body: body.clone(), tried: tried.clone(), question: question.clone() };
    PostWords { title: title.clone(), text }
}

/// The other way round: a thread that is not there yet, as it waits.
pub fn waits(thread: &Thread, post: &Post) -> Option<Waiting> {
    let Author::Member { tag, .. } = post.author else { return None };
    Some(Waiting {
        thread: thread.id,
        author: tag,
        title: thread.title.clone(),
        themes: thread.themes,
        sector: thread.sector,
        phase: thread.phase,
        body: post.text.body.clone(),
        tried: post.text.tried.clone(),
        question: post.text.question.clone(),
    })
}

/// Seals a challenge for the batch of this moment.
pub fn seal(state: &AppState, waiting: &Waiting) -> WaitingRow {
    let batch = Batch::of(state.clock.now());
    WaitingRow {
        handle: state.keys.waiting_handle(waiting.thread),
        batch,
        sealed: state.keys.seal_waiting(batch, waiting, &*state.entropy),
    }
}

/// The challenge of this thread, if it waits and `me` wrote it. To everybody else it is not there.
///
/// # Errors
/// When the store refuses.
pub async fn find(ctx: &Ctx, me: &Member, thread: ThreadId) -> Result<Option<(Waiting, Batch)>, AppError> {
    find_in(&mut ctx.store.community.read().await?, ctx, me, thread).await
}

/// Finds it as [`find`] does, in the unit of work that does something with it.
///
/// # Errors
/// When the store refuses.
pub async fn find_in(
    tx: &mut Tx<Community>,
    ctx: &Ctx,
    me: &Member,
    thread: ThreadId,
) -> Result<Option<(Waiting, Batch)>, AppError> {
    let lookup = ctx.keys.waiting_handle(thread);
    let Some(row) = tx.waiting().find(&lookup).await? else { return Ok(None) };
    let mine = ctx.keys.author_tag(&me.root, thread);
    Ok(open(ctx, &row).filter(|waiting| waiting.author == mine).map(|waiting| (waiting, row.batch)))
}

/// All challenges of `me` that wait. Reads everything that waits, at most a day's worth, and compares, as the owner's
/// pass does (P3); nothing says whose is whose.
///
/// # Errors
/// When the store refuses.
pub async fn mine(ctx: &Ctx, me: &Member) -> Result<Vec<(Waiting, Batch)>, AppError> {
    let rows = ctx.store.community.read().await?.waiting().list().await?;
    let opened = rows.iter().filter_map(|row| Some((open(ctx, row)?, row.batch)));
    Ok(opened.filter(|(one, _)| one.author == ctx.keys.author_tag(&me.root, one.thread)).collect())
}

/// Takes one out and lets it appear now, in the words that it has then; nothing happens when it does not wait any more.
///
/// # Errors
/// When the store refuses, or what waits cannot be opened, which then stays where it is.
pub async fn release_one(state: &AppState, thread: ThreadId) -> Result<(), store::Error> {
    let mut tx = state.store.community.begin().await?;
    if let Some(row) = tx.waiting().remove(&state.keys.waiting_handle(thread)).await? {
        let waiting = open(state, &row).ok_or(store::Error::Unreadable("waiting.sealed"))?;
        appear(&mut tx, &waiting, state.clock.today()).await?;
    }
    tx.commit().await
}

/// Lets every batch appear whose moment has come, each together and in an order drawn by lot. Says how many challenges
/// that were. Several hosts may ask at once: each challenge appears once. What cannot be opened (the key was replaced)
/// stays where it is and is an error of [`store::Error::Unreadable`] after the others have appeared.
///
/// # Errors
/// When the store refuses; what did not appear then appears at the next look.
pub async fn release(state: &AppState) -> Result<usize, store::Error> {
    let waiting = state.store.community.read().await?.waiting().count().await?;
    let mut released = 0;
    for (batch, count) in waiting {
        if batch.is_due(count, state.clock.now(), &*state.entropy) {
            released += release_batch(state, batch).await?;
        }
    }
    Ok(released)
}

async fn release_batch(state: &AppState, batch: Batch) -> Result<usize, store::Error> {
    let mut tx = state.store.community.begin().await?;
    let rows = tx.waiting().remove_batch(batch).await?;
    let mut together = Vec::with_capacity(rows.len());
    for row in &rows {
        match open(state, row) {
            Some(waiting) => together.push(waiting),
            None => drop(tx.waiting().add(row).await?),
        }
    }
    entropy::shuffle(&mut together, &*state.entropy);
    for waiting in &together {
        appear(&mut tx, waiting, state.clock.today()).await?;
    }
    tx.commit().await?;
    if together.is_empty() && !rows.is_empty() {
        return Err(store::Error::Unreadable("waiting.sealed"));
    }
    Ok(together.len())
}

async fn appear(tx: &mut Tx<Community>, waiting: &Waiting, day: Day) -> Result<(), store::Error> {
    let (thread, post) = becomes(waiting, day);
    publish::add(tx, &thread, &post).await?;
    tx.live().notify(thread.id).await
}

fn open(state: &AppState, row: &WaitingRow) -> Option<Waiting> {
    state.keys.open_waiting(&row.handle, row.batch, &row.sealed)
}
