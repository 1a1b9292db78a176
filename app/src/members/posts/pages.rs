//! Changing and removing an own post.

use super::api::{EDIT, REMOVE};
use crate::kit::ctx::Ctx;
use crate::kit::forms::FormState;
use crate::kit::page::{Frame, Page, PageResult, Path};
use crate::kit::paths;
use crate::kit::ui::*;
use crate::story::authorship::own;
use crate::story::changing::Changing;
use crate::story::edition::PostWords;
use crate::t;
use domain::ids::PostId;
use domain::posts::PostKind;
use leptos::prelude::*;

/// Changing an own post.
pub async fn edit_post(ctx: Ctx, Path(id): Path<PostId>) -> PageResult {
    let me = ctx.confirmed_member()?;
    let mut tx = ctx.store.community.read().await?;
    let post = own(&ctx, &me, &mut tx, id).await?;
    let words = PostWords::latest(&mut tx, &post).await?;
    drop(tx);
    let changing = Changing {
        form: EDIT,
        which: ("post", post.id.to_string()),
        opening: post.kind == PostKind::Opening,
        words,
        back: paths::post(post.thread, post.id),
        title: t::posts::edit_title(ctx.lang),
        hint: t::posts::edit_hint(ctx.lang),
    };
    changing.page(&ctx, None).await
}

/// Asks whether a post may go, and says what goes with it.
pub async fn remove_post(ctx: Ctx, Path(id): Path<PostId>) -> PageResult {
    let me = ctx.confirmed_member()?;
    let post = own(&ctx, &me, &mut ctx.store.community.read().await?, id).await?;
    let lang = ctx.lang;
    let form = FormState::of(&ctx, &REMOVE);
    let (title, text) = match post.kind {
        PostKind::Opening => (t::posts::remove_story_title(lang), t::posts::remove_story_text(lang)),
        _ => (t::posts::remove_title(lang), t::posts::remove_text(lang)),
    };
    Ok(Page::of(view! {
        <Frame news=ctx.news back=paths::post(post.thread, post.id)>
            <h1>{title}</h1>
            <FaultSummary form/>
            <p>{text}</p>
            <blockquote class="card"><Excerpt text=post.text.map(|text| text.body).unwrap_or_default()/></blockquote>
            <form class="row row--wrap" method="post" action=REMOVE.action()>
                <input type="hidden" name="post" value=post.id.to_string()/>
                <a class="btn btn--quiet" href=paths::post(post.thread, post.id)>{t::ui::cancel(lang)}</a>
                <Submit look="btn--stop">{t::posts::remove_now(lang)}</Submit>
            </form>
        </Frame>
    }))
}
