//! The log.

use super::api::EXPORT;
use super::list::{self, SHAPE, deed_words};
use super::names::Names;
use crate::desk::table::{Choices, PORTION, TableAsked, export_form};
use crate::desk::{Admin, Desk, Item, StaffFrame, Table};
use crate::kit::ctx::Ctx;
use crate::kit::forms::FormState;
use crate::kit::page::{Page, PageResult, Query};
use crate::kit::ui::*;
use crate::t;
use domain::staff::{Right, StaffDeed};
use leptos::prelude::*;

/// What staff did, the newest first unless asked otherwise.
pub async fn list(ctx: Ctx, asked: Query<TableAsked>) -> PageResult {
    let desk = Desk::open(&ctx, Right::ReadLog).await?;
    let (lang, query) = (ctx.lang, asked.0.of(&SHAPE));
    let names = Names::load(&ctx).await?;
    let mut rows = list::load(&ctx, &query, &names, query.after(), PORTION + 1).await?;
    let more = rows.len() > PORTION;
    rows.truncate(PORTION);
    let next = rows.last().filter(|_| more).map(|row| row.place.to_string());
    let deeds = StaffDeed::all().map(|deed| (deed.slug().to_owned(), deed_words(lang, deed).to_owned()));
    let choices = vec![
        Choices { name: "staff", label: t::staff_log::who(lang), words: names.people },
        Choices { name: "deed", label: t::staff_log::deed(lang), words: deeds.collect() },
    ];
    let title = t::staff::log(lang);
    let tools = export_form(lang, &query, &EXPORT);
    let form = FormState::of(&ctx, &EXPORT);
    Ok(Page::of(view! {
        <StaffFrame desk item=Item::Admin(Admin::Log) title tools>
            <div class="work-page">
                <FaultSummary form/>
                <p class="sm muted">{t::staff_log::members(lang)}</p>
                <Table query caption=title choices rows next empty=(t::staff_log::none(lang), t::staff_log::none_text(lang))/>
            </div>
        </StaffFrame>
    })
    .titled(title))
}
