//! Adding and changing organisations.

use crate::kit::ctx::Ctx;
use crate::kit::deed::DeedKind;
use crate::kit::error::AppError;
use crate::kit::forms::{Done, Form};
use crate::kit::paths;
use crate::kit::staff::session::line;
use domain::chosen::Chosen;
use domain::faults::{Fault, Faults};
use domain::ids::OrganisationId;
use domain::people::{Region, Sector};
use domain::staff::{Right, StaffDeed, read_name};
use leptos::prelude::*;
use store::{Organisation, OrganisationKind};

/// The form of `staff/organisations/add`.
pub const ADD: Form = Form::new("staff/organisations/add").on(paths::STAFF_NEW_ORGANISATION);
/// The form of `staff/organisations/set`.
pub const SET: Form = Form::new("staff/organisations/set").on_one_of(paths::STAFF_ORGANISATIONS, |fields| {
    fields.parse("organisation").map(paths::staff_organisation)
});

/// Adds one.
#[server(endpoint = "staff/organisations/add")]
pub async fn add(
    #[server(default)] name: String,
    #[server(default)] kind: String,
    #[server(default)] region: Chosen<Region>,
    #[server(default)] sector: Chosen<Sector>,
) -> Result<Done, AppError> {
    let ctx = Ctx::of_request()?;
    let me = ctx.staff(Right::ManageOrganisations)?;
    let organisation = read(OrganisationId::random(&*ctx.entropy), &name, &kind, (region, sector))?;
    let mut tx = ctx.store.accounts.begin().await?;
    tx.organisations().add(&organisation).await?;
    tx.staff_log().add(&line(&ctx, me.id, StaffDeed::AddOrganisation).about(organisation.id)).await?;
    tx.commit().await?;
    Ok(Done::at(paths::STAFF_ORGANISATIONS).did(DeedKind::Added))
}

/// Changes one.
#[server(endpoint = "staff/organisations/set")]
pub async fn set(
    organisation: OrganisationId,
    #[server(default)] name: String,
    #[server(default)] kind: String,
    #[server(default)] region: Chosen<Region>,
    #[server(default)] sector: Chosen<Sector>,
) -> Result<Done, AppError> {
    let ctx = Ctx::of_request()?;
    let me = ctx.staff(Right::ManageOrganisations)?;
    let organisation = read(organisation, &name, &kind, (region, sector))?;
    let mut tx = ctx.store.accounts.begin().await?;
    if !tx.organisations().set(&organisation).await? {
        return Err(AppError::Gone);
    }
    tx.staff_log().add(&line(&ctx, me.id, StaffDeed::SetOrganisation).about(organisation.id)).await?;
    tx.commit().await?;
    Ok(Done::at(paths::STAFF_ORGANISATIONS).did(DeedKind::Kept))
}

fn read(
    id: OrganisationId,
    name: &str,
    kind: &str,
    (region, sector): (Chosen<Region>, Chosen<Sector>),
) -> Result<Organisation, Faults> {
    let mut faults = Faults::default();
    let name = faults.keep("name", read_name(name));
    let kind = faults.keep("kind", OrganisationKind::from_slug(kind).ok_or(Fault::NothingChosen));
    let region = faults.keep("region", maybe(region));
    let sector = faults.keep("sector", maybe(sector));
    match (name, kind, region, sector) {
        (Some(name), Some(kind), Some(region), Some(sector)) => {
            Ok(Organisation { id, name, kind, region, sector })
        }
        _ => Err(faults),
    }
}

/// A choice that may stay open.
fn maybe<T>(chosen: Chosen<T>) -> Result<Option<T>, Fault> {
    match chosen {
        Chosen::Nothing => Ok(None),
        made => made.read().map(Some),
    }
}
