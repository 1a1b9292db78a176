//! "Wie ziet wat?" for a challenge that is being written, and for an own one that is there.

use crate::kit::ctx::Ctx;
use crate::kit::error::AppError;
use crate::kit::forms::FormState;
use crate::kit::page::{Frame, Page, PageResult, Path};
use crate::kit::paths;
use crate::kit::ui::*;
use crate::members::viewers::parts::roles;
use crate::story::draft::{self, written};
use crate::story::form_token;
use crate::story::privacy::meter;
use crate::story::waiting::as_rows;
use crate::t;
use domain::chosen::Ticked;
use domain::ids::ThreadId;
use domain::posts::PostKind;
use domain::text::Title;
use domain::threads::ThreadDraft;
use leptos::prelude::*;
use store::{PostRow, ThreadRow};

/// The fields of a challenge that travel along in the page, so that nothing that was typed is lost.
const FIELDS: [&str; 9] =
    ["once", "happened", "tried", "question", "title", "theme", "show_sector", "moment", "stays"];

/// A challenge that is being written, as each role would see it.
pub async fn preview_thread(ctx: Ctx) -> PageResult {
    let me = ctx.confirmed_member()?;
    let lang = ctx.lang;
    let form = FormState::of(&ctx, &draft::PREVIEW);
    if !form.was_sent() {
        return Err(AppError::Gone);
    }
    let id = ThreadId::from_bytes(form_token::peek(&ctx, &me, &form.value("once"))?);
    let [happened, tried, question, title] =
        ["happened", "tried", "question", "title"].map(|name| form.value(name));
    let typed = ThreadDraft {
        happened,
        tried,
        question,
        title,
        theme: (&*form.value("theme")).into(),
        show_sector: Ticked(form.is_ticked("show_sector")),
        moment: form.chosen("moment"),
    };
    let (thread, opening) = as_rows(&written(&ctx, &me, id, &typed.read()?), ctx.clock.today());
    let meter = meter_of(&ctx, &thread, &opening, &form.value("stays")).await?;
    let hidden = FIELDS
        .map(|name| view! { <input type="hidden" name=name value=form.value(name)/> })
        .into_iter()
        .collect::<Vec<_>>();
    Ok(Page::of(view! {
        <Frame news=ctx.news nav=false>
            <div class="stack stack--s">
                <h1>{t::threads::who_sees_what(lang)}</h1>
                <p class="muted">{t::viewers::draft_lead(lang)}</p>
            </div>
            {meter}
            {roles(&ctx, &thread, &opening)}
            <form class="dock" method="post" action=draft::ADD.action()>
                {hidden}
                <button class="btn" type="submit" formaction=draft::WRITE.action()>
                    <Icon glyph=Glyph::PencilSimple/>{t::viewers::write_on(lang)}
                </button>
                <Submit look="btn--primary grow">{t::threads::share(lang)}</Submit>
            </form>
        </Frame>
    }))
}

/// The measure of how well somebody could be recognised by a challenge as it is, or would be.
async fn meter_of(
    ctx: &Ctx,
    thread: &ThreadRow,
    opening: &PostRow,
    stays: &str,
) -> Result<AnyView, AppError> {
    let text = opening.text.as_ref();
    let more = text.map(|text| {
        [("happened", Some(&text.body)), ("tried", text.tried.as_ref()), ("question", text.question.as_ref())]
    });
    // A title that was made of the text holds nothing more.
    let made = text.map(|text| Title::propose(&text.body, text.question.as_deref().unwrap_or_default()));
    let mut texts = Vec::new();
    if made.as_deref() != Some(&*thread.title) {
        texts.push(("title", thread.title.as_str()));
    }
    texts.extend(more.into_iter().flatten().filter_map(|(name, text)| Some((name, text?.as_str()))));
    meter(ctx, &texts, stays, thread.sector.is_some() || thread.phase.is_some()).await
}

/// An own challenge that is there, or that waits, as each role sees it.
pub async fn seen(ctx: Ctx, Path(id): Path<ThreadId>) -> PageResult {
    let me = ctx.member()?;
    let lang = ctx.lang;
    let there = {
        let mut tx = ctx.store.community.read().await?;
        match tx.threads().find(id).await? {
            Some(thread) => {
                let posts = tx.posts().list(id, -1).await?;
                let opening =
                    posts.into_iter().find(|post| post.kind == PostKind::Opening && !post.removed());
                Some((thread, opening.ok_or(AppError::Gone)?))
            }
            None => None,
        }
    };
    let (thread, opening) = match there {
        Some(there) => there,
        None => {
            let waiting = crate::story::waiting::sealed::find(&ctx, &me, id).await?.ok_or(AppError::Gone)?;
            as_rows(&waiting.0, ctx.clock.today())
        }
    };
    if thread.opening_author != Some(ctx.keys.author_tag(&me.root, id)) {
        return Err(AppError::Forbidden);
    }
    let meter = meter_of(&ctx, &thread, &opening, "").await?;
    Ok(Page::of(view! {
        <Frame news=ctx.news back=paths::thread(id)>
            <div class="stack stack--s">
                <h1>{t::threads::who_sees_what(lang)}</h1>
                <p class="muted">{t::viewers::lead(lang)}</p>
            </div>
            {meter}
            {roles(&ctx, &thread, &opening)}
            <a class="btn btn--primary btn--block" href=paths::thread(id)>{t::viewers::clear(lang)}</a>
            <p><a class="link link--row" href=paths::WHO_SEES_WHAT>{t::viewers::promise(lang)}</a></p>
        </Frame>
    }))
}
