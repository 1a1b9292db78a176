//! What a browser may ask about posts.

use crate::kit::ctx::{Action, Ctx, Member};
use crate::kit::deed::{Deed, DeedKind};
use crate::kit::error::AppError;
use crate::kit::forms::{Done, Form};
use crate::kit::paths;
use crate::kit::session::gate;
use crate::story::edition::{PostWords, is_done};
use crate::story::privacy::{FindingChoices, is_held, judge};
use crate::story::settle::{Said, Settled, is_there};
use crate::story::{authorship, form_token, own};
use domain::chosen::YesNo;
use domain::ids::{PostId, ThreadId};
use domain::posts::{EditDraft, PostKind, ReplyDraft};
use domain::secrets::FormToken;
use domain::threads::ThreadDraft;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use store::posts::FormFate;
use store::{Added, Author, Held, PostRow, Text};

/// The form of `posts/edit`.
pub const EDIT: Form = Form::new("posts/edit")
    .on_one_of(paths::OWN_THREADS, |fields| Some(paths::edit_post(fields.parse::<PostId>("post")?)))
    .writes(&["body", "tried", "question", "title"]);
/// The form of `posts/remove`.
pub const REMOVE: Form = Form::new("posts/remove")
    .on_one_of(paths::OWN_THREADS, |fields| Some(paths::remove_post(fields.parse::<PostId>("post")?)));

/// Answers a challenge. `once` becomes the id, so that sending twice answers once ([`crate::story::settle`]).
#[server(endpoint = "posts/add")]
pub async fn add_post(
    #[server(default)] once: String,
    thread: ThreadId,
    #[server(flatten)] decided: FindingChoices,
    #[server(flatten)] draft: ReplyDraft,
) -> Result<Done, AppError> {
    let ctx = Ctx::of_request()?;
    let me = ctx.confirmed_member()?;
    let form = form_token::read(&ctx, &me, &once)?;
    let fate = ctx.store.community.read().await?.posts().find_form(PostId::from_bytes(form), thread).await?;
    if fate == FormFate::NoThread {
        return Err(AppError::Gone);
    }
    let ((kind, body), looked) = judge(&ctx, &decided, draft, ReplyDraft::texts, ReplyDraft::read).await?;
    let said = Said::reply(form, Some(thread), kind, body);
    let text = said.words.text.clone();
    if let Settled::Known(id) = said.settle(&ctx, &me, &mut ctx.store.community.read().await?).await? {
        return Ok(Done::at(paths::post(thread, id)));
    }
    ctx.limit(Action::Reply)?;

    let tag = ctx.keys.author_tag(&me.root, thread);
    let waits = is_held("", &text, &looked);
    let mut tx = ctx.store.community.begin().await?;
    gate::say(&ctx, &mut tx, &me).await?;
    let name = authorship::number(&ctx, &mut tx, thread, &tag).await?;
    // Looked at again: it may have come a second time meanwhile.
    let id = match said.settle(&ctx, &me, &mut tx).await? {
        Settled::Known(id) => return Ok(Done::at(paths::post(thread, id))),
        Settled::New(id) => id,
    };
    let done = Done::at(paths::post(thread, id));
    let author = Author::Member { tag, name };
    let post = store::Post { id, thread, kind, author, text, day: ctx.clock.today() };
    if waits {
        tx.held().add(&Held::reply(&post, tag, name)).await?;
        tx.commit().await?;
        said.sent(&ctx, &me, id);
        return Ok(done);
    }
    match tx.posts().add(&post).await? {
        Added::New(_) => tx.live().notify(thread).await?,
        Added::Known => {}
        Added::Refused => return Err(AppError::Forbidden),
    }
    tx.commit().await?;
    said.sent(&ctx, &me, id);
    own::wrote_in(&ctx.state, &me, thread);
    Ok(done.did(Deed::at(DeedKind::Answered, id)))
}

/// The fate of a form that was sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Arrival {
    /// Nothing is known under its number.
    Nothing,
    /// These words are there, however the connection ended.
    Same,
    /// Something else was sent under its number, from another tab for example.
    Other,
}

/// Tells what became of the form of a draft, whose words come along. Asked by the draft of a browser; `once` is known to its
/// author only.
#[server(endpoint = "posts/arrived")]
pub async fn post_arrived(
    #[server(default)] once: String,
    #[server(default)] thread: Option<ThreadId>,
    #[server(flatten)] reply: ReplyDraft,
    #[server(flatten)] story: ThreadDraft,
) -> Result<Arrival, AppError> {
    let ctx = Ctx::of_request()?;
    let me = ctx.member()?;
    let Some(form) = FormToken::read(&me.root, &once).map(|form| form.id) else {
        return Ok(Arrival::Nothing);
    };
    let said = match thread {
        Some(_) => reply.read().ok().map(|(kind, body)| Said::reply(form, thread, kind, body)),
        None => story.read().ok().map(|new| Said::story(form, &new)),
    };
    let mut tx = ctx.store.community.read().await?;
    if let Some(said) = said
        && said.has_arrived(&ctx, &me, &mut tx).await?
    {
        return Ok(Arrival::Same);
    }
    let other = is_there(&ctx, &mut tx, PostId::from_bytes(form)).await?;
    Ok(if other { Arrival::Other } else { Arrival::Nothing })
}

/// Changes an own post. The thread shows that it was changed. `edition` is what stood there when the form was made.
#[server(endpoint = "posts/edit")]
pub async fn edit_post(
    post: PostId,
    #[server(flatten)] decided: FindingChoices,
    #[server(default)] edition: String,
    #[server(flatten)] draft: EditDraft,
) -> Result<Done, AppError> {
    let ctx = Ctx::of_request()?;
    let me = ctx.confirmed_member()?;
    let row = authorship::own(&ctx, &me, &mut ctx.store.community.read().await?, post).await?;
    let done = Done::at(paths::post(row.thread, post));
    let read = |draft: &EditDraft| match row.kind {
        PostKind::Opening => draft.read_opening().map(|(title, text)| (Some(title), text)),
        _ => draft.read_reply().map(|text| (None, text)),
    };
    let ((title, text), looked) = judge(&ctx, &decided, draft, EditDraft::texts, read).await?;
    ctx.limit(Action::React)?;

    let words = Text::from(&text);
    // Looked at again where it is changed: it may have been removed or changed meanwhile.
    let mut tx = ctx.store.community.begin().await?;
    gate::say(&ctx, &mut tx, &me).await?;
    let row = authorship::own(&ctx, &me, &mut tx, post).await?;
    let new = PostWords {
        title: title.as_ref().map_or("", |title| title.as_str()).to_owned(),
        text: words.clone(),
    };
    let now = PostWords::latest(&mut tx, &row).await?;
    if is_done("body", &edition, &now.edition(), &new.edition())? {
        return Ok(done);
    }
    if is_held(title.as_ref().map_or("", |title| title.as_str()), &words, &looked) {
        let held = changed(&ctx, &me, &row, title.as_ref().map(|title| title.as_str().to_owned()), words);
        tx.held().add(&held).await?;
        tx.commit().await?;
        return Ok(done);
    }
    // Newer words than those that wait.
    tx.held().remove(post).await?;
    tx.posts().set_text(post, &words, ctx.clock.today()).await?;
    if let Some(title) = title {
        tx.threads().set_title(row.thread, title.as_str()).await?;
    }
    tx.live().notify(row.thread).await?;
    tx.commit().await?;
    Ok(done.did(DeedKind::Changed))
}

/// New words for an own post that wait for a moderator.
fn changed(ctx: &Ctx, me: &Member, row: &PostRow, title: Option<String>, text: Text) -> Held {
    let name = match row.author {
        Author::Member { name, .. } => name,
        Author::Expert(_) => 0,
    };
    Held {
        post: row.id,
        thread: row.thread,
        tag: ctx.keys.author_tag(&me.root, row.thread),
        name,
        changes: true,
        kind: row.kind,
        day: ctx.clock.today(),
        title,
        themes: None,
        sector: None,
        phase: None,
        text,
    }
}

/// Removes an own post: its text is erased; the answers of others stay.
#[server(endpoint = "posts/remove")]
pub async fn remove_post(post: PostId) -> Result<Done, AppError> {
    let ctx = Ctx::of_request()?;
    let me = ctx.confirmed_member()?;
    let mut tx = ctx.store.community.begin().await?;
    gate::say(&ctx, &mut tx, &me).await?;
    let row = authorship::own(&ctx, &me, &mut tx, post).await?;
    ctx.limit(Action::React)?;
    tx.posts().remove(post, ctx.clock.today()).await?;
    tx.held().remove(post).await?;
    tx.live().notify(row.thread).await?;
    tx.commit().await?;
    // Read when nobody who writes waits behind it any more.
    let posts = ctx.store.community.read().await?.posts().list(row.thread, -1).await?;
    let stays = row.kind != PostKind::Opening && !posts.iter().all(store::PostRow::removed);
    Ok(Done::at(if stays { paths::thread(row.thread) } else { paths::THREADS.to_owned() })
        .did(DeedKind::Removed))
}

/// The author of the challenge marks a reply as helpful, or takes the mark away. Several may be marked.
#[server(endpoint = "posts/mark_helpful")]
pub async fn mark_helpful(thread: ThreadId, post: PostId, on: YesNo) -> Result<Done, AppError> {
    let ctx = Ctx::of_request()?;
    let me = ctx.confirmed_member()?;
    let mut tx = ctx.store.community.begin().await?;
    gate::say(&ctx, &mut tx, &me).await?;
    let row = tx
        .posts()
        .find(post)
        .await?
        .filter(|row| row.thread == thread && !row.removed())
        .ok_or(AppError::Gone)?;
    let opening = tx.threads().find(thread).await?.ok_or(AppError::Gone)?;
    let mine = ctx.keys.author_tag(&me.root, thread);
    if opening.opening_author.as_ref() != Some(&mine)
        || row.kind == PostKind::Opening
        || authorship::wrote(&row.author, &mine)
    {
        return Err(AppError::Forbidden);
    }
    ctx.limit(Action::React)?;
    match on {
        YesNo::Yes => tx.posts().set_helpful(post, ctx.clock.today()).await?,
        YesNo::No => tx.posts().remove_helpful(post).await?,
    }
    tx.live().notify(thread).await?;
    tx.commit().await?;
    Ok(Done::at(paths::post(thread, post)))
}
