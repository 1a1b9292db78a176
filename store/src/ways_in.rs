//! Further ways into an account beside its code: passkeys, and a second key to print. A row says neither which of both it is
//! nor on which day it was made, and nothing is written when somebody comes in by it.

use crate::driver::{Accounts, Result, Row, Tx};
use domain::ids::AccountId;

const ADD: &str = "insert into ways_in (lookup, account_id, key_version, salt, wrapped, about)
    values ($1, $2, $3, $4, $5, $6) on conflict (lookup) do nothing";
const FIND: &str =
    "select lookup, account_id, key_version, salt, wrapped, about from ways_in where lookup = $1";
/// Asks both tables whatever the first one says, so that a miss costs what a hit costs (A16).
const FIND_KEY: &str = "select id as account_id, salt, wrapped from accounts where lookup = $1
    union all select account_id, salt, wrapped from ways_in where lookup = $1";
const LIST: &str = "select lookup, account_id, key_version, salt, wrapped, about from ways_in
    where account_id = $1 order by lookup";
const REMOVE: &str = "delete from ways_in where lookup = $1";
const REMOVE_OF: &str = "delete from ways_in where account_id = $1";

#[cfg(test)]
pub(crate) const SQL: &[&str] = &[ADD, FIND, FIND_KEY, LIST, REMOVE, REMOVE_OF];

/// A way in beside the account code.
#[derive(Clone, PartialEq, Eq)]
pub struct WayInRow {
    /// The second key, or the id of the passkey, under the login key.
    pub lookup: [u8; 32],
    /// Whose it is.
    pub account: AccountId,
    /// The number of the login key.
    pub key_version: u8,
    /// Makes the key that it opens with differ between rows.
    pub salt: [u8; 16],
    /// The root secret, sealed under the second key or under what the passkey gives.
    pub wrapped: Vec<u8>,
    /// The kind and the name that its owner knows, sealed under the root secret.
    pub about: Vec<u8>,
}

/// Nothing of it is anybody's to read in a log.
impl std::fmt::Debug for WayInRow {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("WayInRow").finish_non_exhaustive()
    }
}

impl WayInRow {
    /// The sealed root that it opens.
    pub fn locked(&self) -> Locked {
        Locked { account: self.account, salt: self.salt, wrapped: self.wrapped.clone() }
    }
}

/// The sealed root that a key opens, be it the first of an account or the second, or that a passkey opens.
pub struct Locked {
    /// Whose it is.
    pub account: AccountId,
    /// Makes the key that it opens with differ between rows.
    pub salt: [u8; 16],
    /// The root secret, sealed.
    pub wrapped: Vec<u8>,
}

fn read(row: &Row<'_>) -> Result<WayInRow> {
    Ok(WayInRow {
        lookup: row.bytes("lookup")?,
        account: row.id("account_id", AccountId::from_bytes)?,
        key_version: row.number("key_version")?,
        salt: row.bytes("salt")?,
        wrapped: row.get("wrapped")?,
        about: row.get("about")?,
    })
}

impl Tx<Accounts> {
    /// The ways in beside the account codes.
    pub fn ways_in(&mut self) -> WaysIn<'_> {
        WaysIn(self)
    }
}

/// Ways in as rows.
pub struct WaysIn<'a>(&'a mut Tx<Accounts>);

impl WaysIn<'_> {
    /// Adds one; false when there is one under this lookup already.
    pub async fn add(&mut self, way: &WayInRow) -> Result<bool> {
        let WayInRow { lookup, account, key_version, salt, wrapped, about } = way;
        let values = values![lookup, *account, *key_version, salt, wrapped, about];
        Ok(self.0.run(ADD, values).await? == 1)
    }

    /// The one under this lookup.
    pub async fn find(&mut self, lookup: &[u8; 32]) -> Result<Option<WayInRow>> {
        self.0.ask_one(FIND, values![lookup], read).await
    }

    /// Finds what opens with the key that becomes `lookup`, be it the first or the second of its account.
    pub async fn find_key(&mut self, lookup: &[u8; 32]) -> Result<Option<Locked>> {
        let read = |row: &Row<'_>| {
            Ok(Locked {
                account: row.id("account_id", AccountId::from_bytes)?,
                salt: row.bytes("salt")?,
                wrapped: row.get("wrapped")?,
            })
        };
        self.0.ask_one(FIND_KEY, values![lookup], read).await
    }

    /// All of one account, in no order that says anything.
    pub async fn list(&mut self, account: AccountId) -> Result<Vec<WayInRow>> {
        self.0.ask(LIST, values![account], read).await
    }

    /// Removes one, and has its bytes overwritten (T32); false when it was gone.
    pub async fn remove(&mut self, lookup: &[u8; 32]) -> Result<bool> {
        self.0.leaves_traces();
        Ok(self.0.run(REMOVE, values![lookup]).await? == 1)
    }

    /// Removes all of one account, and says how many.
    pub async fn remove_of(&mut self, account: AccountId) -> Result<u64> {
        self.0.leaves_traces();
        self.0.run(REMOVE_OF, values![account]).await
    }
}
