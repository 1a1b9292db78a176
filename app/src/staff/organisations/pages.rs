//! The list of organisations, and one of them.

use super::api::{ADD, SET};
use crate::desk::table::{Asked, Choices, Column, Shape, TableRow};
use crate::desk::{Admin, Desk, Item, StaffFrame, Table};
use crate::kit::ctx::Ctx;
use crate::kit::error::AppError;
use crate::kit::forms::{Form, FormState};
use crate::kit::page::{Page, PageResult, Path, Query};
use crate::kit::paths;
use crate::kit::ui::*;
use crate::t;
use domain::ids::OrganisationId;
use domain::people::{Lang, Region, Sector};
use domain::staff::Right;
use leptos::prelude::*;
use store::{Organisation, OrganisationKind};

static SHAPE: Shape = Shape {
    path: paths::STAFF_ORGANISATIONS,
    columns: &[
        Column { name: "name", words: t::staff::name, sorts: true },
        Column { name: "kind", words: t::organisations::kind, sorts: true },
        Column { name: "region", words: t::organisations::region, sorts: true },
        Column { name: "sector", words: t::organisations::sector, sorts: true },
    ],
    sorted: ("name", false),
    filters: &["kind"],
};

/// The word for a kind of organisation.
fn kind_words(kind: OrganisationKind, lang: Lang) -> &'static str {
    match kind {
        OrganisationKind::Employer => t::organisations::employer(lang),
        OrganisationKind::School => t::organisations::school(lang),
    }
}

/// All of them.
pub async fn list(ctx: Ctx, asked: Query<Asked>) -> PageResult {
    let desk = Desk::open(&ctx, Right::ManageOrganisations).await?;
    let (lang, query) = (ctx.lang, Asked::of(asked, &SHAPE));
    let mut all = ctx.store.accounts.read().await?.organisations().list().await?;
    let kind = query.filter::<String>("kind").and_then(|kind| OrganisationKind::from_slug(&kind));
    all.retain(|one| kind.is_none_or(|kind| one.kind == kind));
    let region = |one: &Organisation| one.region.map_or("", |region| region.label(lang));
    let sector = |one: &Organisation| one.sector.map_or("", |sector| sector.label(lang));
    match query.sort {
        "kind" => all.sort_by_key(|one| kind_words(one.kind, lang)),
        "region" => all.sort_by_key(region),
        "sector" => all.sort_by_key(sector),
        _ => all.sort_by_key(|one| one.name.to_lowercase()),
    }
    if query.down {
        all.reverse();
    }
    let rows = all
        .into_iter()
        .map(|one| TableRow {
            href: Some(paths::staff_organisation(one.id)),
            cells: vec![
                one.name.clone().into_any(),
                kind_words(one.kind, lang).into_any(),
                one.region.map(|region| region.label(lang)).into_any(),
                one.sector.map(|sector| sector.label(lang)).into_any(),
            ],
        })
        .collect::<Vec<_>>();
    let choices = vec![Choices {
        name: "kind",
        label: t::organisations::kind(lang),
        words: OrganisationKind::ALL
            .map(|kind| (kind.slug().to_owned(), kind_words(kind, lang).to_owned()))
            .to_vec(),
    }];
    let title = t::staff::organisations(lang);
    let tools = view! {
        <a class="btn btn--s btn--soft" href=paths::STAFF_NEW_ORGANISATION><Icon glyph=Glyph::Plus/>{t::organisations::new(lang)}</a>
    }
    .into_any();
    Ok(Page::of(view! {
        <StaffFrame desk item=Item::Admin(Admin::Organisations) title tools>
            <div class="work-page">
                <Table query caption=title choices rows empty=(t::organisations::none(lang), t::organisations::none_text(lang))/>
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
