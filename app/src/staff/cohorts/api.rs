//! Adding and ending cohorts.

use crate::kit::ctx::Ctx;
use crate::kit::deed::DeedKind;
use crate::kit::error::AppError;
use crate::kit::forms::{Done, Form};
use crate::kit::paths;
use crate::kit::staff::session::line;
use crate::t;
use domain::chosen::Chosen;
use domain::codes::CohortCode;
use domain::cohorts::read_seats;
use domain::faults::{Fault, Faults};
use domain::ids::{CohortId, OrganisationId};
use domain::staff::{Right, StaffDeed, read_name};
use domain::time::Day;
use leptos::prelude::*;
use store::CohortRow;

/// The form of `staff/cohorts/add`.
pub const ADD: Form = Form::new("staff/cohorts/add").on(paths::STAFF_NEW_COHORT);
/// The form of `staff/cohorts/end`.
pub const END: Form = Form::new("staff/cohorts/end")
    .on_one_of(paths::STAFF_COHORTS, |fields| fields.parse("cohort").map(paths::staff_cohort))
    .is_grave(t::cohorts::grave_end);

/// Adds one with a code of its own.
#[server(endpoint = "staff/cohorts/add")]
pub async fn add(
    #[server(default)] name: String,
    #[server(default)] organisation: Chosen<OrganisationId>,
    #[server(default)] seats: String,
    #[server(default)] ends: String,
) -> Result<Done, AppError> {
    let ctx = Ctx::of_request()?;
    let me = ctx.staff(Right::ManageCohorts)?;
    let (name, seats, ends) = read(&name, &seats, &ends, ctx.clock.today())?;
    let organisation = match organisation {
        Chosen::Nothing => None,
        made => Some(made.read().map_err(|why| AppError::on("organisation", why))?),
    };
    let code = CohortCode::generate(&*ctx.entropy).as_str().to_owned();
    let id = CohortId::random(&*ctx.entropy);
    let mut tx = ctx.store.accounts.begin().await?;
    if let Some(organisation) = organisation
        && tx.organisations().find(organisation).await?.is_none()
    {
        return Err(AppError::on("organisation", Fault::NotAChoice));
    }
    tx.cohorts().add(&CohortRow { id, organisation, code, seats, used: 0, ends, name }).await?;
    tx.staff_log().add(&line(&ctx, me.id, StaffDeed::AddCohort).about(id)).await?;
    tx.commit().await?;
    Ok(Done::at(paths::staff_cohort(id)).did(DeedKind::Added))
}

/// Ends one: yesterday was the last day on which its code worked.
#[server(endpoint = "staff/cohorts/end")]
pub async fn end(cohort: CohortId) -> Result<Done, AppError> {
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

fn read(name: &str, seats: &str, ends: &str, today: Day) -> Result<(String, Option<i64>, Day), Faults> {
    let mut faults = Faults::default();
    let name = faults.keep("name", read_name(name));
    let seats = faults.keep("seats", read_seats(seats));
    let ends = match ends.trim() {
        "" => Err(Fault::Missing),
        typed => typed.parse().map(Day::from_date).map_err(|_| Fault::NotAChoice),
    };
    let ends = ends.and_then(|ends| if ends < today { Err(Fault::NotAChoice) } else { Ok(ends) });
    let ends = faults.keep("ends", ends);
    match (name, seats, ends) {
        (Some(name), Some(seats), Some(ends)) => Ok((name, seats, ends)),
        _ => Err(faults),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cohort_has_a_name_a_day_that_comes_and_seats_or_none() {
        let today: Day = Day::from_date("2026-11-30".parse().expect("a day"));
        for (name, seats, ends, fault) in [
            ("Starters", "", "2026-11-30", None),
            ("Starters", " 25 ", "2027-03-01", None),
            ("S", "", "2027-03-01", Some("name")),
            ("Starters", "9", "2027-03-01", Some("seats")),
            ("Starters", "", "2026-11-29", Some("ends")),
            ("Starters", "", "2027-02-30", Some("ends")),
            ("Starters", "", "", Some("ends")),
        ] {
            let read = read(name, seats, ends, today);
            let found = read.err().and_then(|faults| faults.iter().next().map(|(field, _)| field.to_owned()));
            assert_eq!(found.as_deref(), fault, "{name} {seats} {ends}");
        }
    }
}
