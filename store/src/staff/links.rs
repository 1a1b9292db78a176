//! Personal links: each lets one person set up a way in, once.

use crate::driver::{Result, Row, Staff, Tx};
use domain::ids::StaffId;

const ADD: &str = "insert into staff_links (hash, staff_id, ends, made_by) values ($1, $2, $3, $4)
    on conflict (staff_id) do update set hash = excluded.hash, ends = excluded.ends, made_by = excluded.made_by";
const FIND: &str = "select hash, staff_id, ends, made_by from staff_links where hash = $1";
const OF: &str = "select hash, staff_id, ends, made_by from staff_links where staff_id = $1";
const LIST: &str = "select hash, staff_id, ends, made_by from staff_links order by staff_id";
const TAKE: &str = "delete from staff_links where hash = $1 and ends > $2
    returning hash, staff_id, ends, made_by";
const REMOVE_MADE_BY: &str = "delete from staff_links where made_by = $1";
const REMOVE_EXPIRED: &str = "delete from staff_links where ends <= $1";

#[cfg(test)]
pub(super) const SQL: &[&str] = &[ADD, FIND, OF, LIST, TAKE, REMOVE_MADE_BY, REMOVE_EXPIRED];

/// A personal link.
#[derive(Clone, PartialEq, Eq)]
pub struct StaffLink {
    /// The hash of its secret.
    pub hash: [u8; 32],
    /// The person it is for.
    pub staff: StaffId,
    /// The moment of its end, in seconds.
    pub ends: i64,
    /// Whoever made it, and may know it; none is the command line.
    pub made_by: Option<StaffId>,
}

/// Without the hash.
impl std::fmt::Debug for StaffLink {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("StaffLink")
            .field("staff", &self.staff)
            .field("ends", &self.ends)
            .field("made_by", &self.made_by)
            .finish_non_exhaustive()
    }
}

fn read(row: &Row<'_>) -> Result<StaffLink> {
    Ok(StaffLink {
        hash: row.bytes("hash")?,
        staff: row.id("staff_id", StaffId::from_bytes)?,
        ends: row.get("ends")?,
        made_by: row.id_if_any("made_by", StaffId::from_bytes)?,
    })
}

impl Tx<Staff> {
    /// The personal links.
    pub fn staff_links(&mut self) -> StaffLinks<'_> {
        StaffLinks(self)
    }
}

/// Personal links as rows.
pub struct StaffLinks<'a>(&'a mut Tx<Staff>);

impl StaffLinks<'_> {
    /// Adds one in the place of an earlier one of the same person.
    pub async fn add(&mut self, link: &StaffLink) -> Result<()> {
        let StaffLink { hash, staff, ends, made_by } = link;
        self.0.run(ADD, values![hash, *staff, *ends, *made_by]).await.map(drop)
    }

    /// The one of the secret with this hash, also when it is over.
    pub async fn find(&mut self, hash: &[u8; 32]) -> Result<Option<StaffLink>> {
        self.0.ask_one(FIND, values![hash], read).await
    }

    /// The one that waits for this person, also when it is over.
    pub async fn of(&mut self, staff: StaffId) -> Result<Option<StaffLink>> {
        self.0.ask_one(OF, values![staff], read).await
    }

    /// Those that wait for somebody, also when they are over: at most one of each person.
    pub async fn list(&mut self) -> Result<Vec<StaffLink>> {
        self.0.ask(LIST, &[], read).await
    }

    /// Takes it, unless it is over. Of two who take it at once, one gets it.
    pub async fn take(&mut self, hash: &[u8; 32], now: i64) -> Result<Option<StaffLink>> {
        self.0.leaves_traces();
        self.0.ask_one(TAKE, values![hash, now], read).await
    }

    /// Removes those that this person made: whoever may make none any more may still know them.
    pub(super) async fn remove_made_by(&mut self, staff: StaffId) -> Result<()> {
        self.0.run(REMOVE_MADE_BY, values![staff]).await.map(drop)
    }

    /// Removes those that are over, and says how many.
    pub async fn remove_expired(&mut self, now: i64) -> Result<u64> {
        self.0.run(REMOVE_EXPIRED, values![now]).await
    }
}
