//! The bands of the landing page.

use crate::kit::drawing::use_lang;
use crate::kit::paths;
use crate::kit::ui::{Avatar, Glyph, Icon, Portrait, PostCard, Poster, Prose, Size, ThemePicture};
use crate::members::about::parts::theme;
use crate::t;
use domain::names::face;
use domain::themes::Colour;
use leptos::prelude::*;

/// Why this exists: the figures, each with its source.
#[component]
pub(super) fn Story() -> impl IntoView {
    let lang = use_lang();
    let figures = [
        ("zon", t::about::story_figure_1(lang), t::about::story_figure_1_text(lang), t::about::story_figure_1_source(lang)),
        ("munt", t::about::story_figure_2(lang), t::about::story_figure_2_text(lang), t::about::story_figure_2_source(lang)),
        ("limoen", t::about::story_figure_3(lang), t::about::story_figure_3_text(lang), t::about::story_figure_3_source(lang)),
        ("hemel", t::about::story_figure_4(lang), t::about::story_figure_4_text(lang), t::about::story_figure_4_source(lang)),
    ]
    .map(|(colour, figure, text, source)| {
        view! { <li class="figure" data-t=colour><b>{figure}</b><span>{text}</span><small>{source}</small></li> }
    });
    view! {
        <section class="band" id="story">
            <div class="stack"><h2 class="big">{t::about::story_title(lang)}</h2><p class="lead">{t::about::story_lead(lang)}</p></div>
            <ul class="figures">{figures.into_iter().collect::<Vec<_>>()}</ul>
            <p class="lead">{t::about::story_answer(lang)}</p>
        </section>
    }
}

/// Three steps, and how to join.
#[component]
pub(super) fn How(
    /// True where experts answer.
    experts: bool,
) -> impl IntoView {
    let lang = use_lang();
    let grow = if experts { t::about::how_grow_text(lang) } else { t::about::how_grow_alone(lang) };
    let step = |colour: Colour, title: &'static str, text: &'static str| {
        view! {
            <li class="howstep" data-t=colour.slug()>
                <span class="tile"><ThemePicture colour/></span><h3>{title}</h3><p>{text}</p>
            </li>
        }
    };
    view! {
        <section class="band" id="how">
            <h2 class="big">{t::about::how_title(lang)}</h2>
            <ol class="howto">
                {step(Colour::Munt, t::about::how_share(lang), t::about::how_share_text(lang))}
                {step(Colour::Zand, t::about::how_recognise(lang), t::about::how_recognise_text(lang))}
                {step(Colour::Koraal, t::about::how_grow(lang), grow)}
            </ol>
            <div class="card joining">
                <h3>{t::about::how_join_title(lang)}</h3>
                <ol>
                    <li>{t::about::how_join_1(lang)}</li><li>{t::about::how_join_2(lang)}</li><li>{t::about::how_join_3(lang)}</li>
                </ol>
                <a class="btn btn--primary self-start" href=paths::JOIN>{t::about::hero_join(lang)}</a>
            </div>
        </section>
    }
}

/// Three invented stories, and the sentence that says so.
#[component]
pub(super) fn Wall() -> impl IntoView {
    let lang = use_lang();
    view! {
        <section class="band">
            <div class="stack stack--s"><h2 class="big">{t::about::wall_title(lang)}</h2><p class="muted">{t::about::wall_invented(lang)}</p></div>
            <div class="wall">
                <PostCard><Poster face=face(&[0x21; 16]) details=t::about::wall_by_1(lang) title=t::about::wall_story_1(lang)
                    theme=theme("roster") colour=Colour::Limoen/></PostCard>
                <PostCard><Poster face=face(&[0x36; 16]) details=t::about::wall_by_2(lang) title=t::about::wall_story_2(lang)
                    theme=theme("discrimination") colour=Colour::Lila/></PostCard>
                <PostCard><Poster face=face(&[0x4a; 16]) details=t::about::wall_by_3(lang) title=t::about::wall_story_3(lang)
                    theme=theme("recognition") colour=Colour::Roze/></PostCard>
            </div>
        </section>
    }
}

/// The promise, with its limit.
#[component]
pub(super) fn Safe() -> impl IntoView {
    let lang = use_lang();
    let fact = |title: &'static str, text: &'static str| {
        view! {
            <li><span class="seeflag"><Icon glyph=Glyph::Check/></span><div class="grow"><b>{title}</b><p class="sm muted">{text}</p></div></li>
        }
    };
    let faces = [0x10, 0x52, 0x63].map(|seed| view! { <Avatar face=face(&[seed; 16]) size=Size::Small/> });
    view! {
        <section class="band band--two" id="safe">
            <div class="stack">
                <h2 class="big">{t::about::safe_title(lang)}</h2>
                <p class="lead">{t::about::safe_lead(lang)}</p>
                <p class="lead">{t::about::safe_limit(lang)}</p>
                <a class="btn self-start" href=paths::WHO_SEES_WHAT>{t::about::safe_more(lang)}</a>
            </div>
            <div class="stack">
                <div class="faces" aria-hidden="true">{faces.into_iter().collect::<Vec<_>>()}</div>
                <ul class="card see">
                    {fact(t::about::safe_fact_1(lang), t::about::safe_fact_1_text(lang))}
                    {fact(t::about::safe_fact_2(lang), t::about::safe_fact_2_text(lang))}
                    {fact(t::about::safe_fact_3(lang), t::about::safe_fact_3_text(lang))}
                    {fact(t::about::safe_fact_4(lang), t::about::safe_fact_4_text(lang))}
                </ul>
            </div>
        </section>
    }
}

/// Square is a real name.
#[component]
pub(super) fn WhoAnswers() -> impl IntoView {
    let lang = use_lang();
    let card = |which: usize, title: &'static str, text: &'static str| {
        view! { <li class="card xp"><Portrait which size=Size::Large/><h3>{title}</h3><p>{text}</p></li> }
    };
    view! {
        <section class="band" id="experts">
            <div class="stack stack--s"><h2 class="big">{t::about::experts_title(lang)}</h2><p class="lead">{t::about::experts_lead(lang)}</p></div>
            <ul class="experts">
                {card(0, t::about::experts_card_1(lang), t::about::experts_card_1_text(lang))}
                {card(1, t::about::experts_card_2(lang), t::about::experts_card_2_text(lang))}
                {card(2, t::about::experts_card_3(lang), t::about::experts_card_3_text(lang))}
            </ul>
        </section>
    }
}

/// For employers and schools: what there is now, and what we work towards.
#[component]
pub(super) fn Partners() -> impl IntoView {
    let lang = use_lang();
    let step =
        |glyph, word: &'static str| view! { <li><span class="step"><Icon glyph/></span><b>{word}</b></li> };
    view! {
        <section class="band" id="partners">
            <div class="stage partner-cta">
                <div class="stack">
                    <h2 class="big">{t::about::partners_title(lang)}</h2>
                    <p class="lead">{t::about::partners_lead(lang)}</p>
                    <p class="strong">{t::about::partners_soon(lang)}</p>
                </div>
                <ol class="cycle">
                    {step(Glyph::MagnifyingGlass, t::about::partners_step_1(lang))}
                    {step(Glyph::PencilSimple, t::about::partners_step_2(lang))}
                    {step(Glyph::Play, t::about::partners_step_3(lang))}
                    {step(Glyph::ChatsCircle, t::about::partners_step_4(lang))}
                </ol>
            </div>
        </section>
    }
}

/// Whom to ask.
#[component]
pub(super) fn Contact(
    /// The words about who runs this place and how to reach them, as the operator says it; may be empty.
    operator: String,
) -> impl IntoView {
    let lang = use_lang();
    let operator = (!operator.is_empty()).then(|| view! { <div class="prose"><Prose text=operator/></div> });
    view! {
        <section class="band" id="contact">
            <div class="stack">
                <h2>{t::about::contact_title(lang)}</h2>
                <p>{t::about::contact_text(lang)}</p>
                {operator}
                <p>{t::about::contact_help(lang)}" "<a class="link" href=paths::HELP>{t::about::contact_to_help(lang)}</a></p>
            </div>
        </section>
    }
}
