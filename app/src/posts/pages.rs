//! Changing and removing an own post.

use super::{Kind, api::own};
use crate::ctx::ctx;
use crate::error::AppError;
use crate::forms::FormState;
use crate::page::{Frame, page, param};
use crate::threads::parts::StoryFields;
use crate::ui::*;
use crate::{paths, t};
use domain::ids::PostId;
use domain::text::Body;
use leptos::prelude::*;

/// Changing an own post.
#[component]
pub fn EditPostPage() -> impl IntoView {
    let ctx = ctx();
    let id = param("id").and_then(|id| id.parse::<PostId>().ok());
    page(async move {
        let me = ctx.writer()?;
        let post = own(&ctx, &me, id.ok_or(AppError::Gone)?).await?;
        let thread =
            ctx.store.community.read().await?.threads().find(post.thread).await?.ok_or(AppError::Gone)?;
        let lang = ctx.lang;
        let text = post.text.clone().ok_or(AppError::Gone)?;
        let form = FormState::of("posts/edit");
        let opening = post.kind == Kind::Opening;
        let more = opening.then(|| {
            let form = form.clone();
            view! {
                <StoryFields form tried=text.tried.clone().unwrap_or_default()
                    question=text.question.clone().unwrap_or_default() title=thread.title.clone()/>
            }
        });
        let first = if opening { t::threads::happened(lang) } else { t::posts::body(lang) };
        let labels = [
            ("body", first),
            ("tried", t::threads::tried(lang)),
            ("question", t::threads::question(lang)),
            ("title", t::threads::title(lang)),
        ];
        let found = crate::privacy::parts::findings(&ctx, &form, &labels).await?;
        let label = if opening { t::threads::happened(lang) } else { t::posts::body(lang) };
        Ok(view! {
            <Frame back=paths::post(post.thread, post.id)>
                <h1>{t::posts::edit_title(lang)}</h1>
                <p class="muted">{t::posts::edit_hint(lang)}</p>
                <FaultSummary form=form.clone() labels=vec![("body", label.to_owned())]/>
                <form class="stack" method="post" action="/api/posts/edit" data-privacy=ctx.assets.privacy()>
                    <input type="hidden" name="post" value=post.id.to_string()/>
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
        })
    })
}

/// Asks whether a post may go, and says what goes with it.
#[component]
pub fn RemovePostPage() -> impl IntoView {
    let ctx = ctx();
    let id = param("id").and_then(|id| id.parse::<PostId>().ok());
    page(async move {
        let me = ctx.writer()?;
        let post = own(&ctx, &me, id.ok_or(AppError::Gone)?).await?;
        let lang = ctx.lang;
        let form = FormState::of("posts/remove");
        let (title, text) = match post.kind {
            Kind::Opening => (t::posts::remove_story_title(lang), t::posts::remove_story_text(lang)),
            _ => (t::posts::remove_title(lang), t::posts::remove_text(lang)),
        };
        Ok(view! {
            <Frame back=paths::post(post.thread, post.id)>
                <h1>{title}</h1>
                <FaultSummary form/>
                <p>{text}</p>
                <blockquote class="card"><Excerpt text=post.text.map(|text| text.body).unwrap_or_default()/></blockquote>
                <form class="row row--wrap" method="post" action="/api/posts/remove">
                    <input type="hidden" name="post" value=post.id.to_string()/>
                    <a class="btn btn--quiet" href=paths::post(post.thread, post.id)>{t::ui::cancel(lang)}</a>
                    <Submit look="btn--stop">{t::posts::remove_now(lang)}</Submit>
                </form>
            </Frame>
        })
    })
}
