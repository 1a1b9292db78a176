//! Codes of an app, with a passphrase: the other way in of staff.

use crate::driver::{Result, Row, Staff, Tx};
use domain::ids::StaffId;

const SET: &str = "insert into staff_totp (staff_id, sealed, passphrase, last_step) values ($1, $2, $3, $4)
    on conflict (staff_id) do update
    set sealed = excluded.sealed, passphrase = excluded.passphrase, last_step = excluded.last_step";
const FIND: &str = "select staff_id, sealed, passphrase, last_step from staff_totp where staff_id = $1";
const LIST: &str = "select staff_id from staff_totp order by staff_id";
const USE_STEP: &str = "update staff_totp set last_step = $2 where staff_id = $1 and last_step < $2";
const REMOVE: &str = "delete from staff_totp where staff_id = $1";

#[cfg(test)]
pub(super) const SQL: &[&str] = &[SET, FIND, LIST, USE_STEP, REMOVE];

/// The app of somebody on the staff.
#[derive(Clone, PartialEq, Eq)]
pub struct StaffTotp {
    /// Whose it is.
    pub staff: StaffId,
    /// The secret that it shares with the app, sealed.
    pub secret_sealed: Vec<u8>,
    /// The passphrase, hashed.
    pub passphrase: String,
    /// The step of the last code that counted.
    pub last_step: i64,
}

/// Only whose it is.
impl std::fmt::Debug for StaffTotp {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("StaffTotp").field("staff", &self.staff).finish_non_exhaustive()
    }
}

fn read(row: &Row<'_>) -> Result<StaffTotp> {
    Ok(StaffTotp {
        staff: row.id("staff_id", StaffId::from_bytes)?,
        secret_sealed: row.get("sealed")?,
        passphrase: row.get("passphrase")?,
        last_step: row.get("last_step")?,
    })
}

impl Tx<Staff> {
    /// The apps of staff.
    pub fn staff_totp(&mut self) -> StaffTotps<'_> {
        StaffTotps(self)
    }
}

/// Apps of staff as rows.
pub struct StaffTotps<'a>(&'a mut Tx<Staff>);

impl StaffTotps<'_> {
    /// Sets the one of a person, in the place of an earlier one.
    pub async fn set(&mut self, totp: &StaffTotp) -> Result<()> {
        self.0.leaves_traces();
        let StaffTotp { staff, secret_sealed, passphrase, last_step } = totp;
        self.0.run(SET, values![*staff, secret_sealed, passphrase, *last_step]).await.map(drop)
    }

    /// The one of a person.
    pub async fn find(&mut self, staff: StaffId) -> Result<Option<StaffTotp>> {
        self.0.ask_one(FIND, values![staff], read).await
    }

    /// Everybody who has one.
    pub async fn list_owners(&mut self) -> Result<Vec<StaffId>> {
        self.0.ask(LIST, &[], |row| row.id("staff_id", StaffId::from_bytes)).await
    }

    /// Lets the code of a step count; false when that code, or a later one, counted before.
    pub async fn use_step(&mut self, staff: StaffId, step: i64) -> Result<bool> {
        Ok(self.0.run(USE_STEP, values![staff, step]).await? == 1)
    }

    /// Removes the one of a person; false when there was none.
    pub async fn remove(&mut self, staff: StaffId) -> Result<bool> {
        self.0.leaves_traces();
        Ok(self.0.run(REMOVE, values![staff]).await? == 1)
    }
}
