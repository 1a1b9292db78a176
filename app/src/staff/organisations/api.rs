//! Adding and changing organisations, and taking the list of them along.

use super::list::{self, SHAPE};
use crate::desk::table::{TableAsked, TableFile};
use crate::kit::ctx::Ctx;
use crate::kit::deed::DeedKind;
use crate::kit::error::AppError;
use crate::kit::forms::{Done, Form};
use crate::kit::paths;
use crate::kit::staff::session::line;
use crate::t;
use domain::chosen::Chosen;
use domain::faults::{Fault, Faults};
use domain::ids::OrganisationId;
use domain::people::{Region, Sector};
use domain::staff::{Right, StaffDeed};
use domain::text::read_name;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use store::{Organisation, OrganisationKind};

/// The form of `staff/organisations/add`.
pub const ADD: Form = Form::new("staff/organisations/add").on(paths::STAFF_NEW_ORGANISATION);
/// The form of `staff/organisations/set`.
pub const SET: Form = Form::new("staff/organisations/set").on_one_of(paths::STAFF_ORGANISATIONS, |fields| {
    fields.parse("organisation").map(paths::staff_organisation)
});

/// The form of `staff/organisations/export`.
pub const EXPORT: Form = Form::new("staff/organisations/export")
    .on(paths::STAFF_ORGANISATIONS)
    .is_grave(t::organisations::grave_export);

/// An organisation as an admin typed it. Field names are the form's names.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct OrganisationDraft {
    name: String,
    kind: String,
    region: Chosen<Region>,
    sector: Chosen<Sector>,
}

impl OrganisationDraft {
    fn read(&self, id: OrganisationId) -> Result<Organisation, Faults> {
        let mut faults = Faults::default();
        let name = faults.keep("name", read_name(&self.name));
        let kind = faults.keep("kind", OrganisationKind::from_slug(&self.kind).ok_or(Fault::NothingChosen));
        let region = faults.keep("region", self.region.read_if_any());
        let sector = faults.keep("sector", self.sector.read_if_any());
        match (name, kind, region, sector) {
            (Some(name), Some(kind), Some(region), Some(sector)) => {
                Ok(Organisation { id, name, kind, region, sector })
            }
            _ => Err(faults),
        }
    }
}

/// Adds one.
#[server(endpoint = "staff/organisations/add")]
pub async fn add_organisation(#[server(flatten)] draft: OrganisationDraft) -> Result<Done, AppError> {
    let ctx = Ctx::of_request()?;
    let me = ctx.staff(Right::ManageOrganisations)?;
    let organisation = draft.read(OrganisationId::random(&*ctx.entropy))?;
    let mut tx = ctx.store.accounts.begin().await?;
    tx.organisations().add(&organisation).await?;
    tx.staff_log().add(&line(&ctx, me.id, StaffDeed::AddOrganisation).about(organisation.id)).await?;
    tx.commit().await?;
    Ok(Done::at(paths::STAFF_ORGANISATIONS).did(DeedKind::Added))
}

/// Changes one.
#[server(endpoint = "staff/organisations/set")]
pub async fn set_organisation(
    organisation: OrganisationId,
    #[server(flatten)] draft: OrganisationDraft,
) -> Result<Done, AppError> {
    let ctx = Ctx::of_request()?;
    let me = ctx.staff(Right::ManageOrganisations)?;
    let organisation = draft.read(organisation)?;
    let mut tx = ctx.store.accounts.begin().await?;
    if !tx.organisations().set(&organisation).await? {
        return Err(AppError::Gone);
    }
    tx.staff_log().add(&line(&ctx, me.id, StaffDeed::SetOrganisation).about(organisation.id)).await?;
    tx.commit().await?;
    Ok(Done::at(paths::STAFF_ORGANISATIONS).did(DeedKind::Kept))
}

/// Takes the list along, as the page shows it. That somebody did is a line of the log.
#[server(endpoint = "staff/organisations/export")]
pub async fn export_organisations(#[server(flatten)] asked: TableAsked) -> Result<String, AppError> {
    let ctx = Ctx::of_request()?;
    let me = ctx.proved_staff(Right::ManageOrganisations)?;
    let query = asked.of(&SHAPE);
    let mut tx = ctx.store.accounts.begin().await?;
    tx.staff_log().add(&line(&ctx, me.id, StaffDeed::Export).saying(SHAPE.name)).await?;
    let all = list::load(ctx.lang, &mut tx).await?;
    tx.commit().await?;
    Ok(TableFile::of(&ctx, query.all(all, |one| one.fits(&query)), &SHAPE))
}
