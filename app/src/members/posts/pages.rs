//! Changing and removing an own post.

use super::api::{EDIT, REMOVE};
use crate::kit::ctx::Ctx;
use crate::kit::forms::FormState;
use crate::kit::page::{Frame, Page, PageResult, Path};
use crate::kit::paths;
use crate::kit::ui::*;
use crate::story::authorship::own;
use crate::story::draft::StoryFields;
use crate::story::edition::{Edition, PostWords};
use crate::story::privacy::parts::{findings, stays};
use crate::t;
use domain::ids::PostId;
use domain::posts::PostKind;
use domain::text::Body;
use leptos::prelude::*;

/// Changing an own post.
pub async fn edit_post(ctx: Ctx, Path(id): Path<PostId>) -> PageResult {
    let me = ctx.confirmed_member()?;
    let mut tx = ctx.store.community.read().await?;
    let post = own(&ctx, &me, &mut tx, id).await?;
    let words = PostWords::latest(&mut tx, &post).await?;
    drop(tx);
    let lang = ctx.lang;
    let (edition, PostWords { title, text }) = (words.edition(), words);
    let form = FormState::of(&ctx, &EDIT);
    let opening = post.kind == PostKind::Opening;
    let now = [
        title.clone(),
        text.body.clone(),
        text.tried.clone().unwrap_or_default(),
        text.question.clone().unwrap_or_default(),
    ];
    let more = opening.then(|| {
        let form = form.clone();
        view! {
            <StoryFields form tried=text.tried.clone().unwrap_or_default()
                question=text.question.clone().unwrap_or_default() title=title/>
        }
    });
    let label = if opening { t::threads::happened(lang) } else { t::posts::body(lang) };
    let labels = [
        ("body", label),
        ("tried", t::threads::tried(lang)),
        ("question", t::threads::question(lang)),
        ("title", t::threads::title(lang)),
    ];
    let found = findings(&ctx, &form, &labels).await?;
    let labels = labels.map(|(name, label)| (name, label.to_owned())).to_vec();
    Ok(Page::of(view! {
        <Frame news=ctx.news back=paths::post(post.thread, post.id)>
            <h1>{t::posts::edit_title(lang)}</h1>
            <p class="muted">{t::posts::edit_hint(lang)}</p>
            <FaultSummary form=form.clone() labels/>
            <form class="stack" method="post" action=EDIT.action() data-privacy=ctx.assets.privacy()>
                <input type="hidden" name="post" value=post.id.to_string()/>
                {stays(&form)}
                <Edition form=form.clone() edition now=now.to_vec()/>
                <TextArea name="body" label=label value=form.value_or("body", &text.body) fault=form.fault("body")
                    max=Some(Body::MAX)/>
                {more}
                {found}
                <div class="row row--wrap">
                    <a class="btn btn--quiet" href=paths::post(post.thread, post.id)>{t::ui::cancel(lang)}</a>
                    <Submit>{t::posts::save(lang)}</Submit>
                </div>
            </form>
        </Frame>
    }))
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
