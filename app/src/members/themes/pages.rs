//! All themes by cluster, and the page of each: what it is, what worked for how many, who answered, what is shared.

use crate::kit::ctx::{Action, Ctx};
use crate::kit::page::{Before, Frame, Page, PageResult, Path, Query, ThemeFrame};
use crate::kit::paths;
use crate::kit::ui::*;
use crate::members::themes::parts;
use crate::story::{cards, own};
use crate::t;
use domain::steps::Step;
use domain::themes::{ThemeId, clusters};
use domain::threads::{Filter, Position};
use domain::tried::UNKNOWN;
use leptos::prelude::*;
use store::{PostRow, ThreadRow};

/// The number of tips that the page of a theme shows at a time.
const TIPS: i64 = 5;
const EXPERTS: i64 = 3;
const PORTION: i64 = 12;

const GLYPHS: &[Glyph] = &[Glyph::Herken, Glyph::Lightbulb, Glyph::SealCheck];

/// All themes by cluster. A theme with many stories says so, as of the last refresh.
pub async fn themes(ctx: Ctx) -> PageResult {
    ctx.member()?;
    let lang = ctx.lang;
    let totals = ctx.store.community.read().await?.themes().list_totals().await?;
    let chip = |theme: ThemeId| {
        let total = totals.iter().find(|(other, _)| *other == theme).map_or(0, |(_, stories)| *stories);
        let step = step_word(lang, Step::of(total)).filter(|_| Step::of(total) >= Step::Tens);
        let step = step.map(|step| view! { " "<small class="xs">{step}</small> });
        view! { <li><a class="chip" href=paths::theme(theme)>{theme.label(lang)}{step}</a></li> }
    };
    let sections: Vec<_> = clusters()
        .iter()
        .map(|cluster| {
            let themes: Vec<_> = cluster.themes().map(chip).collect();
            view! {
                <section class="cluster" data-t=cluster.colour.slug() aria-labelledby=format!("cluster-{}", cluster.slug)>
                    <span class="tile"><ThemePicture colour=cluster.colour/></span>
                    <div class="stack stack--s">
                        <h2 id=format!("cluster-{}", cluster.slug)>{cluster.label(lang)}</h2>
                        <ul class="row row--s row--wrap">{themes}</ul>
                    </div>
                </section>
            }
        })
        .collect();
    Ok(Page::of(view! {
        <Frame news=ctx.news item=Some(MenuItem::Discover) title=t::themes::title(lang)>
            <form method="post" action=OPEN_SEARCH.action() role="search"><SearchBox/></form>
            <p class="muted">{t::themes::lead(lang)}</p>
            <div class="stack">{sections}</div>
        </Frame>
    }))
}

/// Everything that the page of a theme shows, read at one go.
struct Shelf {
    stories: i64,
    /// True when there are experts who may answer.
    experts_there: bool,
    tips: Vec<(PostRow, ThreadRow)>,
    experts: Vec<(PostRow, ThreadRow)>,
    rows: Vec<ThreadRow>,
    older: Option<Position>,
}

/// Every question is bounded and reads along an index (`store`), however many stories there are.
async fn shelf(ctx: &Ctx, theme: ThemeId, before: Option<Position>) -> Result<Shelf, store::Error> {
    let mut tx = ctx.store.community.read().await?;
    let mut rows = tx.threads().list(Filter::Theme(theme), before, PORTION + 1).await?;
    let more = rows.len() as i64 > PORTION;
    rows.truncate(PORTION as usize);
    let older = rows.last().filter(|_| more).map(|row| row.position);
    let mut shelf =
        Shelf { stories: 0, experts_there: false, tips: Vec::new(), experts: Vec::new(), rows, older };
    if before.is_some() {
        return Ok(shelf);
    }
    shelf.experts_there = tx.experts().any().await?;
    let totals = tx.themes().list_totals().await?;
    shelf.stories = totals.iter().find(|(other, _)| *other == theme).map_or(0, |(_, stories)| *stories);
    for tip in tx.posts().list_best(theme, UNKNOWN, TIPS).await? {
        if let Some(thread) = tx.threads().find(tip.thread).await? {
            shelf.tips.push((tip, thread));
        }
    }
    for thread in tx.threads().list_by_expert(theme, EXPERTS).await? {
        if let Some(answer) = tx.posts().find_by_expert(thread.id).await? {
            shelf.experts.push((answer, thread));
        }
    }
    Ok(shelf)
}

/// One theme. Older pages hold the stories only.
pub async fn theme(ctx: Ctx, Path(theme): Path<ThemeId>, Query(before): Query<Before>) -> PageResult {
    let me = ctx.member()?;
    ctx.limit(Action::Read)?;
    let before = before.position();
    let shelf = shelf(&ctx, theme, before).await?;
    let lang = ctx.lang;
    let about = before.is_none().then(|| {
        let experts = shelf.experts_there.then_some(&*shelf.experts);
        parts::about(&ctx, &shelf.tips, experts, !shelf.rows.is_empty())
    });
    let stories = parts::stories(&ctx, theme, &shelf.rows, before.is_some());
    let older = shelf.older.map(|position| {
        let href = format!("{}?before={position}", paths::theme(theme));
        view! { <div class="center"><a class="btn btn--soft" href=href>{t::themes::older(lang)}</a></div> }
    });
    let back = if before.is_some() { paths::theme(theme) } else { paths::THEMES.to_owned() };
    Ok(Page::of(view! {
        <ThemeFrame news=ctx.news item=MenuItem::Discover colour=theme.colour() glyphs=GLYPHS back
            top=parts::top(lang, theme, shelf.stories)>
            {before.is_none().then(|| own::follow(&ctx, &me, theme))}
            {about}
            {stories}
            {older}
            <cards::HelpCard theme/>
            {parts::related(lang, theme)}
        </ThemeFrame>
    }))
}
