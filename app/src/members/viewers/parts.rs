//! A story as each role sees it, one under the other.

use crate::kit::ctx::Ctx;
use crate::kit::ui::{Avatar, Glyph, Icon, Notice, Portrait, Size};
use crate::story::draw::{self, On, author_face};
use crate::t;
use domain::people::Lang;
use domain::viewers::{FEWEST_PEOPLE, ROUNDED_TO, Viewer};
use leptos::prelude::*;
use store::{PostRow, ThreadRow};

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

/// Draws what the role sees of the story, by the code of the pages.
fn sight(ctx: &Ctx, thread: &ThreadRow, opening: &PostRow, viewer: Viewer) -> Option<AnyView> {
    viewer.sees_something().then(|| {
        view! {
            <div class="seen" data-t=thread.themes.colour().slug()>
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
        Viewer::Expert => view! { <Portrait size=Size::Small/> }.into_any(),
        Viewer::Colleague => step(Glyph::ChatsCircle),
        Viewer::Moderator => step(Glyph::ShieldCheck),
        Viewer::Researcher => step(Glyph::Highlighter),
        Viewer::Employer => step(Glyph::Buildings),
        Viewer::Admin => step(Glyph::Gear),
    }
}

/// The words of a role: who, what, and how.
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

/// Says what else this role can and cannot do.
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
        Viewer::Employer => {
            let figures = t::viewers::EmployerNote { people: FEWEST_PEOPLE, rounded: ROUNDED_TO };
            vec![t::viewers::employer_note(lang, figures)]
        }
        Viewer::Admin => vec![t::viewers::admin_note(lang).to_owned()],
    };
    notes.into_iter().map(|note| view! { <p class="sm">{note}</p> }).collect::<Vec<_>>().into_any()
}
