//! The list of organisations, and one of them.

use super::api::{ADD, EXPORT, SET};
use super::list::{self, SHAPE, kind_words};
use crate::desk::table::{TableAsked, export_form};
use crate::desk::{Admin, Desk, Item, StaffFrame, Table};
use crate::kit::ctx::Ctx;
use crate::kit::error::AppError;
use crate::kit::forms::{Form, FormState};
use crate::kit::page::{Page, PageResult, Path, Query};
use crate::kit::paths;
use crate::kit::ui::*;
use crate::t;
use domain::ids::OrganisationId;
use domain::people::{Region, Sector};
use domain::staff::Right;
use leptos::prelude::*;
use store::{Organisation, OrganisationKind};

/// All of them.
pub async fn list(ctx: Ctx, asked: Query<TableAsked>) -> PageResult {
    let desk = Desk::open(&ctx, Right::ManageOrganisations).await?;
    let (lang, query) = (ctx.lang, asked.0.of(&SHAPE));
    let all = list::load(lang, &mut ctx.store.accounts.read().await?).await?;
    let (rows, next) = query.portion(all, |one| one.fits(&query));
    let title = t::staff::organisations(lang);
    let tools = view! {
        {export_form(lang, &query, &EXPORT)}
        <a class="btn btn--s btn--soft" href=paths::STAFF_NEW_ORGANISATION><Icon glyph=Glyph::Plus/>{t::organisations::new(lang)}</a>
    }
    .into_any();
    let form = FormState::of(&ctx, &EXPORT);
    Ok(Page::of(view! {
        <StaffFrame desk item=Item::Admin(Admin::Organisations) title tools>
            <div class="work-page">
                <FaultSummary form/>
                <Table query caption=title choices=list::choices(lang) rows next empty=(t::organisations::none(lang), t::organisations::none_text(lang))/>
            </div>
        </StaffFrame>
    })
    .titled(title))
}

/// A new one.
pub async fn new(ctx: Ctx) -> PageResult {
    let desk = Desk::open(&ctx, Right::ManageOrganisations).await?;
    Ok(form_page(&ctx, desk, &ADD, None))
}

/// One of them, to change.
pub async fn one(ctx: Ctx, Path(id): Path<OrganisationId>) -> PageResult {
    let desk = Desk::open(&ctx, Right::ManageOrganisations).await?;
    let found = ctx.store.accounts.read().await?.organisations().find(id).await?.ok_or(AppError::Gone)?;
    Ok(form_page(&ctx, desk, &SET, Some(found)))
}

fn form_page(ctx: &Ctx, desk: Desk, form: &'static Form, is: Option<Organisation>) -> Page {
    let (lang, state) = (ctx.lang, FormState::of(ctx, form));
    let title = is.as_ref().map_or_else(|| t::organisations::new(lang).to_owned(), |one| one.name.clone());
    let was = |field: &str, now: &str| state.value_or(field, now);
    let name = was("name", is.as_ref().map_or("", |one| &one.name));
    let kind = was("kind", is.as_ref().map_or("", |one| one.kind.slug()));
    let region = was("region", is.as_ref().and_then(|one| one.region).map_or("", Region::slug));
    let sector = was("sector", is.as_ref().and_then(|one| one.sector).map_or("", Sector::slug));
    let kinds = OrganisationKind::ALL.map(|kind| Choice::new(kind.slug(), kind_words(kind, lang))).to_vec();
    let regions = Region::ALL.iter().map(|one| Choice::new(one.slug(), one.label(lang))).collect();
    let sectors = Sector::ALL.iter().map(|one| Choice::new(one.slug(), one.label(lang))).collect();
    let which = is.map(|one| view! { <input type="hidden" name="organisation" value=one.id.to_string()/> });
    let labels = vec![
        ("name", t::staff::name(lang).to_owned()),
        ("kind", t::organisations::kind(lang).to_owned()),
        ("region", t::organisations::region(lang).to_owned()),
        ("sector", t::organisations::sector(lang).to_owned()),
    ];
    let titled = title.clone();
    Page::of(view! {
        <StaffFrame desk item=Item::Admin(Admin::Organisations) title back=paths::STAFF_ORGANISATIONS>
            <div class="work-page work-page--form">
                <FaultSummary form=state.clone() labels/>
                <form class="card stack" method="post" action=form.action()>
                    {which}
                    <TextField name="name" label=t::staff::name(lang) value=name fault=state.fault("name")/>
                    <ChoiceGroup name="kind" legend=t::organisations::kind(lang) options=kinds chosen=kind fault=state.fault("kind")/>
                    <SelectField name="region" label=t::organisations::region(lang) groups=vec![(String::new(), regions)] chosen=region
                        hint=t::organisations::open_hint(lang) fault=state.fault("region")/>
                    <SelectField name="sector" label=t::organisations::sector(lang) groups=vec![(String::new(), sectors)] chosen=sector
                        hint=t::organisations::open_hint(lang) fault=state.fault("sector")/>
                    <Submit>{t::staff::keep(lang)}</Submit>
                </form>
            </div>
        </StaffFrame>
    })
    .titled(&titled)
}
