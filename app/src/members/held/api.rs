//! What a browser may ask about posts that wait.

use crate::kit::ctx::{Action, Ctx, Member};
use crate::kit::deed::DeedKind;
use crate::kit::error::AppError;
use crate::kit::forms::{Done, Form};
use crate::kit::paths;
use crate::kit::session::gate;
use crate::story::edition::{PostWords, is_done};
use crate::story::privacy::{FindingChoices, is_held, judge};
use crate::story::{authorship, own};
use domain::faults::Faults;
use domain::held::Verdict;
use domain::ids::{PostId, ThreadId};
use domain::posts::{EditDraft, PostKind};
use leptos::prelude::*;
use store::{Community, Held, Text, Tx};

/// The form of `held/edit`.
pub const EDIT: Form = Form::new("held/edit")
    .on_one_of(paths::ACCOUNT, |fields| Some(paths::edit_held(fields.parse::<PostId>("post")?)))
    .writes(&["body", "tried", "question", "title"]);

/// The post that waits, if `me` wrote it. Of a foreign one we say no more than that it is not theirs (S21).
pub(super) async fn own_held(
    ctx: &Ctx,
    me: &Member,
    tx: &mut Tx<Community>,
    post: PostId,
) -> Result<Held, AppError> {
    let held = tx.held().find(post).await?.ok_or(AppError::Gone)?;
    let mine = held.tag == ctx.keys.author_tag(&me.root, held.thread);
    if mine { Ok(held) } else { Err(AppError::Forbidden) }
}

/// Withdraws an own post, or new words for it, that waits for a moderator.
#[server(endpoint = "held/remove")]
pub async fn remove_held(thread: ThreadId, post: PostId) -> Result<Done, AppError> {
    let ctx = Ctx::of_request()?;
    let me = ctx.confirmed_member()?;
    let mut tx = ctx.store.community.begin().await?;
    gate::say(&ctx, &mut tx, &me).await?;
    let held = own_held(&ctx, &me, &mut tx, post).await?;
    if held.thread != thread {
        return Err(AppError::Gone);
    }
    let stands = tx.threads().find(thread).await?.is_some();
    ctx.limit(Action::React)?;
    tx.held().remove(post).await?;
    tx.commit().await?;
    Ok(Done::at(if stands { paths::thread(thread) } else { paths::THREADS.to_owned() }))
}

/// The words that somebody typed, judged as what they are.
fn read(kind: PostKind, draft: &EditDraft) -> Result<PostWords, Faults> {
    let (title, text) = match kind {
        PostKind::Opening => draft.read_opening().map(|(title, text)| (title.as_str().to_owned(), text))?,
        _ => (String::new(), draft.read_reply()?),
    };
    Ok(PostWords { title, text: Text::from(&text) })
}

/// The answer to a form that was sent again after its words were released: as the first time. Other words come back, to be copied.
async fn again(ctx: &Ctx, me: &Member, post: PostId, draft: &EditDraft) -> Result<Done, AppError> {
    let mut tx = ctx.store.community.read().await?;
    let row = authorship::own(ctx, me, &mut tx, post).await?;
    let same = PostWords::latest(&mut tx, &row).await? == read(row.kind, draft)?;
    if same { Ok(Done::at(paths::post(row.thread, post))) } else { Err(AppError::Gone) }
}

/// Changes an own post that waits. When nothing leads straight to a person any more, it stands where it belongs from now on;
/// otherwise it waits for a moderator again, also when one asked for it. Whatever was being decided about the old words is over.
#[server(endpoint = "held/edit")]
pub async fn edit_held(
    post: PostId,
    #[server(default)] edition: String,
    #[server(flatten)] decided: FindingChoices,
    #[server(flatten)] draft: EditDraft,
) -> Result<Done, AppError> {
    let ctx = Ctx::of_request()?;
    let me = ctx.confirmed_member()?;
    let held = match own_held(&ctx, &me, &mut ctx.store.community.read().await?, post).await {
        Err(AppError::Gone) => return again(&ctx, &me, post, &draft).await,
        found => found?,
    };
    let kind = held.kind;
    let (words, looked) =
        judge(&ctx, &decided, draft.clone(), EditDraft::texts, |draft| read(kind, draft)).await?;
    ctx.limit(Action::React)?;
    let today = ctx.clock.today();
    let waits = is_held(&words.title, &words.text, &looked);
    // Looked at again where it is changed: it may have been decided about meanwhile.
    let mut tx = ctx.store.community.begin().await?;
    gate::say(&ctx, &mut tx, &me).await?;
    let held = match own_held(&ctx, &me, &mut tx, post).await {
        Err(AppError::Gone) => {
            drop(tx);
            return again(&ctx, &me, post, &draft).await;
        }
        found => found?,
    };
    let done = Done::at(paths::post(held.thread, post));
    let PostWords { title, text } = words;
    let new = Held { title: held.title.as_ref().map(|_| title), text, day: today, ..held.clone() };
    if is_done("body", &edition, &held.edition(), &new.edition())? {
        return Ok(done);
    }
    if !tx.held().add(&new).await? {
        return Err(AppError::Gone);
    }
    if waits {
        tx.commit().await?;
        return Ok(done);
    }
    if !tx.held().release(post, today).await? {
        return Err(AppError::Gone);
    }
    tx.commit().await?;
    own::wrote_in(&ctx.state, &me, held.thread);
    Ok(done.did(DeedKind::Changed))
}

/// Takes away what its author has read about a post that waits no more.
#[server(endpoint = "held/dismiss")]
pub async fn dismiss_decision(thread: ThreadId, post: PostId) -> Result<Done, AppError> {
    let ctx = Ctx::of_request()?;
    let me = ctx.confirmed_member()?;
    let mut tx = ctx.store.community.begin().await?;
    gate::say(&ctx, &mut tx, &me).await?;
    let decision = tx.held_decisions().find(post).await?.filter(|one| one.thread == thread && one.is_final());
    let decision = decision.ok_or(AppError::Gone)?;
    if decision.tag != ctx.keys.author_tag(&me.root, thread) {
        return Err(AppError::Forbidden);
    }
    // What was asked is answered by changing the post or withdrawing it.
    if decision.ruling.verdict() == Verdict::Asked {
        return Err(AppError::Gone);
    }
    ctx.limit(Action::React)?;
    let stands = tx.threads().find(thread).await?.is_some();
    tx.held_decisions().remove(post).await?;
    tx.commit().await?;
    own::was_told(&ctx.state, &me, thread);
    Ok(Done::at(if stands { paths::thread(thread) } else { paths::ACCOUNT.to_owned() }))
}
