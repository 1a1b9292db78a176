//! A zone: one file of SQLite or one schema of PostgreSQL, and its three doors: to write, to read, and to scan.

use super::tx::{Tx, Unit};
use super::zones::ZoneSpec;
use super::{Error, Result, postgres, sqlite};
use domain::live::Topic;
use sqlx::{PgPool, Postgres, Transaction};
use std::marker::PhantomData;
use std::sync::Arc;
use tokio::sync::broadcast;

/// One zone. Cheap to clone.
pub struct Zone<Z> {
    pub(crate) base: Base,
    zone: PhantomData<fn() -> Z>,
}

impl<Z> Clone for Zone<Z> {
    fn clone(&self) -> Self {
        Self { base: self.base.clone(), zone: PhantomData }
    }
}

/// The place of a zone's rows.
#[derive(Clone)]
pub(crate) enum Base {
    Sqlite(Arc<sqlite::Doors>),
    Postgres(PgPool),
}

const BEGIN: &str = "begin";
const READ: &str = "begin isolation level repeatable read, read only";

/// Begins in a task of its own, which ends what it began when nobody takes it any more. sqlx 0.9.0 forgets a transaction whose
/// beginning was given up half way, and hands its connection on with it: the next person's post would be refused.
async fn begin(pool: &PgPool, how: &'static str) -> Result<Transaction<'static, Postgres>> {
    let pool = pool.clone();
    let begun = tokio::spawn(async move { pool.begin_with(how).await }).await;
    begun
        .unwrap_or_else(|ended| match ended.try_into_panic() {
            Ok(panic) => std::panic::resume_unwind(panic),
            // The program is about to end.
            Err(_) => Err(sqlx::Error::PoolClosed),
        })
        .map_err(Error::from)
}

/// The number of migrations that wait for a zone; applies none.
pub(crate) async fn waiting<Z: ZoneSpec>(url: &str) -> Result<usize> {
    if url.starts_with("sqlite:") {
        let url = url.to_owned();
        return sqlite::on_a_thread(move || sqlite::waiting::<Z>(&url)).await;
    }
    postgres::waiting::<Z>(url).await
}

#[expect(private_bounds, reason = "there are three zones, and nobody else makes a fourth")]
impl<Z: ZoneSpec> Zone<Z> {
    pub(crate) async fn open(url: &str, live: &broadcast::Sender<Topic>) -> Result<Self> {
        let base = if url.starts_with("sqlite:") {
            let (url, live) = (url.to_owned(), live.clone());
            let open = move || sqlite::Doors::open::<Z>(&url, &live);
            Base::Sqlite(Arc::new(sqlite::on_a_thread(open).await?))
        } else if url.starts_with("postgres:") || url.starts_with("postgresql:") {
            Base::Postgres(postgres::open::<Z>(url, live).await?)
        } else {
            return Err(Error::Unsafe("a database address starts with sqlite: or postgres:".to_owned()));
        };
        Ok(Self { base, zone: PhantomData })
    }

    /// Begins a unit of work that changes something.
    pub async fn begin(&self) -> Result<Tx<Z>> {
        Ok(Tx::new(match &self.base {
            // Whoever cannot write is told that the zone is away, and gets the text back; why stands in the log.
            Base::Sqlite(base) if base.sound().is_err() => return Err(Error::Offline),
            Base::Sqlite(base) => Unit::Write(base.writer.lend().await?),
            Base::Postgres(pool) => Unit::Postgres { tx: begin(pool, BEGIN).await?, writes: true },
        }))
    }

    /// Begins a unit of work that only reads: many at a time, also while somebody writes, each at one moment of the data.
    /// On SQLite it is answered in the thread that asks, so what is asked has to be short.
    pub async fn read(&self) -> Result<Tx<Z>> {
        self.look(false).await
    }

    /// Begins one whose questions take long: whoever shares its thread goes on elsewhere meanwhile.
    pub async fn scan(&self) -> Result<Tx<Z>> {
        self.look(true).await
    }

    async fn look(&self, long: bool) -> Result<Tx<Z>> {
        Ok(Tx::new(match &self.base {
            Base::Sqlite(base) => Unit::Read(base.readers.lend(long)?),
            Base::Postgres(pool) => Unit::Postgres { tx: begin(pool, READ).await?, writes: false },
        }))
    }

    /// Asks whether the zone answers and can be written to, for `/ready`.
    pub async fn ping(&self) -> Result<()> {
        if let Base::Sqlite(base) = &self.base {
            base.sound()?;
        }
        self.read().await?.ask("select 1 as one", &[], |_| Ok(())).await.map(drop)
    }

    pub(crate) async fn scrub(&self) -> Result<()> {
        match &self.base {
            Base::Sqlite(base) => base.writer.scrub().await,
            // Dead rows are PostgreSQL's own to sweep; docs/postgres-roles.sql says when.
            Base::Postgres(_) => Ok(()),
        }
    }

    /// Lays the rows inside the pages of a file down by their keys. PostgreSQL's tables are `order.rs`'s.
    pub(crate) async fn lay_down(&self) -> Result<()> {
        match &self.base {
            Base::Sqlite(base) => {
                base.sound()?;
                base.writer.lay_down().await
            }
            Base::Postgres(_) => Ok(()),
        }
    }

    pub(crate) async fn close(&self) {
        match &self.base {
            Base::Sqlite(base) => base.close().await,
            Base::Postgres(pool) => pool.close().await,
        }
    }
}
