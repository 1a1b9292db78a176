//! Pieces of the search page.

use crate::kit::drawing::use_lang;
use crate::kit::paths;
use crate::kit::ui::{Choice, Glyph, Icon, SharedIcon, Submit, ThemePicture, when_word};
use crate::members::search::leaves;
use crate::t;
use domain::chosen::YesNo;
use domain::outcomes::Outcome;
use domain::people::{Lang, Phase, Sector};
use domain::posts::PostKind;
use domain::search::{Asked, Leaf, Piece, snippet};
use domain::themes::ThemeId;
use domain::time::{Day, When};
use leptos::prelude::*;
use std::collections::HashSet;
use store::{PostRow, ThreadRow};

/// The number of characters of a text that are shown.
const MOST: usize = 160;

/// The order of what was found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Order {
    /// The newest first.
    Newest,
    /// The best fit first.
    #[default]
    #[serde(other)]
    Best,
}

impl Order {
    /// The word in the form; what fits best has none.
    pub const fn slug(self) -> &'static str {
        match self {
            Self::Newest => "newest",
            Self::Best => "",
        }
    }
}

/// A thread that was found, and the text by which.
pub struct Hit {
    thread: ThreadRow,
    href: String,
    reply: bool,
    title: Vec<Piece>,
    text: Vec<Piece>,
}

impl Hit {
    /// `None` when the text is gone.
    pub fn of(thread: ThreadRow, post: PostRow, terms: &HashSet<String>) -> Option<Self> {
        let text = post.text?;
        let all = [Some(text.body), text.question, text.tried];
        let parts = all.into_iter().flatten().map(|part| snippet(&part, terms, MOST));
        // Of story, question and what was tried the first one that shows a word.
        let mut parts: Vec<_> = parts.collect();
        let best = parts.iter().position(|pieces| pieces.iter().any(|piece| piece.found)).unwrap_or(0);
        let reply = post.kind != PostKind::Opening;
        Some(Self {
            href: if reply { paths::post(thread.id, post.id) } else { paths::thread(thread.id) },
            title: snippet(&thread.title, terms, 200),
            text: parts.swap_remove(best),
            thread,
            reply,
        })
    }
}

/// One thread as a row: theme and day, title, and the words by which it was found.
pub fn hit(lang: Lang, today: Day, hit: Hit) -> AnyView {
    let Hit { thread, href, reply, title, text } = hit;
    let over = format!("{} · {}", thread.themes.labels(lang), when_word(lang, When::of(thread.day, today)));
    let colour = thread.themes.colour();
    let from = reply.then(|| view! { <b>{t::search::in_reply(lang)}" "</b> });
    let expert = (thread.experts > 0)
        .then(|| view! { <span class="row row--s xs strong"><span><SharedIcon glyph=Glyph::SealCheck/>{t::threads::by_expert(lang)}</span></span> });
    view! {
        <li>
            <a class="post-row" href=href>
                <span class="tile" data-t=colour.slug()><ThemePicture colour/></span>
                <span class="post-row-text">
                    <small class="xs">{over}</small>
                    <h3 class="hit">{pieces(title)}</h3>
                    <span class="sm">{from}{pieces(text)}</span>
                    {expert}
                </span>
            </a>
        </li>
    }
    .into_any()
}

fn pieces(pieces: Vec<Piece>) -> Vec<AnyView> {
    let piece = |piece: Piece| {
        if piece.found { view! { <mark>{piece.text}</mark> }.into_any() } else { piece.text.into_any() }
    };
    pieces.into_iter().map(piece).collect()
}

/// The filters of the answers, and their order.
#[component]
pub fn Narrow(
    /// The question.
    asked: Asked,
) -> impl IntoView {
    let lang = use_lang();
    let open = asked.is_narrowed() || asked.newest;
    let themes = ThemeId::all().map(|theme| Choice::new(theme.slug(), theme.label(lang))).collect();
    let sectors = Sector::ALL.iter().map(|sector| Choice::new(sector.slug(), sector.label(lang))).collect();
    let phases = Phase::ALL.iter().map(|phase| Choice::new(phase.slug(), phase.label(lang))).collect();
    let outcomes = Outcome::ALL.iter().map(|one| Choice::new(one.slug(), outcome_word(lang, *one))).collect();
    view! {
        <details open=open>
            <summary class="row strong"><span>{t::search::narrow(lang)}</span><Icon glyph=Glyph::CaretDown/></summary>
            <div class="stack">
                {list("theme", t::search::theme(lang), themes, asked.theme.map(ThemeId::slug))}
                {list("sector", t::search::sector(lang), sectors, asked.sector.map(Sector::slug))}
                {list("phase", t::search::phase(lang), phases, asked.phase.map(Phase::slug))}
                {list("outcome", t::search::outcome(lang), outcomes, asked.outcome.map(Outcome::slug))}
                {list("order", t::search::order(lang), vec![Choice::new(Order::Newest.slug(), t::search::newest(lang))],
                    asked.newest.then_some(Order::Newest.slug()))}
                <label class="check">
                    <input type="checkbox" name="expert" value=YesNo::Yes.slug() checked=asked.expert/>
                    <span>{t::search::expert(lang)}</span>
                </label>
                <Submit look="btn--soft">{t::search::show(lang)}</Submit>
            </div>
        </details>
    }
    .into_any()
}

/// One of many, or no matter which.
fn list(
    name: &'static str,
    label: &'static str,
    choices: Vec<Choice>,
    chosen: Option<&'static str>,
) -> AnyView {
    let lang = use_lang();
    let any = if name == "order" { t::search::best(lang) } else { t::search::any(lang) };
    let options: Vec<_> = choices
        .into_iter()
        .map(|choice| {
            let selected = chosen == Some(&*choice.value);
            view! { <option value=choice.value selected=selected>{choice.label}</option> }
        })
        .collect();
    let id = format!("search-{name}");
    view! {
        <div class="field">
            <label for=id.clone()>{label}</label>
            <select class="input" id=id name=name autocomplete="off">
                <option value="">{any}</option>
                {options}
            </select>
        </div>
    }
    .into_any()
}

fn outcome_word(lang: Lang, outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Solved => t::search::solved(lang),
        Outcome::Ongoing => t::search::ongoing(lang),
        Outcome::Unsolved => t::search::unsolved(lang),
    }
}

/// Pages of the platform that fit.
#[component]
pub fn Pages(
    /// The pages.
    leaves: Vec<&'static Leaf>,
    /// The language of the reader.
    lang: Lang,
) -> impl IntoView {
    (!leaves.is_empty()).then(|| {
        let rows: Vec<_> = leaves
            .into_iter()
            .map(|leaf| {
                let kind = leaves::kind_word(lang, leaf.kind);
                view! { <crate::kit::ui::ListRow href=leaf.href.clone() glyph=Glyph::BookOpen title=leaf.title.clone() text=kind/> }
            })
            .collect();
        view! { <ul class="list">{rows}</ul> }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_found_is_marked_and_hostile_text_stays_text() {
        for text in crate::kit::ui::fields::hostile::TEXTS {
            let terms = domain::search::SearchQuery::of_words(text, 1)
                .words
                .into_iter()
                .flat_map(|word| word.terms)
                .collect();
            let html = view! { <p>{pieces(snippet(text, &terms, 80))}</p> }.to_html();
            crate::kit::ui::fields::hostile::assert_harmless(&html, text);
        }
        let terms = ["rooster".to_owned()].into();
        let html =
            view! { <p>{pieces(snippet("Het rooster.", &terms, 80))}</p> }.to_html().replace("<!>", "");
        assert!(html.contains("<mark>rooster</mark>"), "{html}");
    }
}
