//! What staff did, in the zone in which they did it and in the same unit of work: who, what, when, and to which thing. A line is
//! added and stays as it is: both databases refuse anything else (`migrations/*/*/0074_staff_log.sql`).

use crate::driver::{Result, Row, Tx};
use domain::ids::StaffId;
use domain::staff::StaffDeed;

const ADD: &str =
    "insert into staff_log (moment, staff_id, deed, object, detail) values ($1, $2, $3, $4, $5)";
const LIST: &str = "select position, moment, staff_id, deed, object, detail from staff_log
    where (moment, position) < ($1, $2) and (staff_id = $3 or $3 is null) and (deed = $4 or $4 is null)
    order by moment desc, position desc limit $5";
const LIST_OLDEST: &str = "select position, moment, staff_id, deed, object, detail from staff_log
    where (moment, position) > ($1, $2) and (staff_id = $3 or $3 is null) and (deed = $4 or $4 is null)
    order by moment, position limit $5";

#[cfg(test)]
pub(crate) const SQL: &[&str] = &[ADD, LIST, LIST_OLDEST];
#[cfg(test)]
pub(crate) const LISTS: &[&str] = &[LIST, LIST_OLDEST];

/// A line of the log. Nothing of a member stands in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StaffLogLine {
    /// The moment, in seconds.
    pub at: i64,
    /// The person; `None` is the command line.
    pub staff: Option<StaffId>,
    /// The deed.
    pub deed: StaffDeed,
    /// The id of the thing it was done to, as 32 characters.
    pub object: Option<String>,
    /// A word of a closed list that says more, as new roles or the reason of a decision; never a text.
    pub detail: Option<String>,
}

impl StaffLogLine {
    /// A deed of `staff` at this second; `None` is the command line.
    pub const fn new(at: i64, staff: Option<StaffId>, deed: StaffDeed) -> Self {
        Self { at, staff, deed, object: None, detail: None }
    }

    /// Says to which thing.
    #[must_use]
    pub fn about(self, object: impl std::fmt::Display) -> Self {
        Self { object: Some(object.to_string()), ..self }
    }

    /// Says more, in words of closed lists.
    #[must_use]
    pub fn saying(self, detail: impl Into<String>) -> Self {
        Self { detail: Some(detail.into()), ..self }
    }
}

/// The lines that are asked for: all, or those of a person, of a deed, or of both.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct StaffLogFilter {
    /// Those of this person only.
    pub staff: Option<StaffId>,
    /// Those of this deed only.
    pub deed: Option<StaffDeed>,
}

fn read(row: &Row<'_>) -> Result<(i64, StaffLogLine)> {
    let line = StaffLogLine {
        at: row.get("moment")?,
        staff: row.id_if_any("staff_id", StaffId::from_bytes)?,
        deed: row.word("deed", StaffDeed::of_log)?,
        object: row.get("object")?,
        detail: row.get("detail")?,
    };
    Ok((row.get("position")?, line))
}

impl<Z> Tx<Z> {
    /// The deeds of staff in this zone.
    pub fn staff_log(&mut self) -> StaffLog<'_, Z> {
        StaffLog(self)
    }
}

/// The log of staff as rows of one zone.
pub struct StaffLog<'a, Z>(&'a mut Tx<Z>);

impl<Z> StaffLog<'_, Z> {
    /// Adds a line, which stays.
    pub async fn add(&mut self, line: &StaffLogLine) -> Result<()> {
        let StaffLogLine { at, staff, deed, object, detail } = line;
        let values = values![*at, *staff, deed.slug(), object.as_deref(), detail.as_deref()];
        self.0.run(ADD, values).await.map(drop)
    }

    /// The `limit` lines before a moment and a position in this zone, the newest first, each with its position.
    pub async fn list(
        &mut self,
        filter: &StaffLogFilter,
        before: Option<(i64, i64)>,
        limit: i64,
    ) -> Result<Vec<(i64, StaffLogLine)>> {
        self.ask(LIST, filter, before.unwrap_or((i64::MAX, i64::MAX)), limit).await
    }

    /// The `limit` lines after a moment and a position in this zone, the oldest first, each with its position.
    pub async fn list_oldest(
        &mut self,
        filter: &StaffLogFilter,
        after: Option<(i64, i64)>,
        limit: i64,
    ) -> Result<Vec<(i64, StaffLogLine)>> {
        self.ask(LIST_OLDEST, filter, after.unwrap_or((i64::MIN, i64::MIN)), limit).await
    }

    async fn ask(
        &mut self,
        sql: &'static str,
        filter: &StaffLogFilter,
        (moment, position): (i64, i64),
        limit: i64,
    ) -> Result<Vec<(i64, StaffLogLine)>> {
        let deed = filter.deed.map(StaffDeed::slug);
        self.0.ask(sql, values![moment, position, filter.staff, deed, limit], read).await
    }
}
