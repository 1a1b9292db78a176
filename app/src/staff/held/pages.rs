//! The queue, with nothing open yet. A phone shows the list.

use super::list::{Queue, QueueAsked, in_order};
use crate::desk::{Desk, Item, Pane, StaffFrame};
use crate::kit::ctx::Ctx;
use crate::kit::deed::UNDO_HELD;
use crate::kit::forms::FormState;
use crate::kit::page::{Page, PageResult, Query};
use crate::kit::paths;
use crate::kit::ui::*;
use crate::story::privacy::Rules;
use crate::t;
use domain::staff::Right;
use leptos::prelude::*;

/// Posts that wait for a moderator.
pub async fn held(ctx: Ctx, Query(asked): Query<QueueAsked>) -> PageResult {
    let desk = Desk::open(&ctx, Right::Moderate).await?;
    let (lang, waits, order) = (ctx.lang, desk.held, asked.order);
    let queue = Queue::read(&ctx, asked, &Rules::of(&ctx).await?).await?;
    let list = queue.drawn(&ctx, None);
    let undo = FormState::of(&ctx, &UNDO_HELD);
    let work = match queue.first() {
        Some(first) => view! {
            <Empty title=t::staff_held::choose(lang) text=t::staff_held::choose_text(lang)>
                <a class="btn btn--primary" href=in_order(order, &paths::staff_held(first))>{t::staff_held::begin(lang)}</a>
            </Empty>
        }
        .into_any(),
        None => view! { <Empty mood=Mood::Happy title=t::staff_held::empty(lang) text=t::staff_held::empty_text(lang)>""</Empty> }.into_any(),
    };
    let title = t::staff::held(lang);
    Ok(Page::of(view! {
        <StaffFrame desk item=Item::Held title=t::staff_held::waiting(lang, waits) list list_name=title phone=Pane::List>
            <div class="work-page"><FaultSummary form=undo/>{work}</div>
        </StaffFrame>
    })
    .titled(title))
}
