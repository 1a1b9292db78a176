//! Groups of people who share one join code. The count of joins is all that is known about them here.

use crate::columns::id;
use crate::{Accounts, Result, Tx};
use chrono::NaiveDate;
use domain::ids::{CohortId, OrganisationId};
use domain::time::Day;
use uuid::Uuid;

const ADD: &str = "insert into cohorts (id, organisation_id, code, seats, used, ends, called)
    values ($1, $2, $3, $4, $5, $6, $7)";
const FIND_BY_CODE: &str =
    "select id, organisation_id, code, seats, used, ends, called from cohorts where code = $1";
const LIST: &str =
    "select id, organisation_id, code, seats, used, ends, called from cohorts order by ends, id";
const USE_ONE: &str = "update cohorts set used = used + 1
    where id = $1 and ends >= $2 and (seats is null or used < seats)";

#[cfg(test)]
pub(crate) const SQL: &[&str] = &[ADD, FIND_BY_CODE, LIST, USE_ONE];

/// A cohort.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CohortRow {
    /// Which one.
    pub id: CohortId,
    /// Who invites, when it is a partner.
    pub organisation: Option<OrganisationId>,
    /// The normalised join code.
    pub code: String,
    /// How many may join; `None` is without limit.
    pub seats: Option<i64>,
    /// How many joined.
    pub used: i64,
    /// The last day on which the code works.
    pub ends: Day,
    /// What staff call it.
    pub name: String,
}

#[derive(sqlx::FromRow)]
struct Row {
    id: Uuid,
    organisation_id: Option<Uuid>,
    code: String,
    seats: Option<i64>,
    used: i64,
    ends: NaiveDate,
    called: String,
}

impl From<Row> for CohortRow {
    fn from(row: Row) -> Self {
        Self {
            id: CohortId::from_bytes(row.id.into_bytes()),
            organisation: row.organisation_id.map(|id| OrganisationId::from_bytes(id.into_bytes())),
            code: row.code,
            seats: row.seats,
            used: row.used,
            ends: Day::from_date(row.ends),
            name: row.called,
        }
    }
}

/// Cohorts as rows.
pub struct Cohorts<'a>(pub(crate) &'a mut Tx<Accounts>);

impl Cohorts<'_> {
    /// Adds one.
    pub async fn add(&mut self, cohort: &CohortRow) -> Result<()> {
        on!(self.0, conn => sqlx::query(ADD)
            .bind(id(cohort.id.bytes())).bind(cohort.organisation.map(|of| id(of.bytes())))
            .bind(&cohort.code).bind(cohort.seats).bind(cohort.used).bind(cohort.ends.date()).bind(&cohort.name)
            .execute(conn).await.map(drop))
    }

    /// The one with this normalised code, also when it is past its end or used up: the answer says which.
    pub async fn find_by_code(&mut self, code: &str) -> Result<Option<CohortRow>> {
        let row = on!(self.0, conn => sqlx::query_as::<_, Row>(FIND_BY_CODE)
            .bind(code).fetch_optional(conn).await)?;
        Ok(row.map(CohortRow::from))
    }

    /// Takes one seat; false when the cohort is past its end, used up, or unknown. Two who want the last seat at the same
    /// time do not both get it.
    pub async fn use_one(&mut self, cohort: CohortId, today: Day) -> Result<bool> {
        let taken = on!(self.0, conn => sqlx::query(USE_ONE)
            .bind(id(cohort.bytes())).bind(today.date()).execute(conn).await.map(|done| done.rows_affected()))?;
        Ok(taken == 1)
    }

    /// All, the soonest ending first.
    pub async fn list(&mut self) -> Result<Vec<CohortRow>> {
        let rows = on!(self.0, conn => sqlx::query_as::<_, Row>(LIST).fetch_all(conn).await)?;
        Ok(rows.into_iter().map(CohortRow::from).collect())
    }
}
