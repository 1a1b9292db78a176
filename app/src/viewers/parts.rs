//! A story as each role sees it, one under the other.

use super::{FEWEST_PEOPLE, ROUNDED_TO, Viewer};
use crate::ctx::Ctx;
use crate::t;
use crate::threads::draw::{self, On};
use crate::threads::parts::author_face;
use crate::ui::{Avatar, Glyph, Icon, Notice, Photo, Size};
use domain::ids::PostId;
use domain::people::Lang;
use domain::posts::PostKind;
use domain::secrets::Waiting;
use domain::threads::Position;
use domain::time::Day;
use leptos::prelude::*;
use store::{Author, PostRow, Text, ThreadRow};

/// A challenge that is not there yet, as the rows that it would be on `day`.
pub fn as_rows(waiting: &Waiting, day: Day) -> (ThreadRow, PostRow) {
    let opening = PostId::from_bytes(waiting.thread.bytes());
    let thread = ThreadRow {
        id: waiting.thread,
        position: Position(0),
        title: waiting.title.clone(),
        theme: waiting.theme,
        sector: waiting.sector,
        phase: waiting.phase,
        day,
        listed: false,
        tips: 0,
        tips_shown: 0,
        supports: 0,
        outcome: None,
        experts: 0,
        opening,
        opening_author: Some(waiting.author),
        opening_name: 0,
        recognised_shown: 0,
        strength_shown: 0,
    };
    let text =
        Text { body: waiting.body.clone(), tried: waiting.tried.clone(), question: waiting.question.clone() };
    let post = PostRow {
        id: opening,
        thread: waiting.thread,
        seq: 0,
        kind: PostKind::Opening,
        author: Author::Member { tag: waiting.author, name: 0 },
        expert: None,
        text: Some(text),
        day,
        helpful: false,
        edited: false,
        marks: None,
        recognised_shown: 0,
        strength_shown: 0,
    };
    (thread, post)
}

/// Every role and what it sees.
pub fn roles(ctx: &Ctx, thread: &ThreadRow, opening: &PostRow) -> AnyView {
    let roles: Vec<_> = Viewer::ALL.into_iter().map(|viewer| role(ctx, thread, opening, viewer)).collect();
    let lang = ctx.lang;
    view! {
        <ul class="see card">{roles}</ul>
        <Notice>
            <p>{t::viewers::limit_before(lang)}" "<b>{t::viewers::limit_words(lang)}</b>" "{t::viewers::limit_after(lang)}</p>
        </Notice>
    }
    .into_any()
}

fn role(ctx: &Ctx, thread: &ThreadRow, opening: &PostRow, viewer: Viewer) -> AnyView {
    let lang = ctx.lang;
    let (class, glyph, word) = if viewer.sees_something() {
        ("seeflag", Glyph::Eye, t::viewers::sees(lang))
    } else {
        ("seeflag seeflag--no", Glyph::EyeSlash, t::viewers::sees_not(lang))
    };
    let (who, what, how) = words(lang, viewer);
    view! {
        <li><details id=viewer.slug() open=viewer == Viewer::Peer>
            <summary>
                {picture(ctx, thread, viewer)}
                <span class="grow"><small class="xs muted">{who}</small><b>{what}</b><span class="sm muted">{how}</span></span>
                <span class=class><Icon glyph/><span class="vh">{word}</span></span>
            </summary>
            {sight(ctx, thread, opening, viewer)}
            {notes(ctx, thread, viewer)}
        </details></li>
    }
    .into_any()
}

/// What the role sees of the story, drawn by the code of the pages.
fn sight(ctx: &Ctx, thread: &ThreadRow, opening: &PostRow, viewer: Viewer) -> Option<AnyView> {
    viewer.sees_something().then(|| {
        view! {
            <div class="seen" data-t=thread.theme.colour().slug()>
                {draw::top(ctx, thread, viewer, On::Preview)}
                <div class="stack">{draw::story(ctx, opening, viewer)}</div>
            </div>
        }
        .into_any()
    })
}

fn picture(ctx: &Ctx, thread: &ThreadRow, viewer: Viewer) -> AnyView {
    let step = |glyph| {
        let class = if viewer.sees_something() { "step" } else { "step step--no" };
        view! { <span class=class><Icon glyph/></span> }.into_any()
    };
    match viewer {
        Viewer::Peer => match author_face(ctx, thread) {
            Some(face) => view! { <Avatar face/> }.into_any(),
            None => step(Glyph::UserCircle),
        },
        Viewer::Expert => view! { <Photo slug="expert" size=Size::Small/> }.into_any(),
        Viewer::Colleague => step(Glyph::ChatsCircle),
        Viewer::Moderator => step(Glyph::ShieldCheck),
        Viewer::Researcher => step(Glyph::Highlighter),
        Viewer::Employer => step(Glyph::Buildings),
        Viewer::Admin => step(Glyph::Gear),
    }
}

/// Who, what, and how.
fn words(lang: Lang, viewer: Viewer) -> (&'static str, &'static str, &'static str) {
    match viewer {
        Viewer::Peer => (t::viewers::peer(lang), t::viewers::your_story(lang), t::viewers::peer_how(lang)),
        Viewer::Colleague => {
            (t::viewers::colleague(lang), t::viewers::your_story(lang), t::viewers::colleague_how(lang))
        }
        Viewer::Expert => {
            (t::viewers::expert(lang), t::viewers::your_story(lang), t::viewers::expert_how(lang))
        }
        Viewer::Moderator => {
            (t::viewers::moderator(lang), t::viewers::your_story(lang), t::viewers::moderator_how(lang))
        }
        Viewer::Researcher => (
            t::viewers::researcher(lang),
            t::viewers::researcher_what(lang),
            t::viewers::researcher_how(lang),
        ),
        Viewer::Employer => {
            (t::viewers::employer(lang), t::viewers::employer_what(lang), t::viewers::employer_how(lang))
        }
        Viewer::Admin => (t::viewers::admin(lang), t::viewers::admin_what(lang), t::viewers::admin_how(lang)),
    }
}

/// What else this role can and cannot do.
fn notes(ctx: &Ctx, thread: &ThreadRow, viewer: Viewer) -> AnyView {
    let lang = ctx.lang;
    let shows_sector = thread.sector.is_some() || thread.phase.is_some();
    let notes: Vec<String> = match viewer {
        Viewer::Peer => vec![t::viewers::peer_note(lang).to_owned()],
        Viewer::Colleague => {
            let sector = shows_sector.then(|| t::viewers::colleague_sector(lang).to_owned());
            [Some(t::viewers::colleague_note(lang).to_owned()), sector].into_iter().flatten().collect()
        }
        Viewer::Expert => vec![t::viewers::expert_note(lang).to_owned()],
        Viewer::Moderator => vec![t::viewers::moderator_note(lang).to_owned()],
        Viewer::Researcher => vec![t::viewers::researcher_note(lang).to_owned()],
        Viewer::Employer => vec![t::viewers::employer_note(lang, FEWEST_PEOPLE, ROUNDED_TO)],
        Viewer::Admin => vec![t::viewers::admin_note(lang).to_owned()],
    };
    notes.into_iter().map(|note| view! { <p class="sm">{note}</p> }).collect::<Vec<_>>().into_any()
}
