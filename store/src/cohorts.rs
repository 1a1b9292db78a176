//! Groups of people who share one join code. The count of joins is all that is known about them here.

use crate::driver::{Accounts, Result, Row, Tx};
use domain::ids::{CohortId, OrganisationId};
use domain::time::{Day, Month};

const ADD: &str = "insert into cohorts (id, organisation_id, code, seats, used, ends, called)
    values ($1, $2, $3, $4, $5, $6, $7)";
const FIND: &str = "select id, organisation_id, code, seats, used, ends, called from cohorts where id = $1";
const END: &str = "update cohorts set ends = $2 where id = $1 and ends > $2";
const COUNT_JOIN: &str = "insert into cohort_joins (cohort_id, month, joined) values ($1, $2, 1)
    on conflict (cohort_id, month) do update set joined = cohort_joins.joined + 1";
const LIST_JOINS: &str = "select month, joined from cohort_joins where cohort_id = $1 order by month desc";
const LIST_JOINS_OF: &str = "select cohort_id, joined from cohort_joins where month = $1 order by cohort_id";
const FIND_BY_CODE: &str =
    "select id, organisation_id, code, seats, used, ends, called from cohorts where code = $1";
const LIST: &str =
    "select id, organisation_id, code, seats, used, ends, called from cohorts order by ends, id";
const USE_ONE: &str = "update cohorts set used = used + 1
    where id = $1 and ends >= $2 and (seats is null or used < seats)";

#[cfg(test)]
pub(crate) const SQL: &[&str] =
    &[ADD, FIND, END, COUNT_JOIN, LIST_JOINS, LIST_JOINS_OF, FIND_BY_CODE, LIST, USE_ONE];

/// A cohort.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CohortRow {
    /// Its id.
    pub id: CohortId,
    /// The organisation that invites, when it is a partner.
    pub organisation: Option<OrganisationId>,
    /// The normalised join code.
    pub code: String,
    /// The number of people who may join; `None` is without limit.
    pub seats: Option<i64>,
    /// The number of people who joined.
    pub used: i64,
    /// The last day on which the code works.
    pub ends: Day,
    /// Its name among staff.
    pub name: String,
}

fn read(row: &Row<'_>) -> Result<CohortRow> {
    Ok(CohortRow {
        id: row.id("id", CohortId::from_bytes)?,
        organisation: row.id_if_any("organisation_id", OrganisationId::from_bytes)?,
        code: row.get("code")?,
        seats: row.get("seats")?,
        used: row.get("used")?,
        ends: row.day("ends")?,
        name: row.get("called")?,
    })
}

impl Tx<Accounts> {
    /// The groups of people who share one join code.
    pub fn cohorts(&mut self) -> Cohorts<'_> {
        Cohorts(self)
    }
}

/// Cohorts as rows.
pub struct Cohorts<'a>(&'a mut Tx<Accounts>);

impl Cohorts<'_> {
    /// Adds one.
    pub async fn add(&mut self, cohort: &CohortRow) -> Result<()> {
        let CohortRow { id, organisation, code, seats, used, ends, name } = cohort;
        self.0.run(ADD, values![*id, *organisation, code, *seats, *used, *ends, name]).await.map(drop)
    }

    /// The one with this normalised code, also when it is past its end or used up: the answer says which.
    pub async fn find_by_code(&mut self, code: &str) -> Result<Option<CohortRow>> {
        self.0.ask_one(FIND_BY_CODE, values![code], read).await
    }

    /// The one with this id.
    pub async fn find(&mut self, cohort: CohortId) -> Result<Option<CohortRow>> {
        self.0.ask_one(FIND, values![cohort], read).await
    }

    /// Ends one after this day; false when it ended by then.
    pub async fn end(&mut self, cohort: CohortId, last: Day) -> Result<bool> {
        Ok(self.0.run(END, values![cohort, last]).await? == 1)
    }

    /// The number of people who joined by one, month by month, the latest first.
    pub async fn list_joins(&mut self, cohort: CohortId) -> Result<Vec<(Month, i64)>> {
        let read = |row: &Row<'_>| Ok((row.month("month")?, row.get("joined")?));
        self.0.ask(LIST_JOINS, values![cohort], read).await
    }

    /// The number of people who joined in a month, by cohort.
    pub async fn list_joins_of(&mut self, month: Month) -> Result<Vec<(CohortId, i64)>> {
        let read = |row: &Row<'_>| Ok((row.id("cohort_id", CohortId::from_bytes)?, row.get("joined")?));
        self.0.ask(LIST_JOINS_OF, values![month.to_string()], read).await
    }

    /// Takes one seat, and counts it in its month; false when the cohort is past its end, used up, or unknown. Two who want the last seat at the same
    /// time do not both get it.
    pub async fn use_one(&mut self, cohort: CohortId, today: Day) -> Result<bool> {
        let used = self.0.run(USE_ONE, values![cohort, today]).await? == 1;
        if used {
            self.0.run(COUNT_JOIN, values![cohort, today.month().to_string()]).await?;
        }
        Ok(used)
    }

    /// All, the soonest ending first.
    pub async fn list(&mut self) -> Result<Vec<CohortRow>> {
        self.0.ask(LIST, &[], read).await
    }
}
