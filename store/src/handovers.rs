//! What people hand over to another device within a minute. A row leads to no account and holds no time; no backup has it.

use crate::driver::{Accounts, Result, Tx};
use crate::sealed;
use domain::secrets::HandoverId;

const SET: &str = "insert into handovers (id, hash, sealed) values ($1, $2, $3)
    on conflict (id) do update set hash = excluded.hash, sealed = excluded.sealed";
const FIND: &str = "select id, sealed from handovers where hash = $1";
const LIST: &str = "select hash from handovers order by hash";
const REMOVE: &str = "delete from handovers where id = $1";
const REMOVE_READ: &str = "delete from handovers where hash = $1";

#[cfg(test)]
pub(crate) const SQL: &[&str] = &[SET, FIND, LIST, REMOVE, REMOVE_READ];

impl Tx<Accounts> {
    /// The handovers of the last minutes.
    pub fn handovers(&mut self) -> Handovers<'_> {
        Handovers(self)
    }
}

/// Handovers as rows.
pub struct Handovers<'a>(&'a mut Tx<Accounts>);

impl Handovers<'_> {
    /// Keeps one, in the place of what this person handed over before, whose bytes are overwritten (T32).
    pub async fn set(&mut self, id: &HandoverId, hash: &[u8; 32], sealed: &[u8]) -> Result<()> {
        self.0.leaves_traces();
        self.0.run(SET, values![&id.bytes(), hash, sealed]).await.map(drop)
    }

    /// The one of the token with this hash.
    pub async fn find(&mut self, hash: &[u8; 32]) -> Result<Option<(HandoverId, Vec<u8>)>> {
        let read =
            |row: &crate::driver::Row<'_>| Ok((HandoverId::from_bytes(row.bytes("id")?), row.get("sealed")?));
        self.0.ask_one(FIND, values![hash], read).await
    }

    /// The hashes of all.
    pub async fn list(&mut self) -> Result<Vec<[u8; 32]>> {
        self.0.ask(LIST, &[], |row| row.bytes("hash")).await
    }

    /// Ends that of one person, and has its bytes overwritten (T32); false when there was none.
    pub async fn remove(&mut self, id: &HandoverId) -> Result<bool> {
        sealed::remove(self.0, REMOVE, id.bytes()).await
    }

    /// Uses up, or ends, the one of the token with this hash; false when it was gone.
    pub async fn remove_read(&mut self, hash: &[u8; 32]) -> Result<bool> {
        sealed::remove(self.0, REMOVE_READ, *hash).await
    }
}
