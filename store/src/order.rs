//! Forgetting the order in which rows came.
//!
//! Who joined or signed in before whom stands in no column. But SQLite fills a page from its end and keeps the last
//! thousand pages in its journal, PostgreSQL lays new rows behind old ones, and people write soon after they came. So
//! the rows of the accounts are laid down anew by their random keys, and the journals are emptied (anonymity 2.5, T2).

use crate::zone::Base;
use crate::{Result, Store, sqlite};
use sqlx::{ConnectOptions, Connection, PgPool};
use std::path::Path;
use std::sync::{Mutex, PoisonError};
use std::time::SystemTime;

/// SQLite writes each table anew in the order of its key.
const LAY_ANEW: &str = "vacuum";

/// PostgreSQL: whether a row lies behind one with a larger key, and the same as SQLite's, table by table.
const ACCOUNTS: &[(&str, &str)] = &[
    (
        "select exists (select 1 from
            (select id < lag(id) over (order by ctid) as early from accounts) as lying where early)",
        "cluster accounts using accounts_pkey",
    ),
    (
        "select exists (select 1 from
            (select hash < lag(hash) over (order by ctid) as early from sessions) as lying where early)",
        "cluster sessions using sessions_pkey",
    ),
    (
        "select exists (select 1 from
            (select id < lag(id) over (order by ctid) as early from drawers) as lying where early)",
        "cluster drawers using drawers_pkey",
    ),
    (
        "select exists (select 1 from
            (select id < lag(id) over (order by ctid) as early from push) as lying where early)",
        "cluster push using push_pkey",
    ),
];
/// The same for what waits. On SQLite `waiting.rs` does it with each row that is added.
const COMMUNITY: &[(&str, &str)] = &[(
    "select exists (select 1 from
        (select handle < lag(handle) over (order by ctid) as early from waiting) as lying where early)",
    "cluster waiting using waiting_pkey",
)];

/// When the file of the accounts was last laid down anew.
#[derive(Default)]
pub(crate) struct Settled(Mutex<Option<SystemTime>>);

impl Store {
    /// Lays the rows of the accounts down anew in the order of their random keys, if any was written since the last
    /// time, and empties the journals.
    pub async fn forget_order(&self) -> Result<()> {
        match &self.accounts.base {
            Base::Sqlite(base) => self.lay_file_anew(base).await?,
            Base::Postgres(pool) => lay_tables_anew(pool, ACCOUNTS).await?,
        }
        if let Base::Postgres(pool) = &self.community.base {
            lay_tables_anew(pool, COMMUNITY).await?;
        }
        self.community.scrub().await
    }

    async fn lay_file_anew(&self, base: &sqlite::Base) -> Result<()> {
        let file = base.options.get_filename();
        if self.settled.is(written(file)) {
            return Ok(());
        }
        let mut conn = base.options.clone().create_if_missing(false).connect().await?;
        sqlx::query(LAY_ANEW).execute(&mut conn).await?;
        conn.close().await?;
        self.accounts.scrub().await?;
        self.settled.set(written(file));
        Ok(())
    }
}

async fn lay_tables_anew(pool: &PgPool, tables: &[(&'static str, &'static str)]) -> Result<()> {
    let mut conn = pool.acquire().await?;
    for (is_out_of_order, lay_anew) in tables.iter().copied() {
        if sqlx::query_scalar(is_out_of_order).fetch_one(&mut *conn).await? {
            sqlx::query(lay_anew).execute(&mut *conn).await?;
        }
    }
    Ok(())
}

/// When the file was last written to; `None` while something is still in its journal.
fn written(file: &Path) -> Option<SystemTime> {
    let mut journal = file.as_os_str().to_owned();
    journal.push("-wal");
    let waiting = std::fs::metadata(journal).is_ok_and(|journal| journal.len() > 0);
    if waiting { None } else { std::fs::metadata(file).and_then(|file| file.modified()).ok() }
}

impl Settled {
    fn is(&self, written: Option<SystemTime>) -> bool {
        written.is_some() && *self.0.lock().unwrap_or_else(PoisonError::into_inner) == written
    }

    fn set(&self, written: Option<SystemTime>) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = written;
    }
}
