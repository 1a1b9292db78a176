//! Drawers: what members keep for themselves, sealed. A row leads to no account, and no account leads to a row (P4).

use crate::driver::{Accounts, Result, Tx};
use crate::sealed;
use domain::secrets::DrawerId;

const FIND: &str = "select sealed from drawers where id = $1";
const ADD: &str = "insert into drawers (id, sealed) values ($1, $2) on conflict (id) do nothing";
/// Replaces what was read and nothing else: a counter of changes would tell how often somebody is here.
const SET: &str = "update drawers set sealed = $3 where id = $1 and sealed = $2";
const REMOVE: &str = "delete from drawers where id = $1";
const LIST: &str = "select id, sealed from drawers where id > $1 order by id limit $2 + 0";

#[cfg(test)]
pub(crate) const SQL: &[&str] = &[FIND, ADD, SET, REMOVE, LIST];

impl Tx<Accounts> {
    /// The drawers of members, sealed.
    pub fn drawers(&mut self) -> Drawers<'_> {
        Drawers(self)
    }
}

/// Drawers as rows.
pub struct Drawers<'a>(&'a mut Tx<Accounts>);

impl Drawers<'_> {
    /// Finds the seal under this number.
    pub async fn find(&mut self, drawer: &DrawerId) -> Result<Option<Vec<u8>>> {
        sealed::find(self.0, FIND, drawer.bytes()).await
    }

    /// Replaces what was read with something newer; `None` stands for a drawer that was not there. False when
    /// somebody else was first: then nothing was changed.
    pub async fn set(&mut self, drawer: &DrawerId, was: Option<&[u8]>, sealed: &[u8]) -> Result<bool> {
        let Some(was) = was else {
            return Ok(self.0.run(ADD, values![&drawer.bytes(), sealed]).await? == 1);
        };
        sealed::replace(self.0, SET, drawer.bytes(), was, sealed).await
    }

    /// Throws one away, and has its bytes overwritten (T32); false when there was none.
    pub async fn remove(&mut self, drawer: &DrawerId) -> Result<bool> {
        sealed::remove(self.0, REMOVE, drawer.bytes()).await
    }

    /// The next `limit` after one, in the order of their random numbers; for their new covers.
    pub async fn list(&mut self, after: Option<DrawerId>, limit: i64) -> Result<Vec<(DrawerId, Vec<u8>)>> {
        let rows = sealed::list(self.0, LIST, after.map(|id| id.bytes()), limit).await?;
        Ok(rows.into_iter().map(|(id, sealed)| (DrawerId::from_bytes(id), sealed)).collect())
    }
}
