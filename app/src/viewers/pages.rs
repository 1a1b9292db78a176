//! "Wie ziet wat?" for a challenge that is being written, and for an own one that is there.

use super::parts::{as_rows, roles};
use crate::ctx::ctx;
use crate::error::AppError;
use crate::forms::FormState;
use crate::page::{Frame, page, param};
use crate::posts::{Kind, once};
use crate::threads::{ThreadDraft, parts::written};
use crate::ui::*;
use crate::{paths, t};
use domain::ids::ThreadId;
use leptos::prelude::*;

/// The fields of a challenge that travel along in the page, so that nothing that was typed is lost.
const FIELDS: [&str; 8] =
    ["once", "happened", "tried", "question", "title", "theme", "show_sector", "moment"];

/// A challenge that is being written, as each role would see it.
#[component]
pub fn PreviewThreadPage() -> impl IntoView {
    let ctx = ctx();
    page(async move {
        let me = ctx.writer()?;
        let lang = ctx.lang;
        let form = FormState::of("threads/preview");
        if !form.was_sent() {
            return Err(AppError::Gone);
        }
        let id = ThreadId::from_bytes(once::peek(&ctx, &me, &form.value("once"))?);
        let [happened, tried, question, title, theme, show_sector, moment] =
            ["happened", "tried", "question", "title", "theme", "show_sector", "moment"]
                .map(|name| form.value(name));
        let draft = ThreadDraft { happened, tried, question, title, theme, show_sector, moment };
        let (thread, opening) = as_rows(&written(&ctx, &me, id, &draft.read()?), ctx.clock.today());
        let hidden = FIELDS
            .map(|name| view! { <input type="hidden" name=name value=form.value(name)/> })
            .into_iter()
            .collect::<Vec<_>>();
        Ok(view! {
            <Frame nav=false>
                <div class="stack stack--s">
                    <h1>{t::threads::who_sees_what(lang)}</h1>
                    <p class="muted">{t::viewers::draft_lead(lang)}</p>
                </div>
                {roles(&ctx, &thread, &opening)}
                <form class="dock" method="post" action="/api/threads/add">
                    {hidden}
                    <button class="btn" type="submit" formaction="/api/threads/write">
                        <Icon glyph=Glyph::PencilSimple/>{t::viewers::write_on(lang)}
                    </button>
                    <Submit look="btn--primary grow">{t::threads::share(lang)}</Submit>
                </form>
            </Frame>
        })
    })
}

/// An own challenge that is there, or that waits, as each role sees it.
#[component]
pub fn SeenPage() -> impl IntoView {
    let ctx = ctx();
    let id = param("id").and_then(|id| id.parse::<ThreadId>().ok());
    page(async move {
        let me = ctx.member()?;
        let id = id.ok_or(AppError::Gone)?;
        let lang = ctx.lang;
        let there = {
            let mut tx = ctx.store.community.read().await?;
            match tx.threads().find(id).await? {
                Some(thread) => {
                    let posts = tx.posts().list(id, -1).await?;
                    let opening =
                        posts.into_iter().find(|post| post.kind == Kind::Opening && !post.removed());
                    Some((thread, opening.ok_or(AppError::Gone)?))
                }
                None => None,
            }
        };
        let (thread, opening) = match there {
            Some(there) => there,
            None => {
                let waiting = crate::waiting::room::find(&ctx, &me, id).await?.ok_or(AppError::Gone)?;
                as_rows(&waiting.0, ctx.clock.today())
            }
        };
        if thread.opening_author != Some(ctx.keys.author_tag(&me.root, id)) {
            return Err(AppError::Forbidden);
        }
        Ok(view! {
            <Frame back=paths::thread(id)>
                <div class="stack stack--s">
                    <h1>{t::threads::who_sees_what(lang)}</h1>
                    <p class="muted">{t::viewers::lead(lang)}</p>
                </div>
                {roles(&ctx, &thread, &opening)}
                <a class="btn btn--primary btn--block" href=paths::thread(id)>{t::viewers::clear(lang)}</a>
                <p><a class="link" href=paths::WHO_SEES_WHAT>{t::viewers::promise(lang)}</a></p>
            </Frame>
        })
    })
}
