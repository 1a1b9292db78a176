//! Personal links: each lets one person set up a way in, once.

use crate::driver::{Result, Row, Staff, Tx};
use domain::ids::StaffId;

const ADD: &str = "insert into staff_links (hash, staff_id, ends) values ($1, $2, $3)
    on conflict (staff_id) do update set hash = excluded.hash, ends = excluded.ends";
const FIND: &str = "select hash, staff_id, ends from staff_links where hash = $1";
const LIST: &str = "select hash, staff_id, ends from staff_links order by staff_id";
const TAKE: &str = "delete from staff_links where hash = $1 and ends > $2 returning hash, staff_id, ends";
const REMOVE_EXPIRED: &str = "delete from staff_links where ends <= $1";

#[cfg(test)]
pub(super) const SQL: &[&str] = &[ADD, FIND, LIST, TAKE, REMOVE_EXPIRED];

/// A personal link.
#[derive(Clone, PartialEq, Eq)]
pub struct StaffLink {
    /// The hash of its secret.
    pub hash: [u8; 32],
    /// The person it is for.
    pub staff: StaffId,
    /// The moment of its end, in seconds.
    pub ends: i64,
}

/// Without the hash.
impl std::fmt::Debug for StaffLink {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("StaffLink")
            .field("staff", &self.staff)
            .field("ends", &self.ends)
            .finish_non_exhaustive()
    }
}

fn read(row: &Row<'_>) -> Result<StaffLink> {
    Ok(StaffLink {
        hash: row.bytes("hash")?,
        staff: row.id("staff_id", StaffId::from_bytes)?,
        ends: row.get("ends")?,
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
        let StaffLink { hash, staff, ends } = link;
        self.0.run(ADD, values![hash, *staff, *ends]).await.map(drop)
    }

    /// The one of the secret with this hash, also when it is over.
    pub async fn find(&mut self, hash: &[u8; 32]) -> Result<Option<StaffLink>> {
        self.0.ask_one(FIND, values![hash], read).await
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

    /// Removes those that are over, and says how many.
    pub async fn remove_expired(&mut self, now: i64) -> Result<u64> {
        self.0.run(REMOVE_EXPIRED, values![now]).await
    }
}
