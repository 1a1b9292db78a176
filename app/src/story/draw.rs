//! How a story is drawn for somebody who looks at it. Each part asks whether that role sees it, and nothing is kept in
//! memory: what readers share is kept where it is drawn for all of them (`cards`).

use crate::kit::ctx::Ctx;
use crate::kit::paths;
use crate::kit::ui::{ByLine, Prose, ThemePicture, when_word};
use crate::story::authorship::face_of;
use crate::story::outcomes;
use crate::t;
use domain::names::Face;
use domain::people::Lang;
use domain::text::spoken;
use domain::themes::{Colour, ThemeId, ThreadThemes};
use domain::time::{Day, When};
use domain::viewers::{StoryPart, Viewer};
use leptos::prelude::*;
use store::{PostRow, ThreadRow};

/// The pages on which a story is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum On {
    /// On its own page: the title is the heading of the page, each theme leads to its list.
    Page,
    /// On a page about it.
    Preview,
}

/// The words under a name: phase, sector, and how long ago. Only what the author chose to show.
pub fn details(lang: Lang, row: &ThreadRow, today: Day) -> String {
    let phase = row.phase.map(|phase| phase.label(lang).to_owned());
    let sector = row.sector.map(|sector| sector.short_label(lang).to_owned());
    let when = when_word(lang, When::of(row.day, today));
    [phase, sector, Some(when), ended(lang, row)].into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// The outcome in words, when the author told.
pub fn ended(lang: Lang, row: &ThreadRow) -> Option<String> {
    row.outcome.map(|outcome| outcomes::word(lang, outcome))
}

/// The face of the author of a thread.
pub fn author_face(ctx: &Ctx, row: &ThreadRow) -> Option<Face> {
    row.opening_author.as_ref().map(|tag| face_of(ctx, tag, row.opening_name))
}

/// The top of a thread: who, the sentence, the themes.
pub fn top(ctx: &Ctx, thread: &ThreadRow, viewer: Viewer, on: On) -> AnyView {
    let (lang, colour) = (ctx.lang, thread.themes.colour());
    let shown = ThreadRow {
        sector: thread.sector.filter(|_| viewer.sees(StoryPart::Sector)),
        phase: thread.phase.filter(|_| viewer.sees(StoryPart::Sector)),
        ..thread.clone()
    };
    let today = ctx.clock.today();
    let byline = match author_face(ctx, thread).filter(|_| viewer.sees(StoryPart::Name)) {
        Some(face) => view! { <ByLine face details=details(lang, &shown, today)/> }.into_any(),
        None if viewer.sees(StoryPart::Day) => {
            view! { <p class="xs">{when_word(lang, When::of(thread.day, today))}</p> }.into_any()
        }
        None => ().into_any(),
    };
    let title =
        viewer.sees(StoryPart::Title).then(|| thread.title.clone()).map(|title| (spoken(&title), title)).map(
            |(spoken, title)| match on {
                On::Page => view! { <h1 dir="auto" lang=spoken>{title}</h1> }.into_any(),
                On::Preview => view! { <h2 dir="auto" lang=spoken>{title}</h2> }.into_any(),
            },
        );
    let themes = viewer.sees(StoryPart::Theme).then(|| tags(lang, thread.themes, on));
    frame(byline, title, themes, colour)
}

fn frame(
    byline: impl IntoView + 'static,
    title: impl IntoView + 'static,
    themes: impl IntoView + 'static,
    colour: Colour,
) -> AnyView {
    view! {
        <section class="thread-top"><div class="page">
            {byline}
            {title}
            {themes}
            <ThemePicture colour/>
        </div></section>
    }
    .into_any()
}

/// The themes; on the page of the thread each leads to its own.
fn tags(lang: Lang, themes: ThreadThemes, on: On) -> AnyView {
    let tag = |theme: ThemeId| match on {
        On::Page => view! { <a class="tag" href=paths::theme(theme)>{theme.label(lang)}</a> }.into_any(),
        On::Preview => view! { <span class="tag">{theme.label(lang)}</span> }.into_any(),
    };
    view! { <div class="tags">{themes.all().map(tag).collect::<Vec<_>>()}</div> }.into_any()
}

/// The top of a thread whose opening was removed: only the themes are left.
pub fn gone(ctx: &Ctx, thread: &ThreadRow) -> AnyView {
    let (lang, colour) = (ctx.lang, thread.themes.colour());
    frame(
        (),
        view! { <h1>{t::threads::removed_title(lang)}</h1> },
        tags(lang, thread.themes, On::Page),
        colour,
    )
}

/// Draws what happened, what was tried and the question; nothing when it was removed or is not for this role.
pub fn story(ctx: &Ctx, opening: &PostRow, viewer: Viewer) -> Option<AnyView> {
    let text = opening.text.clone().filter(|_| viewer.sees(StoryPart::Text))?;
    let edited = opening.edited.then(|| view! { <p class="xs muted">{t::posts::edited(ctx.lang)}</p> });
    let question = text.question.map(|question| {
        let spoken = spoken(&question);
        view! { <span dir="auto" lang=spoken>{question}</span> }.into_any()
    });
    let story = parts(
        ctx.lang,
        view! { <Prose text=text.body/> },
        text.tried.map(|text| view! { <Prose text/> }),
        question,
    );
    Some(view! { {story}{edited} }.into_any())
}

/// The parts of a story under each other: what happened, what was tried, and the question.
pub fn parts(
    lang: Lang,
    happened: impl IntoView + 'static,
    tried: Option<impl IntoView + 'static>,
    question: Option<AnyView>,
) -> AnyView {
    let tried = tried.map(|tried| {
        view! { <div><p class="strong">{t::threads::tried_label(lang)}</p>{tried}</div> }
    });
    let question = question.map(|question| {
        view! { <p><b>{t::threads::question_label(lang)}</b>" "{question}</p> }
    });
    view! { {happened}{tried}{question} }.into_any()
}
