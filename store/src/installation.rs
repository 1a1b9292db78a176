//! The installation that a zone belongs to: one row in each of them, which the keys of no other installation fit.

use crate::driver::{Accounts, Result, Tx};

const FIND: &str = "select key_check from installation where one = 1";
const ADD: &str = "insert into installation (one, key_check) values (1, $1) on conflict (one) do nothing";

const SET_STAFFED: &str = "update installation set staffed = $1 where one = 1 and staffed <> $1";
const IS_STAFFED: &str = "select staffed from installation where one = 1";

#[cfg(test)]
pub(crate) const SQL: &[&str] = &[FIND, ADD];
#[cfg(test)]
pub(crate) const ACCOUNTS_ONLY: &[&str] = &[SET_STAFFED, IS_STAFFED];

impl<Z> Tx<Z> {
    /// The installation that this zone belongs to.
    pub fn installation(&mut self) -> Installation<'_, Z> {
        Installation(self)
    }
}

/// An installation as a row.
pub struct Installation<'a, Z>(&'a mut Tx<Z>);

impl<Z> Installation<'_, Z> {
    /// Finds the value that follows from its keys; `None` before the first start.
    pub async fn find(&mut self) -> Result<Option<Vec<u8>>> {
        self.0.ask_one(FIND, &[], |row| row.get("key_check")).await
    }

    /// Notes the value that follows from its keys, unless one stands there.
    pub async fn add(&mut self, key_check: &[u8; 32]) -> Result<()> {
        self.0.run(ADD, values![&key_check[..]]).await.map(drop)
    }
}

impl Installation<'_, Accounts> {
    /// Notes that the zone of staff belongs to this installation.
    pub async fn set_staffed(&mut self) -> Result<()> {
        self.0.run(SET_STAFFED, values![true]).await.map(drop)
    }

    /// True when it does: its file, or its schema, was there before.
    pub async fn is_staffed(&mut self) -> Result<bool> {
        Ok(self.0.ask_one(IS_STAFFED, &[], |row| row.get("staffed")).await?.unwrap_or(false))
    }
}
