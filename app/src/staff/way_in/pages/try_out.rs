//! The page of a link of the demo, on the machine of whoever tries this out. Anywhere else there is no such page.

use crate::islands::LinkCode;
use crate::kit::ctx::Ctx;
use crate::kit::error::AppError;
use crate::kit::forms::FormState;
use crate::kit::page::{Page, PageResult};
use crate::kit::paths;
use crate::kit::ui::*;
use crate::staff::way_in::api::TRY_OUT;
use crate::staff::way_in::parts::door;
use crate::t;
use leptos::prelude::*;

/// Coming in as one of the staff of the demo.
pub async fn try_out(ctx: Ctx) -> PageResult {
    if ctx.demo_staff.0.is_empty() {
        return Err(AppError::Gone);
    }
    let lang = ctx.lang;
    let form = FormState::of(&ctx, &TRY_OUT);
    let inside = view! {
        <div class="stack stack--s">
            <h1>{t::staff_way_in::try_title(lang)}</h1>
            <p class="muted">{t::staff_way_in::try_lead(lang)}</p>
        </div>
        <FaultSummary form=form.clone() labels=vec![("code", t::staff_way_in::link(lang).to_owned())]/>
        <form class="stack" method="post" action=TRY_OUT.action()>
            <div data-by-link="">
                <TextField name="code" label=t::staff_way_in::link(lang) hint=t::staff_way_in::link_hint(lang)
                    value=form.value("code") fault=form.fault("code")/>
            </div>
            <Submit block=true>{t::staff_way_in::try_in(lang)}<Icon glyph=Glyph::ArrowRight/></Submit>
        </form>
        <LinkCode/>
    };
    Ok(Page::of(door(lang, paths::STAFF_TRY, inside.into_any())))
}
