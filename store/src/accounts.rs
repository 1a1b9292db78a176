//! Accounts: what opens with a code, and never what was said with it.

use crate::driver::{Accounts, Result, Row, Tx};
use domain::ids::AccountId;
use domain::time::Month;

const ADD: &str = "insert into accounts (id, lookup, key_version, salt, wrapped, cohort_sealed, joined)
    values ($1, $2, $3, $4, $5, $6, $7)";
const FIND: &str =
    "select id, lookup, key_version, salt, wrapped, cohort_sealed, joined from accounts where id = $1";
const SET_CODE: &str =
    "update accounts set lookup = $2, key_version = $3, salt = $4, wrapped = $5 where id = $1";
const SET_COHORT: &str = "update accounts set cohort_sealed = $2 where id = $1";
const SET_COVER: &str = "update accounts set cohort_sealed = $3 where id = $1 and cohort_sealed = $2";
const LIST: &str = "select id, cohort_sealed from accounts where id > $1 order by id limit $2 + 0";
const REMOVE: &str = "delete from accounts where id = $1";
const COUNT: &str = "select count(*) as many from accounts";

#[cfg(test)]
pub(crate) const SQL: &[&str] = &[ADD, FIND, SET_CODE, SET_COHORT, SET_COVER, LIST, REMOVE, COUNT];

/// An account. Holds nothing that can be read without its code.
#[derive(Clone, PartialEq, Eq)]
pub struct Account {
    /// Its id.
    pub id: AccountId,
    /// The code under the login key.
    pub lookup: [u8; 32],
    /// The number of that key.
    pub key_version: u8,
    /// Makes the key that the code opens differ between accounts.
    pub salt: [u8; 16],
    /// The root secret, sealed under the code.
    pub wrapped: Vec<u8>,
    /// Phase, sector, region and partner, sealed under the root secret.
    pub cohort_sealed: Vec<u8>,
    /// The month of joining, and nothing finer.
    pub joined: Month,
}

/// Only the id: the rest is nobody's to read in a log.
impl std::fmt::Debug for Account {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Account").field("id", &self.id).finish_non_exhaustive()
    }
}

fn read(row: &Row<'_>) -> Result<Account> {
    Ok(Account {
        id: row.id("id", AccountId::from_bytes)?,
        lookup: row.bytes("lookup")?,
        key_version: row.number("key_version")?,
        salt: row.bytes("salt")?,
        wrapped: row.get("wrapped")?,
        cohort_sealed: row.get("cohort_sealed")?,
        joined: row.month("joined")?,
    })
}

impl Tx<Accounts> {
    /// The accounts: what opens with a code, and never what was said with it.
    pub fn accounts(&mut self) -> AccountBook<'_> {
        AccountBook(self)
    }
}

/// Accounts as rows.
pub struct AccountBook<'a>(&'a mut Tx<Accounts>);

impl AccountBook<'_> {
    /// Adds one.
    pub async fn add(&mut self, account: &Account) -> Result<()> {
        let Account { id, lookup, key_version, salt, wrapped, cohort_sealed, joined } = account;
        let values = values![*id, lookup, *key_version, salt, wrapped, cohort_sealed, joined.to_string()];
        self.0.run(ADD, values).await.map(drop)
    }

    /// The one with this id.
    pub async fn find(&mut self, account: AccountId) -> Result<Option<Account>> {
        self.0.ask_one(FIND, values![account], read).await
    }

    /// Replaces the code; false when the account is gone.
    pub async fn set_code(
        &mut self,
        account: AccountId,
        lookup: &[u8; 32],
        key_version: u8,
        salt: &[u8; 16],
        wrapped: &[u8],
    ) -> Result<bool> {
        self.0.leaves_traces();
        let values = values![account, lookup, key_version, salt, wrapped];
        Ok(self.0.run(SET_CODE, values).await? == 1)
    }

    /// Replaces what is sealed about phase, sector, region and partner; false when the account is gone.
    pub async fn set_cohort(&mut self, account: AccountId, sealed: &[u8]) -> Result<bool> {
        Ok(self.0.run(SET_COHORT, values![account, sealed]).await? == 1)
    }

    /// Puts the same cohort into another cover; false when it was changed or removed since it was read.
    pub async fn set_cover(&mut self, account: AccountId, was: &[u8], sealed: &[u8]) -> Result<bool> {
        Ok(self.0.run(SET_COVER, values![account, was, sealed]).await? == 1)
    }

    /// The next `limit` after one, in the order of their random ids: what is sealed about each.
    pub async fn list(&mut self, after: Option<AccountId>, limit: i64) -> Result<Vec<(AccountId, Vec<u8>)>> {
        let after = after.unwrap_or(AccountId::from_bytes([0; 16]));
        let read = |row: &Row<'_>| Ok((row.id("id", AccountId::from_bytes)?, row.get("cohort_sealed")?));
        self.0.ask(LIST, values![after, limit], read).await
    }

    /// Removes the account and its sessions, and has their bytes overwritten (T32); false when it was gone.
    pub async fn remove(&mut self, account: AccountId) -> Result<bool> {
        self.0.leaves_traces();
        Ok(self.0.run(REMOVE, values![account]).await? == 1)
    }

    /// Counts them.
    pub async fn count(&mut self) -> Result<i64> {
        self.0.ask_row(COUNT, &[], |row| row.get("many")).await
    }
}
