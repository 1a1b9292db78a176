//! What a browser may ask about posts.

#![expect(
    missing_docs,
    reason = "#[server] makes a struct of each argument list; the function says what they are"
)]

use super::{EditDraft, Kind, PostText, ReplyDraft, names, once};
use crate::ctx::{Ctx, Member, Question, ctx};
use crate::error::AppError;
use crate::privacy::{Choice, is_held};
use crate::{paths, place};
use domain::faults::Fault;
use domain::ids::{PostId, ThreadId};
use domain::secrets::Once;
use leptos::prelude::*;
use store::posts::Form;
use store::{Added, Author, Held, PostRow, Text};

/// Answers a challenge. `once` becomes the id, so that sending twice answers once.
#[server(endpoint = "posts/add")]
pub async fn add_post(
    #[server(default)] once: String,
    thread: ThreadId,
    #[server(default)] privacy: String,
    #[server(flatten)] draft: ReplyDraft,
) -> Result<PostId, AppError> {
    let ctx = ctx();
    let me = ctx.writer()?;
    let id = PostId::from_bytes(once::read(&ctx, &me, &once)?);
    ctx.redirect_to(&paths::post(thread, id));
    match ctx.store.community.read().await?.posts().find_form(id, thread).await? {
        Form::Sent => return Ok(id),
        Form::NoThread => return Err(AppError::Gone),
        Form::New => {}
    }
    draft.read()?;
    let mut draft = draft;
    let looked = crate::privacy::look(&ctx, Choice::read(&privacy), &mut [("body", &mut draft.body)]).await?;
    let (kind, body) = draft.read()?;
    ctx.limit(Question::Reply, "")?;

    let tag = ctx.keys.author_tag(&me.root, thread);
    let text = Text::from(&PostText::reply(body));
    let waits = is_held("", &text, &looked);
    let mut tx = ctx.store.community.begin().await?;
    let name = names::number(&ctx, &mut tx, thread, &tag).await?;
    let author = Author::Member { tag, name };
    let post = store::Post { id, thread, kind, author, text, day: ctx.clock.today() };
    if waits {
        tx.held().add(&Held::reply(&post, tag, name)).await?;
        tx.commit().await?;
        return Ok(id);
    }
    match tx.posts().add(&post).await? {
        Added::New(_) => tx.live().notify(thread).await?,
        Added::Known => {}
        Added::Refused => return Err(AppError::Forbidden),
    }
    tx.commit().await?;
    place::wrote_in(&ctx.host, &me, thread);
    Ok(id)
}

/// Whether the post of this form is there: then it was kept, however the connection ended. Asked by the draft of a
/// browser; `once` is known to its author only.
#[server(endpoint = "posts/arrived")]
pub async fn post_arrived(#[server(default)] once: String) -> Result<bool, AppError> {
    let ctx = ctx();
    let me = ctx.member()?;
    let Some(form) = Once::read(&me.root, &once) else { return Ok(false) };
    let lookup = ctx.keys.waiting_handle(domain::ids::ThreadId::from_bytes(form.id));
    let mut tx = ctx.store.community.read().await?;
    Ok(tx.posts().find(form.post()).await?.is_some()
        || tx.held().find(form.post()).await?.is_some()
        || tx.waiting().find(&lookup).await?.is_some())
}

/// Changes an own post. The thread shows that it was changed.
#[server(endpoint = "posts/edit")]
pub async fn edit_post(
    post: PostId,
    #[server(default)] privacy: String,
    #[server(flatten)] draft: EditDraft,
) -> Result<PostId, AppError> {
    let ctx = ctx();
    let me = ctx.writer()?;
    let row = own(&ctx, &me, post).await?;
    ctx.redirect_to(&paths::post(row.thread, post));
    let read = |draft: &EditDraft| match row.kind {
        Kind::Opening => draft.read_opening().map(|(title, text)| (Some(title), text)),
        _ => draft.read_reply().map(|text| (None, text)),
    };
    read(&draft)?;
    let mut draft = draft;
    let looked = crate::privacy::look(&ctx, Choice::read(&privacy), &mut draft.texts()).await?;
    let (title, text) = read(&draft)?;
    ctx.limit(Question::React, "")?;

    let mut tx = ctx.store.community.begin().await?;
    let words = Text::from(&text);
    if is_held(title.as_ref().map_or("", |title| title.as_str()), &words, &looked) {
        let held = changed(&ctx, &me, &row, title.as_ref().map(|title| title.as_str().to_owned()), words);
        tx.held().add(&held).await?;
        tx.commit().await?;
        return Ok(post);
    }
    // Newer words than those that wait.
    tx.held().remove(post).await?;
    tx.posts().set_text(post, &words, ctx.clock.today()).await?;
    if let Some(title) = title {
        tx.threads().set_title(row.thread, title.as_str()).await?;
    }
    tx.live().notify(row.thread).await?;
    tx.commit().await?;
    Ok(post)
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
        theme: None,
        sector: None,
        phase: None,
        text,
    }
}

/// Removes an own post: its text is erased; the answers of others stay.
#[server(endpoint = "posts/remove")]
pub async fn remove_post(post: PostId) -> Result<(), AppError> {
    let ctx = ctx();
    let me = ctx.writer()?;
    let row = own(&ctx, &me, post).await?;
    ctx.limit(Question::React, "")?;
    let mut tx = ctx.store.community.begin().await?;
    tx.posts().remove(post, ctx.clock.today()).await?;
    tx.held().remove(post).await?;
    tx.live().notify(row.thread).await?;
    tx.commit().await?;
    // Read when nobody who writes waits behind it any more.
    let posts = ctx.store.community.read().await?.posts().list(row.thread, -1).await?;
    let stays = row.kind != Kind::Opening && !posts.iter().all(store::PostRow::removed);
    ctx.redirect_to(&if stays { paths::thread(row.thread) } else { paths::THREADS.to_owned() });
    Ok(())
}

/// The author of the challenge marks a reply as helpful, or takes the mark away. Several may be marked.
#[server(endpoint = "posts/mark_helpful")]
pub async fn mark_helpful(
    thread: ThreadId,
    post: PostId,
    #[server(default)] on: String,
) -> Result<(), AppError> {
    let ctx = ctx();
    let me = ctx.writer()?;
    let mut tx = ctx.store.community.read().await?;
    let row = tx
        .posts()
        .find(post)
        .await?
        .filter(|row| row.thread == thread && !row.removed())
        .ok_or(AppError::Gone)?;
    let opening = tx.threads().find(thread).await?.ok_or(AppError::Gone)?;
    drop(tx);
    let mine = ctx.keys.author_tag(&me.root, thread);
    if opening.opening_author.as_ref() != Some(&mine)
        || row.kind == Kind::Opening
        || names::wrote(&row.author, &mine)
    {
        return Err(AppError::Forbidden);
    }
    ctx.limit(Question::React, "")?;
    let mut tx = ctx.store.community.begin().await?;
    match &*on {
        "yes" => tx.posts().set_helpful(post, ctx.clock.today()).await?,
        "no" => tx.posts().remove_helpful(post).await?,
        _ => return Err(AppError::on("on", Fault::NotAChoice)),
    }
    tx.live().notify(thread).await?;
    tx.commit().await?;
    ctx.redirect_to(&paths::post(thread, post));
    Ok(())
}

/// The post, if it is there and `me` wrote it. Of a foreign post we say no more than that it is not theirs (S21).
pub(super) async fn own(ctx: &Ctx, me: &Member, post: PostId) -> Result<PostRow, AppError> {
    let mut tx = ctx.store.community.read().await?;
    let row = tx.posts().find(post).await?.filter(|row| !row.removed()).ok_or(AppError::Gone)?;
    if names::wrote(&row.author, &ctx.keys.author_tag(&me.root, row.thread)) {
        Ok(row)
    } else {
        Err(AppError::Forbidden)
    }
}
