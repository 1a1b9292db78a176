//! A zone: one file of SQLite or one schema of PostgreSQL, and the doors into it.

use crate::tx::{Tx, Unit};
use crate::{Error, Result, migrations, postgres, sqlite};
use domain::ids::ThreadId;
use sqlx::postgres::PgPoolOptions;
use sqlx::sqlite::SqlitePoolOptions;
use sqlx::{PgPool, Postgres, SqlitePool, Transaction};
use std::marker::PhantomData;
use std::sync::Arc;
use tokio::sync::broadcast;

/// The zone that knows who may come in.
#[derive(Clone, Copy, Debug)]
pub struct Accounts;

/// The zone that knows what was said.
#[derive(Clone, Copy, Debug)]
pub struct Community;

/// What a zone is called, which tables it has, and how many may look at once.
pub(crate) trait Kind: Send + Sync + 'static {
    const NAME: &'static str;
    const READERS: u32;
    /// After how many pages of journal they are carried over into the file of SQLite.
    const JOURNAL_PAGES: &'static str;
    const MIGRATIONS: &'static migrations::Both;
    /// Whether new replies are told from here.
    const LIVE: bool;
}

impl Kind for Accounts {
    const NAME: &'static str = "accounts";
    const READERS: u32 = 2;
    const JOURNAL_PAGES: &'static str = "1000";
    const MIGRATIONS: &'static migrations::Both = &migrations::ACCOUNTS;
    const LIVE: bool = false;
}

impl Kind for Community {
    const NAME: &'static str = "community";
    const READERS: u32 = 4;
    // A post touches some thirty pages, most of them those of other posts too: carried over less often, they are written
    // once for many posts. As many as the journal may keep; it is emptied once a minute.
    const JOURNAL_PAGES: &'static str = "16000";
    const MIGRATIONS: &'static migrations::Both = &migrations::COMMUNITY;
    const LIVE: bool = true;
}

/// One zone. Cheap to clone.
pub struct Zone<Z> {
    pub(crate) base: Base,
    aside: Aside,
    zone: PhantomData<fn() -> Z>,
}

impl<Z> Clone for Zone<Z> {
    fn clone(&self) -> Self {
        Self { base: self.base.clone(), aside: self.aside.clone(), zone: PhantomData }
    }
}

/// Where a zone's rows are.
#[derive(Clone)]
pub(crate) enum Base {
    Sqlite(Arc<sqlite::Base>),
    Postgres(PgPool),
}

/// One connection more, for [`Zone::look_aside`]; opened when it is first asked for.
#[derive(Clone)]
enum Aside {
    Sqlite(SqlitePool),
    Postgres(PgPool),
}

impl Aside {
    fn of(base: &Base) -> Self {
        match base {
            Base::Sqlite(base) => {
                let options = (*base.readers.connect_options()).clone();
                Self::Sqlite(SqlitePoolOptions::new().max_connections(1).connect_lazy_with(options))
            }
            Base::Postgres(pool) => {
                let options = (*pool.connect_options()).clone();
                Self::Postgres(PgPoolOptions::new().max_connections(1).connect_lazy_with(options))
            }
        }
    }
}

const BEGIN: &str = "begin";
const LOOK: &str = "begin isolation level repeatable read, read only";

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

#[expect(private_bounds, reason = "there are two zones, and nobody else makes a third")]
impl<Z: Kind> Zone<Z> {
    pub(crate) async fn open(url: &str, live: &broadcast::Sender<ThreadId>) -> Result<Self> {
        let base = if url.starts_with("sqlite:") {
            Base::Sqlite(Arc::new(sqlite::Base::open::<Z>(url, live).await?))
        } else if url.starts_with("postgres:") || url.starts_with("postgresql:") {
            Base::Postgres(postgres::open::<Z>(url, live).await?)
        } else {
            return Err(Error::Unsafe("a database address starts with sqlite: or postgres:".to_owned()));
        };
        let aside = Aside::of(&base);
        Ok(Self { base, aside, zone: PhantomData })
    }

    /// A unit of work that changes something.
    pub async fn begin(&self) -> Result<Tx<Z>> {
        Ok(Tx::new(match &self.base {
            Base::Sqlite(base) => Unit::Write(base.writer.lend().await?),
            Base::Postgres(pool) => Unit::Postgres { tx: begin(pool, BEGIN).await?, writes: true },
        }))
    }

    /// A unit of work that only looks: many at a time, also while somebody writes, each at one moment of the data.
    pub async fn look(&self) -> Result<Tx<Z>> {
        Ok(Tx::new(match &self.base {
            Base::Sqlite(base) => Unit::Look(base.readers.begin().await?),
            Base::Postgres(pool) => Unit::Postgres { tx: begin(pool, LOOK).await?, writes: false },
        }))
    }

    /// A unit of work that looks, too, for questions that need not be answered at one moment: on SQLite without a
    /// transaction around them, and those of [`Tx::ask`] in the thread that asks. Elsewhere each statement, the opening and the
    /// closing too, is a trip to the thread that owns the connection.
    pub async fn glance(&self) -> Result<Tx<Z>> {
        match &self.base {
            Base::Sqlite(base) => Ok(Tx::new(Unit::Glance { base: base.clone(), reader: None })),
            Base::Postgres(_) => self.look().await,
        }
    }

    /// A look through a door of its own, for questions so long that nobody else may wait behind them. One at a time.
    pub async fn look_aside(&self) -> Result<Tx<Z>> {
        Ok(Tx::new(match &self.aside {
            Aside::Sqlite(pool) => Unit::Look(pool.begin().await?),
            Aside::Postgres(pool) => Unit::Postgres { tx: begin(pool, LOOK).await?, writes: false },
        }))
    }

    /// Whether the zone answers, for `/ready`.
    pub async fn ping(&self) -> Result<()> {
        let mut tx = self.look().await?;
        on!(tx, conn => sqlx::query("select 1").execute(conn).await.map(drop))?;
        Ok(())
    }

    pub(crate) async fn scrub(&self) -> Result<()> {
        match &self.base {
            Base::Sqlite(base) => base.writer.scrub().await,
            // Dead rows are PostgreSQL's own to sweep; docs/postgres-roles.sql says when.
            Base::Postgres(_) => Ok(()),
        }
    }

    pub(crate) async fn close(&self) {
        match &self.aside {
            Aside::Sqlite(pool) => pool.close().await,
            Aside::Postgres(pool) => pool.close().await,
        }
        match &self.base {
            Base::Sqlite(base) => base.close().await,
            Base::Postgres(pool) => pool.close().await,
        }
    }
}
