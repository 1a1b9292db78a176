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
    let mut rows = ctx.store.community.read().await?.threads().list(filter, before, PORTION + 1).await?;
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
            <Filters filter has_sector=sector.is_some() ctx=ctx.clone()/>
            {if empty { view! { <NothingYet filter ctx=ctx.clone()/> }.into_any() } else {
                view! { <ul class="feed stack">{list.into_view()}</ul> }.into_any()
            }}
            {older.flatten().map(|position| view! { <Older filter position ctx=ctx.clone()/> })}
            <Reactions/>
        </Frame>
    }))
}

/// The chips above the feed. Links, so that each list has an address.
#[component]
fn Filters(filter: Filter, has_sector: bool, ctx: Ctx) -> impl IntoView {
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
            {chip("expert", t::threads::filter_expert(lang))}
            <li><a class="chip" href=paths::SEARCH>{t::search::go(lang)}</a></li>
        </ul>
    }
}

#[component]
fn NothingYet(filter: Filter, ctx: Ctx) -> impl IntoView {
    let lang = ctx.lang;
    let (title, text) = match filter {
        Filter::Unanswered => {
            (t::threads::empty_unanswered_title(lang), t::threads::empty_unanswered_text(lang))
        }
        _ => (t::threads::empty_title(lang), t::threads::empty_text(lang)),
    };
    view! {
        <Empty title text><a class="btn btn--primary" href=paths::NEW_THREAD>{t::threads::share_first(lang)}</a></Empty>
    }
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
