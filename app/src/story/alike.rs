//! "Ask once": challenges that are like the one being written, beside the form, with "Herken ik" right there.

use crate::kit::ctx::{Ctx, Member};
use crate::kit::error::AppError;
use crate::kit::forms::FormState;
use crate::kit::paths;
use crate::kit::ui::{Glyph, Symbols};
use crate::story::reactions::{Reaction, mine, react_alone};
use crate::t;
use domain::search::{SearchQuery, distinctive, suggest_theme};
use domain::themes::{ThemeId, ThreadThemes};
use leptos::prelude::*;

/// The number that is shown.
const MOST: usize = 3;
/// The fewest words that two challenges have to share.
const FEWEST: usize = 2;

/// The words of a form that was sent to be compared: those that the device chose, or, without JavaScript, chosen here
/// from what was typed.
pub fn words(form: &FormState) -> Vec<String> {
    let typed = ["words", "happened", "question", "title"].map(|field| form.value(field));
    distinctive(&typed.join("\n"))
}

/// The theme to which what was typed points, while there is room for one more.
pub fn suggested(form: &FormState) -> Option<ThemeId> {
    let chosen = form.value("theme");
    let open = form.was_sent() && chosen.split_whitespace().count() < ThreadThemes::MOST;
    let theme = open.then(|| suggest_theme(words(form).iter().map(String::as_str))).flatten();
    theme.filter(|theme| !chosen.split_whitespace().any(|slug| slug == theme.slug()))
}

/// The part of the page with challenges that are like these words, and how many there are.
///
/// # Errors
/// When the store refuses.
pub async fn alike(ctx: &Ctx, me: &Member, words: &[String]) -> Result<(AnyView, usize), AppError> {
    let lang = ctx.lang;
    // The longest words say most, and a search reads eight.
    let mut longest: Vec<&str> = words.iter().map(String::as_str).collect();
    longest.sort_by_key(|word| std::cmp::Reverse(word.len()));
    let query = SearchQuery::of_words(&longest.join(" "), FEWEST);
    let (rows, openings) = {
        let mut tx = ctx.store.community.read().await?;
        let found = tx.search().list(&query, None).await?.threads;
        let best: Vec<_> = found.iter().take(MOST).map(domain::search::Ranked::thread).collect();
        let rows = tx.threads().list_at(&best).await?;
        let rows: Vec<_> =
            best.iter().filter_map(|at| rows.iter().find(|row| row.position == *at).cloned()).collect();
        let openings: Vec<_> = rows.iter().map(|row| row.opening).collect();
        (rows, openings)
    };
    let mine = mine(ctx, me, &openings).await?;
    let list: Vec<_> = rows
        .into_iter()
        .map(|row| {
            let reaction = Reaction::recognise(ctx, me, &row, &mine);
            let over =
                format!("{} · {}", row.themes.labels(lang), crate::story::cards::tips_word(lang, &row));
            view! {
                <li class="stack stack--s">
                    <a class="link strong" dir="auto" href=paths::thread(row.id)>{row.title}</a>
                    <span class="xs muted">{over}</span>
                    {react_alone(ctx, reaction)}
                </li>
            }
        })
        .collect();
    let count = list.len();
    let part = view! {
        <section class="card stack" id="alike" aria-labelledby="alike-title">
            <Symbols glyphs=&[Glyph::Herken]/>
            <h2 class="h4" id="alike-title">{t::search::alike_title(lang)}</h2>
            {if count == 0 {
                view! { <p class="muted">{t::search::alike_none(lang)}</p> }.into_any()
            } else {
                view! { <p class="muted">{t::search::alike_text(lang)}</p><ul class="stack">{list}</ul> }.into_any()
            }}
        </section>
    };
    Ok((part.into_any(), count))
}
