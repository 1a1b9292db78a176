//! The feed: the newest challenges, all or those of a filter.

use crate::islands::Reactions;
use crate::kit::ctx::{Action, Ctx};
use crate::kit::page::{Frame, Page, PageResult, Query};
use crate::kit::paths;
use crate::kit::ui::*;
use crate::story::cards;
use crate::story::reactions::{Reaction, mine};
use crate::t;
use domain::chosen::Chosen;
use domain::themes::ThemeId;
use domain::threads::{Filter, Narrowed, Position};
use leptos::prelude::*;
use serde::Deserialize;

/// The number of challenges that the feed shows at a time.
const PORTION: i64 = 12;
/// Every third challenge is a poster; the others are rows.
const POSTER_EVERY: usize = 3;

const GLYPHS: &[Glyph] = &[Glyph::Herken, Glyph::Lightbulb, Glyph::SealCheck];

/// The query of the feed.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct FeedQuery {
    filter: Chosen<Narrowed>,
    theme: Chosen<ThemeId>,
    before: String,
}

/// The feed: the newest challenges, all or those of a filter.
pub async fn threads(ctx: Ctx, Query(asked): Query<FeedQuery>) -> PageResult {
    let me = ctx.member()?;
    ctx.limit(Action::Read)?;
    let sector = me.cohort.as_ref().map(|cohort| cohort.sector);
    let filter = Filter::from_query(asked.filter, asked.theme, sector);
    // A number below one is a place, too: nothing stands before it.
    let before = asked.before.parse().ok().map(Position);
    let (mut rows, experts, any) = {
        let mut tx = ctx.store.community.read().await?;
        let rows = tx.threads().list(filter, before, PORTION + 1).await?;
        // Why there is nothing: asked only then.
        let any = !rows.is_empty() || !tx.threads().list(Filter::New, None, 1).await?.is_empty();
        (rows, tx.experts().any().await?, any)
    };
    let older = (rows.len() as i64 > PORTION).then(|| {
        rows.truncate(PORTION as usize);
        rows.last().map(|row| row.position)
    });
    let posters: Vec<_> = rows.iter().step_by(POSTER_EVERY).map(|row| row.opening).collect();
    let mine = mine(&ctx, &me, &posters).await?;
    let list = Rendered::made(|out| {
        for (n, row) in rows.iter().enumerate() {
            match n % POSTER_EVERY {
                0 => cards::poster(&ctx, out, row, Reaction::recognise(&ctx, &me, row, &mine)),
                _ => cards::row(&ctx, out, row),
            }
        }
    });
    let empty = rows.is_empty();
    Ok(Page::of(view! {
        <Frame news=ctx.news item=Some(MenuItem::Home)>
            <Symbols glyphs=GLYPHS/>
            <h1>{t::threads::feed_title(ctx.lang)}</h1>
            <Filters filter has_sector=sector.is_some() experts ctx=ctx.clone()/>
            {if empty { view! { <NothingYet filter why=Why::of(any, before.is_some()) ctx=ctx.clone()/> }.into_any() } else {
                view! { <ul class="feed stack">{list.into_view()}</ul> }.into_any()
            }}
            {older.flatten().map(|position| view! { <Older filter position ctx=ctx.clone()/> })}
            <Reactions/>
        </Frame>
    }))
}

/// The chips above the feed. Links, so that each list has an address.
#[component]
fn Filters(filter: Filter, has_sector: bool, experts: bool, ctx: Ctx) -> impl IntoView {
    let lang = ctx.lang;
    let chip = |slug: &'static str, word: &'static str| {
        let here = filter.slug() == slug;
        let href = if slug == "new" {
            paths::THREADS.to_owned()
        } else {
            format!("{}?filter={slug}", paths::THREADS)
        };
        view! { <li><a class="chip" href=href aria-current=here.then_some("true")>{word}</a></li> }
    };
    let theme = match filter {
        Filter::Theme(theme) => Some(view! {
            <li><a class="chip" href=paths::threads(filter) aria-current="true">{theme.label(lang)}</a></li>
        }),
        _ => None,
    };
    view! {
        <ul class="filters" aria-label=t::threads::filters(lang)>
            {theme}
            {chip("new", t::threads::filter_new(lang))}
            {has_sector.then(|| chip("sector", t::threads::filter_sector(lang)))}
            {chip("unanswered", t::threads::filter_unanswered(lang))}
            {experts.then(|| chip("expert", t::threads::filter_expert(lang)))}
            <li><a class="chip" href=paths::SEARCH>{t::search::go(lang)}</a></li>
        </ul>
    }
}

/// Why a list is empty.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Why {
    /// Nobody shared anything yet.
    Nothing,
    /// There are stories, but none of these.
    Elsewhere,
    /// All of them stand on the pages before.
    End,
}

impl Why {
    const fn of(any: bool, later: bool) -> Self {
        match (any, later) {
            (_, true) => Self::End,
            (true, _) => Self::Elsewhere,
            (false, _) => Self::Nothing,
        }
    }
}

#[component]
fn NothingYet(filter: Filter, why: Why, ctx: Ctx) -> impl IntoView {
    let lang = ctx.lang;
    let share = (paths::NEW_THREAD, t::threads::share_first(lang));
    let all = (paths::THREADS, t::threads::to_all(lang));
    let (title, text, (to, words)) = match (why, filter) {
        (Why::Nothing, _) => (t::threads::empty_title(lang), t::threads::empty_text(lang), share),
        (Why::End, _) => (t::threads::empty_end_title(lang), t::threads::empty_end_text(lang), all),
        (_, Filter::Unanswered) => {
            (t::threads::empty_unanswered_title(lang), t::threads::empty_unanswered_text(lang), all)
        }
        (_, Filter::Expert) => {
            (t::threads::empty_expert_title(lang), t::threads::empty_expert_text(lang), all)
        }
        (_, Filter::Sector(_)) => (t::threads::empty_sector_title(lang), t::threads::empty_text(lang), share),
        (_, _) => (t::threads::empty_theme_title(lang), t::threads::empty_text(lang), share),
    };
    view! { <Empty title text><a class="btn btn--primary" href=to>{words}</a></Empty> }
}

#[component]
fn Older(filter: Filter, position: Position, ctx: Ctx) -> impl IntoView {
    let list = paths::threads(filter);
    let join = if list.contains('?') { '&' } else { '?' };
    view! {
        <div class="center"><a class="btn btn--soft" href=format!("{list}{join}before={}", position.0)>
            {t::threads::older(ctx.lang)}
        </a></div>
    }
}
