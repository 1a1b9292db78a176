//! Recovery codes of staff, hashed: each lets its owner in once.

use crate::driver::{Result, Staff, Tx};
use domain::ids::StaffId;

const REMOVE_OF: &str = "delete from staff_recovery where staff_id = $1";
const ADD: &str = "insert into staff_recovery (staff_id, hash) values ($1, $2)";
const TAKE: &str = "delete from staff_recovery where staff_id = $1 and hash = $2";
const COUNT: &str = "select count(*) as many from staff_recovery where staff_id = $1";

#[cfg(test)]
pub(super) const SQL: &[&str] = &[REMOVE_OF, ADD, TAKE, COUNT];

impl Tx<Staff> {
    /// The recovery codes of staff.
    pub fn staff_recovery(&mut self) -> StaffRecovery<'_> {
        StaffRecovery(self)
    }
}

/// Recovery codes of staff as rows.
pub struct StaffRecovery<'a>(&'a mut Tx<Staff>);

impl StaffRecovery<'_> {
    /// Replaces all codes of a person.
    pub async fn replace(&mut self, staff: StaffId, hashes: &[[u8; 32]]) -> Result<()> {
        self.0.leaves_traces();
        self.0.run(REMOVE_OF, values![staff]).await?;
        for hash in hashes {
            self.0.run(ADD, values![staff, hash]).await?;
        }
        Ok(())
    }

    /// Takes one; false when it is none of this person's, or was taken. Of two who take it at once, one gets it.
    pub async fn take(&mut self, staff: StaffId, hash: &[u8; 32]) -> Result<bool> {
        self.0.leaves_traces();
        Ok(self.0.run(TAKE, values![staff, hash]).await? == 1)
    }

    /// The number of codes that a person has left.
    pub async fn count(&mut self, staff: StaffId) -> Result<i64> {
        self.0.ask_row(COUNT, values![staff], |row| row.get("many")).await
    }
}
