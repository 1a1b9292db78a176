//! Everything that is kept about a member, on a page that a person can read.

use crate::kit::ctx::{Ctx, Member};
use crate::kit::error::AppError;
use crate::kit::forms::FormState;
use crate::kit::page::{Frame, Page, PageResult};
use crate::kit::paths;
use crate::kit::ui::*;
use crate::members::account::api::SHOW_DATA;
use crate::members::account::export::{self, Export, ExportedDecision, ExportedPost};
use crate::members::account::parts::about_words;
use crate::story::held::cards;
use crate::t;
use domain::held::Verdict;
use domain::people::Lang;
use domain::posts::PostKind;
use domain::themes::ThemeId;
use leptos::prelude::*;

/// The content of a download, in words. Shown in the answer to the form that asked for the key, and at no address.
pub async fn data_shown(ctx: Ctx) -> PageResult {
    let me = ctx.member()?;
    let form = FormState::of(&ctx, &SHOW_DATA);
    if !form.was_sent() || form.is_refused() {
        return Err(AppError::Gone);
    }
    let lang = ctx.lang;
    let export = export::export(&ctx, &me).await?;
    Ok(Page::of(view! {
        <Frame news=ctx.news item=Some(MenuItem::Me) back=paths::DATA>
            <h1>{t::account::data(lang)}</h1>
            {about(lang, &me, &export)}
            {posts(lang, &export.posts)}
            {decisions(lang, &export.decisions)}
            {kept(lang, export)}
        </Frame>
    }))
}

/// The few facts about the account.
fn about(lang: Lang, me: &Member, export: &Export) -> AnyView {
    let second_key = export.second_key.then(|| t::ways_in::second_key(lang).to_owned());
    let ways: Vec<_> = export.passkeys.iter().cloned().chain(second_key).collect();
    let facts = [
        (t::account::shown_joined(lang), month_words(lang, &export.joined)),
        (t::account::about(lang), about_words(lang, me)),
        (t::account::shown_sessions(lang), export.sessions.to_string()),
        (t::account::shown_push(lang), export.push.to_string()),
        (t::account::shown_ways_in(lang), ways.join(" · ")),
    ]
    .into_iter()
    .filter(|(_, fact)| !fact.is_empty())
    .map(|(name, fact)| view! { <div><dt>{name}</dt><dd>{fact}</dd></div> });
    view! { <dl class="card terms">{facts.collect::<Vec<_>>()}</dl> }.into_any()
}

/// The own posts, each with its words and its place.
fn posts(lang: Lang, posts: &[ExportedPost]) -> AnyView {
    let list: Vec<_> = posts
        .iter()
        .map(|post| {
            let kind = match PostKind::from_slug(&post.kind) {
                Some(PostKind::Opening) => t::account::shown_story(lang),
                Some(PostKind::Tip) => t::posts::tip(lang),
                Some(PostKind::Support) => t::posts::support(lang),
                None => t::account::waits(lang),
            };
            let day = day_words(lang, &post.day);
            let over = [kind, &day].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>();
            let more = [&post.tried, &post.question, &post.closing].into_iter().flatten().cloned();
            let more: Vec<_> = more.map(|text| view! { <Prose text/> }).collect();
            view! {
                <li class="card">
                    <p class="sm muted">{over.join(" · ")}</p>
                    <Prose text=post.body.clone()/>
                    {more}
                    <p><a class="link link--row" href=post.thread.clone()>{t::deeds::to_thread(lang)}</a></p>
                </li>
            }
        })
        .collect();
    section(t::account::your_posts(lang), list)
}

/// Decisions of moderators about own posts, each with its place.
fn decisions(lang: Lang, decisions: &[ExportedDecision]) -> AnyView {
    let list: Vec<_> = decisions
        .iter()
        .map(|decision| {
            let verdict =
                Verdict::from_slug(&decision.verdict).map_or("", |verdict| cards::verdict(lang, verdict));
            let over = [verdict, &day_words(lang, &decision.day)].join(" · ");
            view! { <li><a class="link" href=decision.thread.clone()>{over}</a></li> }
        })
        .collect();
    section(t::held::decisions(lang), list)
}

/// The things that lie in the drawer.
fn kept(lang: Lang, export: Export) -> AnyView {
    let saved: Vec<_> = export
        .saved
        .into_iter()
        .map(|path| view! { <li><a class="link" href=path>{t::deeds::to_thread(lang)}</a></li> })
        .collect();
    let themes: Vec<_> = export
        .themes
        .iter()
        .filter_map(|slug| ThemeId::from_slug(slug))
        .map(|theme| view! { <li>{theme.label(lang)}</li> })
        .collect();
    let drafts: Vec<_> = export
        .drafts
        .into_iter()
        .map(|draft| {
            let texts = [draft.title, draft.happened, draft.tried, draft.question];
            let texts = texts.into_iter().filter(|text| !text.is_empty());
            let texts: Vec<_> = texts.map(|text| view! { <Prose text/> }).collect();
            view! { <li class="card"><p class="sm muted">{day_words(lang, &draft.day)}</p>{texts}</li> }
        })
        .collect();
    let notes: Vec<_> = export
        .notes
        .into_iter()
        .map(|note| view! { <li class="card"><p class="sm muted">{day_words(lang, &note.day)}</p><Prose text=note.text/></li> })
        .collect();
    view! {
        {section(t::account::saved(lang), saved)}
        {section(t::account::themes(lang), themes)}
        {section(t::account::drafts(lang), drafts)}
        {section(t::account::notes(lang), notes)}
    }
    .into_any()
}

/// A heading with what there is; nothing for nothing.
fn section(title: &'static str, list: Vec<impl IntoView + 'static>) -> AnyView {
    (!list.is_empty())
        .then(|| view! { <section class="stack stack--s"><h2>{title}</h2><ul class="stack">{list}</ul></section> })
        .into_any()
}
