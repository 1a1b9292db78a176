//! Challenges that wait for a safe moment, sealed. Nobody but their author sees them: they stand in no list, no
//! thread and no counter until they are released (`server/src/jobs.rs`).

use crate::driver::{Community, Result, Row, Tx, Value};
use domain::waiting::Batch;

const ADD: &str =
    "insert into waiting (handle, batch, sealed) values ($1, $2, $3) on conflict (handle) do nothing";
const FIND: &str = "select handle, batch, sealed from waiting where handle = $1";
const LIST: &str = "select handle, batch, sealed from waiting order by handle";
const COUNT: &str = "select batch, count(*) as many from waiting group by batch order by batch";
const SET: &str = "update waiting set sealed = $2 where handle = $1";
const REMOVE: &str = "delete from waiting where handle = $1 returning handle, batch, sealed";
const REMOVE_BATCH: &str = "delete from waiting where batch = $1 returning handle, batch, sealed";
const REMOVE_ALL: &str = "delete from waiting returning handle, batch, sealed";
/// PostgreSQL only: who adds writes all rows anew, so others who change one wait. SQLite has one writer.
const ONE_AT_A_TIME: &str = "lock table waiting in share row exclusive mode";

#[cfg(test)]
pub(crate) const SQL: &[&str] = &[ADD, FIND, LIST, COUNT, SET, REMOVE, REMOVE_BATCH, REMOVE_ALL];
#[cfg(test)]
pub(crate) const POSTGRES_ONLY: &[&str] = &[ONE_AT_A_TIME];

/// A challenge that waits, as it stands in its row.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct WaitingRow {
    /// The handle by which it is found, made from the thread's id with a key of the server.
    pub handle: [u8; 16],
    /// With which others it appears.
    pub batch: Batch,
    /// Its words, sealed.
    pub sealed: Vec<u8>,
}

fn read(row: &Row<'_>) -> Result<WaitingRow> {
    Ok(WaitingRow {
        handle: row.bytes("handle")?,
        batch: row.get("batch").map(Batch)?,
        sealed: row.get("sealed")?,
    })
}

impl Tx<Community> {
    /// The challenges that wait for a safe moment.
    pub fn waiting(&mut self) -> WaitingRoom<'_> {
        WaitingRoom(self)
    }
}

/// Waiting challenges as rows.
pub struct WaitingRoom<'a>(&'a mut Tx<Community>);

impl WaitingRoom<'_> {
    /// Adds one; false when it waits already (a form sent twice). All rows are laid down anew in the order of their
    /// random keys, so that neither the file nor a dump keeps the order in which they came.
    pub async fn add(&mut self, row: &WaitingRow) -> Result<bool> {
        let mut rows = self.take(REMOVE_ALL, &[]).await?;
        let new = rows.iter().all(|other| other.handle != row.handle);
        if new {
            rows.push(row.clone());
        }
        rows.sort();
        for row in &rows {
            self.0.run(ADD, values![&row.handle, row.batch.0, &row.sealed]).await?;
        }
        Ok(new)
    }

    /// The one at this place. In a unit of work that writes, nobody else changes it until that ends.
    pub async fn find(&mut self, handle: &[u8; 16]) -> Result<Option<WaitingRow>> {
        if self.0.writes() {
            self.one_at_a_time().await?;
        }
        self.0.ask_one(FIND, values![handle], read).await
    }

    /// All of them, in the order of their random keys.
    pub async fn list(&mut self) -> Result<Vec<WaitingRow>> {
        self.0.ask(LIST, &[], read).await
    }

    /// Counts those in each batch, the oldest first.
    pub async fn count(&mut self) -> Result<Vec<(Batch, i64)>> {
        self.0.ask(COUNT, &[], |row| Ok((Batch(row.get("batch")?), row.get("many")?))).await
    }

    /// Replaces what waits at this place; false when nothing does.
    pub async fn set(&mut self, handle: &[u8; 16], sealed: &[u8]) -> Result<bool> {
        self.one_at_a_time().await?;
        self.0.leaves_traces();
        Ok(self.0.run(SET, values![handle, sealed]).await? == 1)
    }

    /// Takes one out; `None` when it is not there. Of several who take the same one, one gets it.
    pub async fn remove(&mut self, handle: &[u8; 16]) -> Result<Option<WaitingRow>> {
        Ok(self.take(REMOVE, values![handle]).await?.pop())
    }

    /// Takes a whole batch out. Of several hosts that take the same one, one gets it.
    pub async fn remove_batch(&mut self, batch: Batch) -> Result<Vec<WaitingRow>> {
        self.take(REMOVE_BATCH, values![batch.0]).await
    }

    async fn take(&mut self, sql: &'static str, values: &[Value<'_>]) -> Result<Vec<WaitingRow>> {
        self.one_at_a_time().await?;
        self.0.leaves_traces();
        self.0.ask(sql, values, read).await
    }

    async fn one_at_a_time(&mut self) -> Result<()> {
        self.0.run_on_postgres(ONE_AT_A_TIME, &[]).await
    }
}
