//! Adding and ending cohorts, and taking the list of them along.

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
use domain::codes::CohortCode;
use domain::cohorts::{read_last_day, read_seats};
use domain::faults::{Fault, Faults};
use domain::ids::{CohortId, OrganisationId};
use domain::staff::{Right, StaffDeed};
use domain::text::read_name;
use domain::time::Day;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use store::CohortRow;

/// The form of `staff/cohorts/add`.
pub const ADD: Form = Form::new("staff/cohorts/add").on(paths::STAFF_NEW_COHORT);
/// The form of `staff/cohorts/end`.
pub const END: Form = Form::new("staff/cohorts/end")
    .on_one_of(paths::STAFF_COHORTS, |fields| fields.parse("cohort").map(paths::staff_cohort))
    .is_grave(t::cohorts::grave_end);
/// The form of `staff/cohorts/export`.
pub const EXPORT: Form =
    Form::new("staff/cohorts/export").on(paths::STAFF_COHORTS).is_grave(t::cohorts::grave_export);

/// A new cohort as an admin typed it. Field names are the form's names.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct CohortDraft {
    name: String,
    organisation: Chosen<OrganisationId>,
    seats: String,
    ends: String,
}

impl CohortDraft {
    /// The cohort with this id and code.
    fn read(&self, (id, code): (CohortId, CohortCode), today: Day) -> Result<CohortRow, Faults> {
        let mut faults = Faults::default();
        let name = faults.keep("name", read_name(&self.name));
        let organisation = faults.keep("organisation", self.organisation.read_if_any());
        let ends = faults.keep("ends", read_last_day(&self.ends, today));
        let seats = faults.keep("seats", read_seats(&self.seats));
        match (name, organisation, ends, seats) {
            (Some(name), Some(organisation), Some(ends), Some(seats)) => {
                let code = code.as_str().to_owned();
                Ok(CohortRow { id, organisation, code, seats, used: 0, ends, name })
            }
            _ => Err(faults),
        }
    }
}

/// Adds one with a code of its own.
#[server(endpoint = "staff/cohorts/add")]
pub async fn add_cohort(#[server(flatten)] draft: CohortDraft) -> Result<Done, AppError> {
    let ctx = Ctx::of_request()?;
    let me = ctx.staff(Right::ManageCohorts)?;
    let id = CohortId::random(&*ctx.entropy);
    let cohort = draft.read((id, CohortCode::generate(&*ctx.entropy)), ctx.clock.today())?;
    let mut tx = ctx.store.accounts.begin().await?;
    if let Some(organisation) = cohort.organisation
        && tx.organisations().find(organisation).await?.is_none()
    {
        return Err(AppError::on("organisation", Fault::NotAChoice));
    }
    tx.cohorts().add(&cohort).await?;
    tx.staff_log().add(&line(&ctx, me.id, StaffDeed::AddCohort).about(id)).await?;
    tx.commit().await?;
    Ok(Done::at(paths::staff_cohort(id)).did(DeedKind::Added))
}

/// Ends one: yesterday was the last day on which its code worked.
#[server(endpoint = "staff/cohorts/end")]
pub async fn end_cohort(cohort: CohortId) -> Result<Done, AppError> {
    let ctx = Ctx::of_request()?;
    let me = ctx.proved_staff(Right::ManageCohorts)?;
    let mut tx = ctx.store.accounts.begin().await?;
    tx.cohorts().find(cohort).await?.ok_or(AppError::Gone)?;
    // Of two who end it, one did.
    if tx.cohorts().end(cohort, ctx.clock.today().plus(-1)).await? {
        tx.staff_log().add(&line(&ctx, me.id, StaffDeed::EndCohort).about(cohort)).await?;
        tx.commit().await?;
    }
    Ok(Done::at(paths::staff_cohort(cohort)).did(DeedKind::EndedCohort))
}

/// Takes the list along, as the page shows it. That somebody did is a line of the log.
#[server(endpoint = "staff/cohorts/export")]
pub async fn export_cohorts(#[server(flatten)] asked: TableAsked) -> Result<String, AppError> {
    let ctx = Ctx::of_request()?;
    let me = ctx.proved_staff(Right::ManageCohorts)?;
    let query = asked.of(&SHAPE);
    let mut tx = ctx.store.accounts.begin().await?;
    tx.staff_log().add(&line(&ctx, me.id, StaffDeed::Export).saying(SHAPE.name)).await?;
    let all = list::load(&ctx, &mut tx).await?;
    tx.commit().await?;
    Ok(TableFile::of(&ctx, query.all(all, |cohort| cohort.fits(&query)), &SHAPE))
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::entropy::Seeded;

    #[test]
    fn a_cohort_has_a_name_a_day_that_comes_and_seats_or_none() {
        let (entropy, today) = (Seeded::new(1), Day::read("2026-11-30").expect("a day"));
        for (name, organisation, ends, seats, fault) in [
            ("Starters", Chosen::Nothing, "2026-11-30", "", None),
            ("Starters", Chosen::One(OrganisationId::random(&entropy)), "2027-03-01", " 25 ", None),
            ("S", Chosen::Nothing, "2027-03-01", "", Some(("name", Fault::TooShort(2)))),
            ("Starters", Chosen::Unknown, "2027-03-01", "", Some(("organisation", Fault::NotAChoice))),
            ("Starters", Chosen::Nothing, "2026-11-29", "", Some(("ends", Fault::DayOver))),
            (
                "Starters",
                Chosen::Nothing,
                "2027-03-01",
                "9",
                Some(("seats", Fault::NotInRange(10, 1_000_000))),
            ),
        ] {
            let [name, ends, seats] = [name, ends, seats].map(str::to_owned);
            let new = (CohortId::random(&entropy), CohortCode::generate(&entropy));
            let read = CohortDraft { name, organisation, seats, ends }.read(new, today);
            assert_eq!(read.err(), fault.map(|(field, why)| Faults::on(field, why)));
        }
    }
}
