//! Devices that get the message of the day, sealed, and which host sends which part of it. A row leads to no account and
//! no account leads to a row. Backups leave both tables out: whoever gets a copy learns of no device.

use crate::driver::{Accounts, Result, Tx};
use crate::sealed;
use domain::secrets::PushId;
use domain::time::Day;

const FIND: &str = "select sealed from push where id = $1";
const SET: &str = "insert into push (id, sealed) values ($1, $2)
    on conflict (id) do update set sealed = excluded.sealed";
const SET_COVER: &str = "update push set sealed = $3 where id = $1 and sealed = $2";
const REMOVE: &str = "delete from push where id = $1";
const REMOVE_READ: &str = "delete from push where id = $1 and sealed = $2";
const LIST: &str = "select id, sealed from push where id > $1 order by id limit $2 + 0";
const ADD_TURN: &str =
    "insert into push_turns (day, turn) values ($1, $2) on conflict (day, turn) do nothing";
const REMOVE_TURNS: &str = "delete from push_turns where day < $1";

#[cfg(test)]
pub(crate) const SQL: &[&str] = &[FIND, SET, SET_COVER, REMOVE, REMOVE_READ, LIST, ADD_TURN, REMOVE_TURNS];

impl Tx<Accounts> {
    /// The devices that get the message of the day, sealed.
    pub fn push(&mut self) -> Push<'_> {
        Push(self)
    }
}

/// Devices as rows.
pub struct Push<'a>(&'a mut Tx<Accounts>);

impl Push<'_> {
    /// Finds the seal under this number.
    pub async fn find(&mut self, id: &PushId) -> Result<Option<Vec<u8>>> {
        sealed::find(self.0, FIND, id.bytes()).await
    }

    /// Keeps a device, in the place of what was there, whose bytes are overwritten (T32).
    pub async fn set(&mut self, id: &PushId, sealed: &[u8]) -> Result<()> {
        if self.find(id).await?.is_some() {
            self.0.leaves_traces();
        }
        self.0.run(SET, values![&id.bytes(), sealed]).await.map(drop)
    }

    /// Changes a device, whose old bytes are overwritten (T32); false when it was changed or removed since it was read.
    pub async fn change(&mut self, id: &PushId, was: &[u8], sealed: &[u8]) -> Result<bool> {
        self.0.leaves_traces();
        sealed::replace(self.0, SET_COVER, id.bytes(), was, sealed).await
    }

    /// Puts the same device into another seal; false when it was changed or removed since it was read.
    pub async fn set_cover(&mut self, id: &PushId, was: &[u8], sealed: &[u8]) -> Result<bool> {
        sealed::replace(self.0, SET_COVER, id.bytes(), was, sealed).await
    }

    /// Throws one away, and has its bytes overwritten (T32); false when there was none.
    pub async fn remove(&mut self, id: &PushId) -> Result<bool> {
        sealed::remove(self.0, REMOVE, id.bytes()).await
    }

    /// Throws one away unless it was changed since it was read.
    pub async fn remove_read(&mut self, id: &PushId, was: &[u8]) -> Result<bool> {
        self.0.leaves_traces();
        Ok(self.0.run(REMOVE_READ, values![&id.bytes(), was]).await? == 1)
    }

    /// The next `limit` after one, in the order of their random numbers.
    pub async fn list(&mut self, after: Option<PushId>, limit: i64) -> Result<Vec<(PushId, Vec<u8>)>> {
        let rows = sealed::list(self.0, LIST, after.map(|id| id.bytes()), limit).await?;
        Ok(rows.into_iter().map(|(id, sealed)| (PushId::from_bytes(id), sealed)).collect())
    }

    /// Takes a turn of a day; false when some host has it already.
    pub async fn add_turn(&mut self, day: Day, turn: i64) -> Result<bool> {
        Ok(self.0.run(ADD_TURN, values![day, turn]).await? == 1)
    }

    /// Forgets the turns of earlier days.
    pub async fn remove_turns_before(&mut self, day: Day) -> Result<()> {
        self.0.run(REMOVE_TURNS, values![day]).await.map(drop)
    }
}
