//! What a browser may ask about posts.

#![expect(
    missing_docs,
    reason = "#[server] makes a struct of each argument list; the function says what they are"
)]

use super::{EditDraft, Kind, PostText, ReplyDraft, names, once};
use crate::ctx::{Ctx, Member, Question, ctx};
use crate::error::AppError;
use crate::paths;
use domain::faults::Fault;
use domain::ids::{PostId, ThreadId};
use domain::secrets::Once;
use leptos::prelude::*;
use store::{Added, Author, PostRow, Text};

/// Answers a challenge. `once` becomes the id, so that sending twice answers once.
#[server(endpoint = "posts/add")]
pub async fn add_post(
    #[server(default)] once: String,
    thread: ThreadId,
    #[server(flatten)] draft: ReplyDraft,
) -> Result<PostId, AppError> {
    let ctx = ctx();
    let me = ctx.writer()?;
    let id = PostId::from_bytes(once::read(&ctx, &me, &once)?);
    leptos_axum::redirect(&paths::post(thread, id));
    {
        let mut tx = ctx.store.community.look().await?;
        if tx.posts().find(id).await?.is_some() {
            return Ok(id);
        }
        tx.threads().find(thread).await?.ok_or(AppError::Gone)?;
    }
    let (kind, body) = draft.read()?;
    ctx.limit(Question::Reply, "")?;

    let tag = ctx.keys.author_tag(&me.root, thread);
    let mut tx = ctx.store.community.begin().await?;
    let name = names::number(&ctx, &mut tx, thread, &tag).await?;
    let post = store::Post {
        id,
        thread,
        kind,
        author: Author::Member { tag, name },
        text: Text::from(&PostText::reply(body)),
        day: ctx.clock.today(),
    };
    match tx.posts().add(&post).await? {
        Added::New(_) => tx.live().notify(thread).await?,
        Added::Known => {}
        Added::Refused => return Err(AppError::Forbidden),
    }
    tx.commit().await?;
    Ok(id)
}

/// Whether the post of this form is there: then it was kept, however the connection ended. Asked by the draft of a
/// browser; `once` is known to its author only.
#[server(endpoint = "posts/arrived")]
pub async fn post_arrived(#[server(default)] once: String) -> Result<bool, AppError> {
    let ctx = ctx();
    let me = ctx.member()?;
    let Some(form) = Once::read(&me.root, &once) else { return Ok(false) };
    let lookup = ctx.keys.waiting_lookup(domain::ids::ThreadId::from_bytes(form.id));
    let mut tx = ctx.store.community.look().await?;
    Ok(tx.posts().find(form.post()).await?.is_some() || tx.waiting().find(&lookup).await?.is_some())
}

/// Changes an own post. The thread shows that it was changed.
#[server(endpoint = "posts/edit")]
pub async fn edit_post(post: PostId, #[server(flatten)] draft: EditDraft) -> Result<PostId, AppError> {
    let ctx = ctx();
    let me = ctx.writer()?;
    let row = own(&ctx, &me, post).await?;
    leptos_axum::redirect(&paths::post(row.thread, post));
    let (title, text) = match row.kind {
        Kind::Opening => draft.read_opening().map(|(title, text)| (Some(title), text))?,
        _ => (None, draft.read_reply()?),
    };
    ctx.limit(Question::React, "")?;

    let mut tx = ctx.store.community.begin().await?;
    tx.posts().set_text(post, &Text::from(&text), ctx.clock.today()).await?;
    if let Some(title) = title {
        tx.threads().set_title(row.thread, title.as_str()).await?;
    }
    tx.live().notify(row.thread).await?;
    tx.commit().await?;
    ctx.fragments.forget();
    Ok(post)
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
    tx.live().notify(row.thread).await?;
    tx.commit().await?;
    ctx.fragments.forget();
    leptos_axum::redirect(&if row.kind == Kind::Opening {
        paths::THREADS.to_owned()
    } else {
        paths::thread(row.thread)
    });
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
    let mut tx = ctx.store.community.look().await?;
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
        "yes" => tx.posts().mark_helpful(post, ctx.clock.today()).await?,
        "no" => tx.posts().unmark_helpful(post).await?,
        _ => return Err(AppError::on("on", Fault::NotAChoice)),
    }
    tx.live().notify(thread).await?;
    tx.commit().await?;
    leptos_axum::redirect(&paths::post(thread, post));
    Ok(())
}

/// The post, if it is there and `me` wrote it. Of a foreign post we say no more than that it is not theirs (S21).
pub(super) async fn own(ctx: &Ctx, me: &Member, post: PostId) -> Result<PostRow, AppError> {
    let mut tx = ctx.store.community.look().await?;
    let row = tx.posts().find(post).await?.filter(|row| !row.removed()).ok_or(AppError::Gone)?;
    if names::wrote(&row.author, &ctx.keys.author_tag(&me.root, row.thread)) {
        Ok(row)
    } else {
        Err(AppError::Forbidden)
    }
}
