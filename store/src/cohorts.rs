//! Groups of people who share one join code. The count of joins is all that is known about them here: the seats that are taken now, and
//! how many those were at the end of each month, rounded down to five.

use crate::driver::{Accounts, Result, Row, Tx};
use domain::ids::{CohortId, OrganisationId};
use domain::time::{Day, Month};

const ADD: &str = "insert into cohorts (id, organisation_id, code, seats, used, ends, called)
    values ($1, $2, $3, $4, $5, $6, $7)";
const FIND: &str = "select id, organisation_id, code, seats, used, ends, called from cohorts where id = $1";
const END: &str = "update cohorts set ends = $2 where id = $1 and ends > $2";
/// Once for all cohorts: what is counted later in the same month would tell who joined in it.
const COUNT_MONTH: &str = "insert into cohort_joins (cohort_id, month, so_far)
    select id, $1, used - used % 5 from cohorts
    where not exists (select 1 from cohort_joins where month >= $1)
    on conflict (cohort_id, month) do nothing";
const LIST_JOINS: &str = "select month, so_far from cohort_joins where cohort_id = $1 order by month";
const LIST_ALL_JOINS: &str = "select cohort_id, month, so_far from cohort_joins order by cohort_id, month";
const FIND_BY_CODE: &str =
    "select id, organisation_id, code, seats, used, ends, called from cohorts where code = $1";
const LIST: &str =
    "select id, organisation_id, code, seats, used, ends, called from cohorts order by ends, id";
const USE_ONE: &str = "update cohorts set used = used + 1
    where id = $1 and ends >= $2 and (seats is null or used < seats)";

#[cfg(test)]
pub(crate) const SQL: &[&str] =
    &[ADD, FIND, END, COUNT_MONTH, LIST_JOINS, LIST_ALL_JOINS, FIND_BY_CODE, LIST, USE_ONE];

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

    /// Keeps, once, how many people had joined by each at the end of this month, in fives; says for how many cohorts.
    pub async fn count_month(&mut self, over: Month) -> Result<u64> {
        self.0.run(COUNT_MONTH, values![over.to_string()]).await
    }

    /// The number of people who had joined by one at the end of each month that is over, in fives, the first month first.
    pub async fn list_joins(&mut self, cohort: CohortId) -> Result<Vec<(Month, i64)>> {
        let read = |row: &Row<'_>| Ok((row.month("month")?, row.get("so_far")?));
        self.0.ask(LIST_JOINS, values![cohort], read).await
    }

    /// Those of all cohorts.
    pub async fn list_all_joins(&mut self) -> Result<Vec<(CohortId, Month, i64)>> {
        let read = |row: &Row<'_>| {
            Ok((row.id("cohort_id", CohortId::from_bytes)?, row.month("month")?, row.get("so_far")?))
        };
        self.0.ask(LIST_ALL_JOINS, &[], read).await
    }

    /// Takes one seat; false when the cohort is past its end, used up, or unknown. Two who want the last seat at the same
    /// time do not both get it.
    pub async fn use_one(&mut self, cohort: CohortId, today: Day) -> Result<bool> {
        Ok(self.0.run(USE_ONE, values![cohort, today]).await? == 1)
    }

    /// All, the soonest ending first.
    pub async fn list(&mut self) -> Result<Vec<CohortRow>> {
        self.0.ask(LIST, &[], read).await
    }
}
