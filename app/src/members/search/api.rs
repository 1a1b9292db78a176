//! What a browser may ask while somebody searches or writes.

use crate::kit::ctx::{Action, Ctx};
use crate::kit::error::AppError;
use crate::kit::forms::Done;
use crate::kit::paths;
use crate::members::search::leaves;
use crate::members::search::pages::Cursor;
use crate::members::search::parts::Order;
use crate::story::privacy::refuse_keys;
use crate::t;
use domain::chosen::{Chosen, Ticked};
use domain::outcomes::Outcome;
use domain::people::{Phase, Sector};
use domain::search::{Asked, Ranked, SearchQuery};
use domain::themes::ThemeId;
use leptos::prelude::*;

/// The number of suggestions at most.
const MOST: usize = 6;

/// Leads to what was asked for. The question travels in the form; the address holds it sealed. A word that no
/// list holds narrows nothing. A key that was typed into the wrong field goes into no address.
#[server(endpoint = "search/open")]
pub async fn open_search(
    #[server(default)] q: String,
    #[server(default)] theme: Chosen<ThemeId>,
    #[server(default)] sector: Chosen<Sector>,
    #[server(default)] phase: Chosen<Phase>,
    #[server(default)] outcome: Chosen<Outcome>,
    #[server(default)] expert: Ticked,
    #[server(default)] order: Order,
) -> Result<Done, AppError> {
    let ctx = Ctx::of_request()?;
    let me = ctx.member()?;
    refuse_keys(&[("q", &q)])?;
    let asked = Asked {
        text: q,
        theme: theme.known(),
        sector: sector.known(),
        phase: phase.known(),
        outcome: outcome.known(),
        expert: expert.0,
        newest: order == Order::Newest,
    };
    Ok(Done::at(Cursor::first(asked).address(&ctx, &me)))
}

/// Something to go to.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Suggestion {
    /// The page that it leads to.
    pub href: String,
    /// Its title.
    pub title: String,
    /// The kind of page it is, in words.
    pub over: String,
}

/// Suggests what may be meant, while it is being typed.
#[server(endpoint = "search/suggest")]
pub async fn suggest(#[server(default)] q: String) -> Result<Vec<Suggestion>, AppError> {
    let ctx = Ctx::of_request()?;
    ctx.member()?;
    ctx.limit(Action::Suggest)?;
    let holds_key = privacy::holds_key(&q);
    let query = SearchQuery::of(&Asked { text: q, ..Asked::default() });
    if query.is_empty() || holds_key {
        return Ok(Vec::new());
    }
    let lang = ctx.lang;
    let mut tx = ctx.store.community.read().await?;
    let found = tx.search().list(&query, None).await?;
    let pages = leaves::of(lang).find(&query, 2, |word| found.is_sure(word));
    let mut suggestions: Vec<_> = pages
        .into_iter()
        .map(|leaf| Suggestion {
            href: leaf.href.clone(),
            title: leaf.title.clone(),
            over: leaves::kind_word(lang, leaf.kind).to_owned(),
        })
        .collect();
    let best: Vec<_> = found.threads.iter().take(MOST - suggestions.len()).map(Ranked::thread).collect();
    let rows = tx.threads().list_at(&best).await?;
    suggestions.extend(best.iter().filter_map(|at| rows.iter().find(|row| row.position == *at)).map(|row| {
        Suggestion {
            href: paths::thread(row.id),
            title: row.title.clone(),
            over: format!("{} · {}", t::search::kind_thread(lang), row.themes.labels(lang)),
        }
    }));
    Ok(suggestions)
}

/// Shows the form again with challenges that are like the one being written, so that somebody may find instead of
/// ask. `words` is all that a browser with JavaScript sends; without it the form sends itself. Nothing is kept.
#[server(endpoint = "search/alike")]
pub async fn look_alike() -> Result<(), AppError> {
    let ctx = Ctx::of_request()?;
    ctx.confirmed_member()?;
    ctx.limit(Action::Suggest)
}
