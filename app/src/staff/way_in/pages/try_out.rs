//! The page of a link of the demo, on the machine of whoever tries this out. Anywhere else there is no such page.

use crate::kit::ctx::Ctx;
use crate::kit::error::AppError;
use crate::kit::forms::FormState;
use crate::kit::page::{Page, PageResult};
use crate::kit::paths;
use crate::staff::way_in::api::TRY_OUT;
use crate::staff::way_in::parts::{door, link_form};
use crate::t;

/// Coming in as one of the staff of the demo.
pub async fn try_out(ctx: Ctx) -> PageResult {
    if ctx.demo_staff.0.is_empty() {
        return Err(AppError::Gone);
    }
    let lang = ctx.lang;
    let form = FormState::of(&ctx, &TRY_OUT);
    let heads = (t::staff_way_in::try_title(lang), t::staff_way_in::try_lead(lang));
    let inside = link_form(lang, heads, &form, TRY_OUT.action(), None, t::staff_way_in::try_in(lang));
    Ok(Page::of(door(lang, paths::STAFF_TRY, inside)))
}
