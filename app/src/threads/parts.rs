//! Pieces of the feed and of a thread.

use crate::ctx::{Ctx, still};
use crate::fragments::{Shown, Still};
use crate::i18n::use_lang;
use crate::outcomes::parts as outcomes;
use crate::paths;
use crate::posts::names::face_of;
use crate::reactions::parts::{React, Reaction};
use crate::t;
use crate::ui::{
    ByLine, Glyph, Post, PostRow as Row, Poster, Prose, SharedIcon, ThemePicture, step_word, when_word,
};
use domain::names::Face;
use domain::people::Lang;
use domain::steps::Step;
use domain::themes::ThemeId;
use domain::time::{Day, When};
use leptos::prelude::*;
use store::{PostRow, ThreadRow};

/// The words under a name: phase, sector, and how long ago. Only what the author chose to show.
pub fn details(lang: Lang, row: &ThreadRow, today: Day) -> String {
    let phase = row.phase.map(|phase| phase.label(lang).to_owned());
    let sector = row.sector.map(|sector| sector.short_label(lang).to_owned());
    let when = when_word(lang, When::of(row.day, today));
    [phase, sector, Some(when), ended(lang, row)].into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// How it ended, when the author told.
fn ended(lang: Lang, row: &ThreadRow) -> Option<String> {
    row.outcome.map(|outcome| outcomes::word(lang, outcome))
}

/// The face of the author of a thread.
pub fn author_face(ctx: &Ctx, row: &ThreadRow) -> Option<Face> {
    row.opening_author.as_ref().map(|tag| face_of(ctx, tag, row.opening_name))
}

/// How many tips, in words. That there are some is said at once, because they can be read at once; how many, as of the
/// last refresh (T21).
pub fn tips_word(lang: Lang, row: &ThreadRow) -> String {
    match (row.tips, row.tips_shown) {
        (..=0, _) => t::threads::no_tip_yet(lang).to_owned(),
        (_, ..=0) => t::threads::new_tips(lang).to_owned(),
        (_, shown) => t::threads::tips(lang, shown),
    }
}

/// A challenge as a poster with its reactions.
pub fn poster(ctx: &Ctx, row: &ThreadRow, reaction: Reaction) -> Option<AnyView> {
    row.opening_author?;
    let render = || draw_poster(ctx, row, reaction).into_any();
    Some(if reaction.is_plain() { ctx.fragment(Shown::Poster(row.clone()), render) } else { render() })
}

fn draw_poster(ctx: &Ctx, row: &ThreadRow, reaction: Reaction) -> Option<AnyView> {
    let lang = ctx.lang;
    let face = author_face(ctx, row)?;
    let href = paths::thread(row.id);
    let tips = tips_word(lang, row);
    let (id, title, theme) = (format!("thread-{}", row.id), row.title.clone(), row.theme);
    let details = details(lang, row, ctx.clock.today());
    Some(
        view! {
            <li id=id>
                <Post>
                    <Poster href=href.clone() face details title
                        theme=theme.label(lang) colour=theme.colour()/>
                    <div class="react">
                        <React reaction back="threads"/>
                        <a class="react-btn" href=href><SharedIcon glyph=Glyph::Lightbulb/>{tips}</a>
                    </div>
                </Post>
            </li>
        }
        .into_any(),
    )
}

/// A challenge as a row.
pub fn row(ctx: &Ctx, row: &ThreadRow) -> AnyView {
    ctx.fragment(Shown::Row(row.clone()), || draw_row(ctx, row))
}

fn draw_row(ctx: &Ctx, row: &ThreadRow) -> AnyView {
    let lang = ctx.lang;
    let when = when_word(lang, When::of(row.day, ctx.clock.today()));
    let over = [Some(row.theme.label(lang).to_owned()), Some(when), ended(lang, row)];
    let over = over.into_iter().flatten().collect::<Vec<_>>().join(" · ");
    let (id, href, title) = (format!("thread-{}", row.id), paths::thread(row.id), row.title.clone());
    let (colour, tips) = (row.theme.colour(), tips_word(lang, row));
    let recognised = step_word(lang, Step::of(row.recognised_shown));
    let recognised = recognised.map(|word| view! { <span><SharedIcon glyph=Glyph::Herken/>{word}</span> });
    let expert = (row.experts > 0).then(|| {
        view! { <span><SharedIcon glyph=Glyph::SealCheck/>{t::threads::by_expert(lang)}</span> }
    });
    view! {
        <li id=id>
            <Row href colour over title>
                {recognised}
                <span><SharedIcon glyph=Glyph::Lightbulb/>{tips}</span>
                {expert}
            </Row>
        </li>
    }
    .into_any()
}

/// The top of a thread: who, the sentence, the theme. Of an opening that was removed only the theme is left.
pub fn top(ctx: &Ctx, thread: &ThreadRow, removed: bool) -> AnyView {
    let render = || {
        let (lang, colour) = (ctx.lang, thread.theme.colour());
        let face = author_face(ctx, thread).filter(|_| !removed);
        let byline = face.map(|face| {
            let details = details(lang, thread, ctx.clock.today());
            view! { <ByLine face details/> }
        });
        let title = if removed { t::threads::removed_title(lang).to_owned() } else { thread.title.clone() };
        view! {
            <section class="thread-top"><div class="page">
                {byline}
                <h1>{title}</h1>
                <a class="tag" href=paths::theme(thread.theme)>{thread.theme.label(lang)}</a>
                <ThemePicture colour/>
            </div></section>
        }
        .into_any()
    };
    if removed { render() } else { ctx.fragment(Shown::Top(thread.clone()), render) }
}

/// What happened, what was tried, what somebody wants to know; nothing when it was removed.
pub fn story(ctx: &Ctx, opening: &PostRow) -> Option<AnyView> {
    let text = opening.text.clone()?;
    let lang = ctx.lang;
    let render = || {
        let edited = opening.edited.then(|| view! { <p class="xs muted">{t::posts::edited(lang)}</p> });
        let tried = text.tried.map(|tried| {
            view! { <div><p class="strong">{t::threads::tried_label(lang)}</p><Prose text=tried/></div> }
        });
        let question = text.question.map(|question| {
            view! { <p><b>{t::threads::question_label(lang)}</b>" "{question}</p> }
        });
        view! {
            <div class="stack" id=format!("post-{}", opening.id)><Prose text=text.body/>{tried}{question}{edited}</div>
        }
        .into_any()
    };
    Some(ctx.fragment(Shown::Story(opening.clone()), render))
}

/// Under a heavy challenge: who can help, calm and without a count.
#[component]
pub fn HelpCard(
    /// The theme of the challenge.
    theme: ThemeId,
) -> impl IntoView {
    still(Still::Help(theme), || help_card(theme))
}

fn help_card(theme: ThemeId) -> AnyView {
    let lang = use_lang();
    let lines: Vec<_> = theme
        .help_lines()
        .filter_map(|line| Some((line, line.number?, line.tel?)))
        .map(|(line, number, tel)| view! { <li><a class="link" href=format!("tel:{tel}")>{line.label(lang)}" · "{number}</a></li> })
        .collect();
    (!lines.is_empty())
        .then(|| {
            view! {
                <aside class="card help-card" data-t="hemel" aria-label=t::threads::help_title(lang)>
                    <p class="strong">{t::threads::help_title(lang)}</p>
                    <ul class="stack stack--s">{lines}</ul>
                    <a class="link" href=paths::HELP>{t::threads::help_more(lang)}</a>
                </aside>
            }
        })
        .into_any()
}
