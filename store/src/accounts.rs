//! Accounts: what opens with a code, and never what was said with it.

use crate::columns::{bytes, id, month, small};
use crate::{Accounts, Result, Tx};
use domain::ids::AccountId;
use domain::time::Month;
use uuid::Uuid;

const ADD: &str = "insert into accounts (id, lookup, key_version, salt, wrapped, cohort_sealed, joined)
    values ($1, $2, $3, $4, $5, $6, $7)";
const FIND: &str =
    "select id, lookup, key_version, salt, wrapped, cohort_sealed, joined from accounts where id = $1";
const FIND_BY_LOOKUP: &str =
    "select id, lookup, key_version, salt, wrapped, cohort_sealed, joined from accounts where lookup = $1";
const SET_CODE: &str =
    "update accounts set lookup = $2, key_version = $3, salt = $4, wrapped = $5 where id = $1";
const SET_COHORT: &str = "update accounts set cohort_sealed = $2 where id = $1";
const REMOVE: &str = "delete from accounts where id = $1";
const COUNT: &str = "select count(*) from accounts";

#[cfg(test)]
pub(crate) const SQL: &[&str] = &[ADD, FIND, FIND_BY_LOOKUP, SET_CODE, SET_COHORT, REMOVE, COUNT];

/// An account. Holds nothing that can be read without its code.
#[derive(Clone, PartialEq, Eq)]
pub struct Account {
    /// Which one.
    pub id: AccountId,
    /// What its code becomes under the login key.
    pub lookup: [u8; 32],
    /// Which login key.
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

#[derive(sqlx::FromRow)]
struct AccountRow {
    id: Uuid,
    lookup: Vec<u8>,
    key_version: i64,
    salt: Vec<u8>,
    wrapped: Vec<u8>,
    cohort_sealed: Vec<u8>,
    joined: String,
}

impl AccountRow {
    fn read(self) -> Result<Account> {
        Ok(Account {
            id: AccountId::from_bytes(self.id.into_bytes()),
            lookup: bytes("accounts.lookup", self.lookup)?,
            key_version: small("accounts.key_version", self.key_version)?,
            salt: bytes("accounts.salt", self.salt)?,
            wrapped: self.wrapped,
            cohort_sealed: self.cohort_sealed,
            joined: month("accounts.joined", &self.joined)?,
        })
    }
}

/// Accounts as rows.
pub struct AccountBook<'a>(pub(crate) &'a mut Tx<Accounts>);

impl AccountBook<'_> {
    /// Adds one.
    pub async fn add(&mut self, account: &Account) -> Result<()> {
        on!(self.0, conn => sqlx::query(ADD)
            .bind(id(account.id.bytes())).bind(&account.lookup[..]).bind(i64::from(account.key_version))
            .bind(&account.salt[..]).bind(&account.wrapped).bind(&account.cohort_sealed)
            .bind(account.joined.to_string())
            .execute(conn).await.map(drop))
    }

    /// The one with this id.
    pub async fn find(&mut self, account: AccountId) -> Result<Option<Account>> {
        on!(self.0, conn => sqlx::query_as::<_, AccountRow>(FIND)
            .bind(id(account.bytes())).fetch_optional(conn).await)?
        .map(AccountRow::read)
        .transpose()
    }

    /// The one whose code becomes `lookup`.
    pub async fn find_by_lookup(&mut self, lookup: &[u8; 32]) -> Result<Option<Account>> {
        on!(self.0, conn => sqlx::query_as::<_, AccountRow>(FIND_BY_LOOKUP)
            .bind(&lookup[..]).fetch_optional(conn).await)?
        .map(AccountRow::read)
        .transpose()
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
        let changed = on!(self.0, conn => sqlx::query(SET_CODE)
            .bind(id(account.bytes())).bind(&lookup[..]).bind(i64::from(key_version))
            .bind(&salt[..]).bind(wrapped)
            .execute(conn).await.map(|done| done.rows_affected()))?;
        Ok(changed == 1)
    }

    /// Replaces what is sealed about phase, sector, region and partner; false when the account is gone.
    pub async fn set_cohort(&mut self, account: AccountId, sealed: &[u8]) -> Result<bool> {
        let changed = on!(self.0, conn => sqlx::query(SET_COHORT)
            .bind(id(account.bytes())).bind(sealed).execute(conn).await.map(|done| done.rows_affected()))?;
        Ok(changed == 1)
    }

    /// Removes the account and its sessions, and has their bytes overwritten (T32); false when it was gone.
    pub async fn remove(&mut self, account: AccountId) -> Result<bool> {
        self.0.leaves_traces();
        let gone = on!(self.0, conn => sqlx::query(REMOVE)
            .bind(id(account.bytes())).execute(conn).await.map(|done| done.rows_affected()))?;
        Ok(gone == 1)
    }

    /// How many there are.
    pub async fn count(&mut self) -> Result<i64> {
        on!(self.0, conn => sqlx::query_scalar(COUNT).fetch_one(conn).await)
    }
}
