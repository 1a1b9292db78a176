//! Passkeys of staff: a public key each, with the name that its owner gave it.

use crate::driver::{Result, Row, Staff, Tx};
use domain::ids::StaffId;
use domain::time::Day;

const ADD: &str = "insert into staff_passkeys (lookup, staff_id, called, passkey, added)
    values ($1, $2, $3, $4, $5) on conflict (lookup) do nothing";
const FIND: &str = "select lookup, staff_id, called, passkey, added from staff_passkeys where lookup = $1";
const LIST: &str = "select lookup, staff_id, called, passkey, added from staff_passkeys
    where staff_id = $1 order by added, lookup";
const COUNT_EACH: &str = "select staff_id, count(*) as number from staff_passkeys group by staff_id";
const REMOVE: &str = "delete from staff_passkeys where staff_id = $1 and lookup = $2";
const REMOVE_OF: &str = "delete from staff_passkeys where staff_id = $1";

#[cfg(test)]
pub(super) const SQL: &[&str] = &[ADD, FIND, LIST, COUNT_EACH, REMOVE, REMOVE_OF];

/// A passkey of somebody on the staff.
#[derive(Clone, PartialEq, Eq)]
pub struct StaffPasskey {
    /// Its id under a hash.
    pub lookup: [u8; 32],
    /// Whose it is.
    pub staff: StaffId,
    /// The name that its owner gave it.
    pub name: String,
    /// The public key and what goes with it.
    pub key: Vec<u8>,
    /// The day on which it was added.
    pub added: Day,
}

/// Without the key.
impl std::fmt::Debug for StaffPasskey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("StaffPasskey")
            .field("staff", &self.staff)
            .field("name", &self.name)
            .finish_non_exhaustive()
    }
}

fn read(row: &Row<'_>) -> Result<StaffPasskey> {
    Ok(StaffPasskey {
        lookup: row.bytes("lookup")?,
        staff: row.id("staff_id", StaffId::from_bytes)?,
        name: row.get("called")?,
        key: row.get("passkey")?,
        added: row.day("added")?,
    })
}

impl Tx<Staff> {
    /// The passkeys of staff.
    pub fn staff_passkeys(&mut self) -> StaffPasskeys<'_> {
        StaffPasskeys(self)
    }
}

/// Passkeys of staff as rows.
pub struct StaffPasskeys<'a>(&'a mut Tx<Staff>);

impl StaffPasskeys<'_> {
    /// Adds one; false when there is one under this lookup already.
    pub async fn add(&mut self, passkey: &StaffPasskey) -> Result<bool> {
        let StaffPasskey { lookup, staff, name, key, added } = passkey;
        Ok(self.0.run(ADD, values![lookup, *staff, name, key, *added]).await? == 1)
    }

    /// The one under this lookup.
    pub async fn find(&mut self, lookup: &[u8; 32]) -> Result<Option<StaffPasskey>> {
        self.0.ask_one(FIND, values![lookup], read).await
    }

    /// All of one person, the oldest first.
    pub async fn list(&mut self, staff: StaffId) -> Result<Vec<StaffPasskey>> {
        self.0.ask(LIST, values![staff], read).await
    }

    /// The number of each person who has any.
    pub async fn count_each(&mut self) -> Result<Vec<(StaffId, i64)>> {
        let read = |row: &Row<'_>| Ok((row.id("staff_id", StaffId::from_bytes)?, row.get("number")?));
        self.0.ask(COUNT_EACH, &[], read).await
    }

    /// Removes one of this person; false when there was none.
    pub async fn remove(&mut self, staff: StaffId, lookup: &[u8; 32]) -> Result<bool> {
        self.0.leaves_traces();
        Ok(self.0.run(REMOVE, values![staff, lookup]).await? == 1)
    }

    /// Removes all of one person, and says how many.
    pub async fn remove_of(&mut self, staff: StaffId) -> Result<u64> {
        self.0.leaves_traces();
        self.0.run(REMOVE_OF, values![staff]).await
    }
}
