//! The first page of staff, and "Wat jij ziet".

use super::seen;
use crate::desk::{Admin, Desk, Item, StaffFrame};
use crate::kit::ctx::Ctx;
use crate::kit::page::{Page, PageResult};
use crate::kit::paths;
use crate::kit::ui::{Ding, Glyph, Icon, ListRow, Mood};
use crate::t;
use domain::people::Lang;
use domain::staff::Right;
use leptos::prelude::*;

/// Shows what waits for whoever is there, by what they may do.
pub async fn home(ctx: Ctx) -> PageResult {
    let desk = Desk::open(&ctx, Right::BeHere).await?;
    let title = t::staff::home(ctx.lang);
    Ok(Page::of(drawn(desk, ctx.lang)).titled(title))
}

/// Shows what each role sees, what whoever is there sees of it, and what nobody does.
pub async fn who_sees_what(ctx: Ctx) -> PageResult {
    let desk = Desk::open(&ctx, Right::BeHere).await?;
    let (lang, title) = (ctx.lang, t::staff::seen(ctx.lang));
    let page = seen::drawn(&desk.me, lang);
    Ok(Page::of(view! { <StaffFrame desk item=Item::Seen title>{page}</StaffFrame> }).titled(title))
}

fn drawn(desk: Desk, lang: Lang) -> AnyView {
    let me = desk.me.clone();
    let held = me.may(Right::Moderate).then(|| held(desk.held, lang));
    let pages: Vec<_> = Admin::ALL
        .into_iter()
        .filter(|page| me.may(page.right()))
        .map(|page| {
            let text = match page {
                Admin::System => t::staff_home::system_text(lang),
                Admin::Team => t::staff_home::team_text(lang),
                Admin::Cohorts => t::staff_home::cohorts_text(lang),
                Admin::Organisations => t::staff_home::organisations_text(lang),
                Admin::Log => t::staff_home::log_text(lang),
            };
            view! { <ListRow href=page.path() glyph=page.glyph() title=page.words(lang) text/> }
        })
        .collect();
    let idle = (held.is_none() && pages.is_empty()).then(|| {
        view! { <p class="card">{t::staff_home::nothing_for_you(lang)}</p> }
    });
    let admin = (!pages.is_empty()).then(|| {
        view! {
            <section class="stack stack--s">
                <h2 class="h3">{t::staff::admin(lang)}</h2>
                <ul class="card list">{pages}</ul>
            </section>
        }
    });
    let roles: Vec<_> =
        me.roles.iter().map(|role| view! { <span class="tag">{role.label(lang)}</span> }).collect();
    let hello = t::staff_home::hello(lang, &me.name);
    view! {
        <StaffFrame desk item=Item::Home title=hello>
            <div class="work-page">
                <div class="row row--s row--wrap"><span class="muted">{me.function.clone()}</span>{roles}</div>
                {held}
                {admin}
                {idle}
                <ul class="card list">
                    <ListRow href=paths::STAFF_WHO_SEES_WHAT glyph=Glyph::Eye title=t::staff::seen(lang) text=t::staff_home::seen_text(lang)/>
                    <ListRow href=paths::STAFF_ACCOUNT glyph=Glyph::Key title=t::staff::account(lang) text=t::staff_home::account_text(lang)/>
                </ul>
            </div>
        </StaffFrame>
    }
    .into_any()
}

/// The queue in one card: how much waits, and the way to it.
fn held(number: i64, lang: Lang) -> AnyView {
    if number == 0 {
        return view! {
            <section class="card waits"><Ding mood=Mood::Happy/><div class="stack stack--s">
                <h2 class="h3">{t::staff_home::all_done(lang)}</h2>
                <p class="muted">{t::staff_home::all_done_text(lang)}</p>
            </div></section>
        }
        .into_any();
    }
    let words = t::staff_home::waiting(lang, number);
    view! {
        <section class="card waits waits--some">
            <b class="waits-number" aria-hidden="true">{number}</b>
            <div class="stack stack--s"><h2 class="h3">{words}</h2><p class="muted">{t::staff_home::waiting_text(lang)}</p></div>
            <a class="btn btn--primary" href=paths::STAFF_HELD data-key="1"><Icon glyph=Glyph::ShieldCheck/>{t::staff_home::to_queue(lang)}</a>
        </section>
    }
    .into_any()
}
