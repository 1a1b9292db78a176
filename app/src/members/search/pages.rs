//! The form to search with, and what was found.

use crate::islands::Suggest;
use crate::kit::ctx::{Action, Ctx, Member};
use crate::kit::error::AppError;
use crate::kit::forms::FormState;
use crate::kit::page::{self, Frame, Page, PageResult};
use crate::kit::paths;
use crate::kit::ui::*;
use crate::members::search::parts::{Hit, Narrow, Pages, hit};
use crate::t;
use domain::search::{Asked, Leaf, PostPlace, Ranked, SearchQuery, newest_first};
use domain::secrets::{open_asked, seal_asked};
use domain::threads::Position;
use leptos::prelude::*;
use serde::Deserialize;

/// The number of threads that a page shows.
const PORTION: usize = 10;

/// A question and how far somebody got with its answers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cursor {
    /// The question.
    pub asked: Asked,
    /// After this score and thread; for the newest first only the thread counts.
    after: Option<(i64, i64)>,
    /// Among posts before this one.
    before: Option<i64>,
}

impl Cursor {
    /// The first answers.
    pub fn first(asked: Asked) -> Self {
        Self { asked, ..Self::default() }
    }

    /// Its address, which only `me` can read.
    pub fn address(&self, ctx: &Ctx, me: &Member) -> String {
        let number = |n: Option<i64>| n.map(|n| n.to_string()).unwrap_or_default();
        let (score, thread) = self.after.unzip();
        let cursor = [number(score), number(thread), number(self.before)].join("\t");
        let line = format!("{cursor}\n{}", self.asked.to_line());
        format!("{}?s={}", paths::SEARCH, seal_asked(&me.root, &*ctx.entropy, &line))
    }

    fn read(me: &Member, sealed: &str) -> Option<Self> {
        let line = open_asked(&me.root, sealed)?;
        let (cursor, asked) = line.split_once('\n')?;
        let numbers: Vec<Option<i64>> = cursor.split('\t').map(|n| n.parse().ok()).collect();
        let [score, thread, before] = numbers[..] else { return None };
        Some(Self { asked: Asked::from_line(asked)?, after: score.zip(thread), before })
    }
}

/// The answers that one page shows.
struct Answers {
    leaves: Vec<&'static Leaf>,
    hits: Vec<Hit>,
    next: Option<Cursor>,
    older: Option<Cursor>,
}

impl Answers {
    const fn is_empty(&self) -> bool {
        self.hits.is_empty() && self.leaves.is_empty() && self.older.is_none()
    }
}

/// The query of the results: the question, sealed.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Sealed {
    s: String,
}

/// The form, and under it what was found.
pub async fn search(ctx: Ctx, page::Query(Sealed { s: sealed }): page::Query<Sealed>) -> PageResult {
    let me = ctx.member()?;
    let lang = ctx.lang;
    let cursor = Cursor::read(&me, &sealed).unwrap_or_default();
    let question = SearchQuery::of(&cursor.asked);
    let answers = match question.is_empty() {
        true => None,
        false => Some(answers(&ctx, &cursor, &question).await?),
    };
    let found = match answers {
        None if cursor.asked.text.is_empty() => view! { <Begin/> }.into_any(),
        None => nothing(&ctx, &me, &cursor.asked),
        Some(answers) if answers.is_empty() => nothing(&ctx, &me, &cursor.asked),
        Some(answers) => {
            let link = |cursor: Option<Cursor>, word: &'static str| {
                cursor.map(|cursor| view! {
                    <div class="center"><a class="btn btn--soft" href=cursor.address(&ctx, &me)>{word}</a></div>
                })
            };
            let hits: Vec<_> =
                answers.hits.into_iter().map(|found| hit(lang, ctx.clock.today(), found)).collect();
            let list = if hits.is_empty() {
                // Only pages were found. Where older stories are left to look through, their link says so.
                answers.older.is_none().then(|| view! {
                    <p class="muted">{t::search::no_story(lang)}</p>
                    <div><a class="btn btn--soft" href=paths::NEW_THREAD>{t::search::share(lang)}</a></div>
                }).into_any()
            } else {
                view! { <h2>{t::search::found(lang)}</h2><ul class="feed stack">{hits}</ul> }.into_any()
            };
            view! {
                <Pages leaves=answers.leaves lang/>
                {list}
                {link(answers.next, t::search::more(lang))}
                {link(answers.older, t::search::older(lang))}
            }
            .into_any()
        }
    };
    Ok(Page::of(view! {
        <Frame news=ctx.news item=Some(MenuItem::Discover) back=paths::THEMES>
            <Symbols glyphs=&[Glyph::SealCheck]/>
            <h1>{t::search::title(lang)}</h1>
            <FaultSummary form=FormState::of(&ctx, &OPEN_SEARCH)/>
            <form class="stack" method="post" action=OPEN_SEARCH.action() role="search">
                <SearchBox value=cursor.asked.text.clone()/>
                <Narrow asked=cursor.asked.clone()/>
            </form>
            <Suggest said=t::search::suggested(lang).to_owned()/>
            {found}
        </Frame>
    }))
}

/// Reads what one page shows.
async fn answers(ctx: &Ctx, cursor: &Cursor, question: &SearchQuery) -> Result<Answers, AppError> {
    ctx.limit(Action::Read)?;
    let mut tx = ctx.store.community.read().await?;
    let found = tx.search().list(question, cursor.before.map(PostPlace)).await?;
    let leaves = if cursor.after.is_none() && cursor.before.is_none() {
        crate::members::search::leaves::of(ctx.lang).find(question, 3, |word| found.is_sure(word))
    } else {
        Vec::new()
    };
    let ranked =
        if cursor.asked.newest { newest_first(found.threads, question.words.len()) } else { found.threads };
    let key = |found: &Ranked| (if cursor.asked.newest { 0 } else { found.score }, found.thread().0);
    let mut rest = ranked.into_iter().filter(|found| cursor.after.is_none_or(|after| key(found) < after));
    let best: Vec<Ranked> = rest.by_ref().take(PORTION).collect();
    let more = rest.next().is_some();
    let next = best.last().filter(|_| more).map(|last| Cursor { after: Some(key(last)), ..cursor.clone() });
    let older = found.older.filter(|_| !more);
    let older = older.map(|post| Cursor { after: None, before: Some(post.0), ..cursor.clone() });
    let at: Vec<Position> = best.iter().map(Ranked::thread).collect();
    let rows = tx.threads().list_at(&at).await?;
    let shown: Vec<_> = best
        .iter()
        .filter_map(|found| {
            Some((rows.iter().find(|row| row.position == found.thread())?, found.place.seq()))
        })
        .collect();
    let places: Vec<_> = shown.iter().map(|(row, seq)| (row.id, *seq)).collect();
    let mut posts = tx.posts().list_at(&places).await?;
    drop(tx);
    let hits = shown.into_iter().filter_map(|(row, seq)| {
        let at = posts.iter().position(|post| post.thread == row.id && post.seq == seq)?;
        Hit::of(row.clone(), posts.swap_remove(at), &found.terms)
    });
    Ok(Answers { leaves, hits: hits.collect(), next, older })
}

/// Before anything was asked: what can be found here.
#[component]
fn Begin() -> impl IntoView {
    let lang = crate::kit::drawing::use_lang();
    view! {
        <p class="muted">{t::search::begin(lang)}</p>
        <p><a class="link link--row" href=paths::THEMES>{t::search::all_themes(lang)}</a></p>
    }
}

/// Nothing was found: what else to try.
fn nothing(ctx: &Ctx, me: &Member, asked: &Asked) -> AnyView {
    let lang = ctx.lang;
    let wider = asked.is_narrowed().then(|| {
        let wider = Asked { text: asked.text.clone(), newest: asked.newest, ..Asked::default() };
        let href = Cursor::first(wider).address(ctx, me);
        view! { <a class="btn btn--soft" href=href>{t::search::wider(lang)}</a> }
    });
    view! {
        <Empty title=t::search::nothing_title(lang) text=t::search::nothing_text(lang)>
            {wider}
            <a class="btn btn--soft" href=paths::THEMES>{t::search::all_themes(lang)}</a>
            <a class="btn btn--primary" href=paths::NEW_THREAD>{t::search::share(lang)}</a>
        </Empty>
    }
    .into_any()
}
