//! Challenges that wait for a safe moment, sealed. Nobody but their author sees them: they stand in no list, no
//! thread and no counter until they are released (`server/src/waiting.rs`).

use crate::columns::bytes;
use crate::{Community, Result, Tx};
use domain::waiting::Batch;

const ADD: &str =
    "insert into waiting (handle, batch, sealed) values ($1, $2, $3) on conflict (handle) do nothing";
const FIND: &str = "select handle, batch, sealed from waiting where handle = $1";
const LIST: &str = "select handle, batch, sealed from waiting order by handle";
const COUNT: &str = "select batch, count(*) from waiting group by batch order by batch";
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
    /// Where it is found: made from the thread's id with a key of the server.
    pub handle: [u8; 16],
    /// With which others it appears.
    pub batch: Batch,
    /// What it says, sealed.
    pub sealed: Vec<u8>,
}

#[derive(sqlx::FromRow)]
struct Row {
    handle: Vec<u8>,
    batch: i64,
    sealed: Vec<u8>,
}

impl Row {
    fn read(self) -> Result<WaitingRow> {
        Ok(WaitingRow {
            handle: bytes("waiting.handle", self.handle)?,
            batch: Batch(self.batch),
            sealed: self.sealed,
        })
    }
}

/// What waits, as rows.
pub struct WaitingRoom<'a>(pub(crate) &'a mut Tx<Community>);

impl WaitingRoom<'_> {
    /// Adds one; false when it waits already (a form sent twice). All rows are laid down anew in the order of their
    /// random keys, so that neither the file nor a dump keeps the order in which they came.
    pub async fn add(&mut self, row: &WaitingRow) -> Result<bool> {
        self.one_at_a_time().await?;
        let mut rows = self.take(REMOVE_ALL, None).await?;
        let new = rows.iter().all(|other| other.handle != row.handle);
        if new {
            rows.push(row.clone());
        }
        rows.sort();
        for row in &rows {
            on!(self.0, conn => sqlx::query(ADD)
                .bind(&row.handle[..]).bind(row.batch.0).bind(&row.sealed).execute(conn).await.map(drop))?;
        }
        Ok(new)
    }

    /// The one at this place.
    pub async fn find(&mut self, handle: &[u8; 16]) -> Result<Option<WaitingRow>> {
        on!(self.0, conn => sqlx::query_as::<_, Row>(FIND).bind(&handle[..]).fetch_optional(conn).await)?
            .map(Row::read)
            .transpose()
    }

    /// All of them, in the order of their random keys.
    pub async fn list(&mut self) -> Result<Vec<WaitingRow>> {
        on!(self.0, conn => sqlx::query_as::<_, Row>(LIST).fetch_all(conn).await)?
            .into_iter()
            .map(Row::read)
            .collect()
    }

    /// How many wait in each batch, the oldest first.
    pub async fn count(&mut self) -> Result<Vec<(Batch, i64)>> {
        let counts: Vec<(i64, i64)> = on!(self.0, conn => sqlx::query_as(COUNT).fetch_all(conn).await)?;
        Ok(counts.into_iter().map(|(batch, count)| (Batch(batch), count)).collect())
    }

    /// Replaces what waits at this place; false when nothing does.
    pub async fn set(&mut self, handle: &[u8; 16], sealed: &[u8]) -> Result<bool> {
        self.one_at_a_time().await?;
        self.0.leaves_traces();
        let changed = on!(self.0, conn => sqlx::query(SET)
            .bind(&handle[..]).bind(sealed).execute(conn).await.map(|done| done.rows_affected()))?;
        Ok(changed == 1)
    }

    /// Takes one out; `None` when it is not there. Of several who take the same one, one gets it.
    pub async fn remove(&mut self, handle: &[u8; 16]) -> Result<Option<WaitingRow>> {
        self.one_at_a_time().await?;
        self.0.leaves_traces();
        on!(self.0, conn => sqlx::query_as::<_, Row>(REMOVE).bind(&handle[..]).fetch_optional(conn).await)?
            .map(Row::read)
            .transpose()
    }

    /// Takes a whole batch out. Of several hosts that take the same one, one gets it.
    pub async fn remove_batch(&mut self, batch: Batch) -> Result<Vec<WaitingRow>> {
        self.one_at_a_time().await?;
        self.take(REMOVE_BATCH, Some(batch)).await
    }

    async fn take(&mut self, sql: &'static str, batch: Option<Batch>) -> Result<Vec<WaitingRow>> {
        self.0.leaves_traces();
        let rows = on!(self.0, conn => {
            let question = sqlx::query_as::<_, Row>(sql);
            match batch {
                Some(batch) => question.bind(batch.0),
                None => question,
            }
            .fetch_all(conn).await
        })?;
        rows.into_iter().map(Row::read).collect()
    }

    async fn one_at_a_time(&mut self) -> Result<()> {
        on!(self.0,
            sqlite _conn => Ok::<_, sqlx::Error>(()),
            postgres conn => sqlx::query(ONE_AT_A_TIME).execute(conn).await.map(drop))
    }
}
