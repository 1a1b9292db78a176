//! The installation that a zone belongs to: one row in each of the two, which the keys of no other installation fit.

use crate::driver::{Accounts, Community, Result, Tx};

const FIND: &str = "select key_check from installation where one = 1";
const ADD: &str = "insert into installation (one, key_check) values (1, $1) on conflict (one) do nothing";

#[cfg(test)]
pub(crate) const SQL: &[&str] = &[FIND, ADD];

impl Tx<Accounts> {
    /// The installation that this zone belongs to.
    pub fn installation(&mut self) -> Installation<'_, Accounts> {
        Installation(self)
    }
}

impl Tx<Community> {
    /// The installation that this zone belongs to.
    pub fn installation(&mut self) -> Installation<'_, Community> {
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
