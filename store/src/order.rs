//! Forgetting the order in which rows came.
//!
//! Who joined or signed in before whom stands in no column. But SQLite fills a page from its end and keeps the last
//! thousand pages in its journal, PostgreSQL lays new rows behind old ones, and people write soon after they came. So
//! the rows of the accounts are laid down anew by their random keys, and the journals are emptied (P5, T2).

use crate::Store;
use crate::driver::zone::Base;
use crate::driver::{Result, sqlite};
use sqlx::PgPool;
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
/// The table of what waits, in the same way. On SQLite `waiting.rs` does it with each row that is added.
const COMMUNITY: &[(&str, &str)] = &[(
    "select exists (select 1 from
        (select handle < lag(handle) over (order by ctid) as early from waiting) as lying where early)",
    "cluster waiting using waiting_pkey",
)];

/// The tables that PostgreSQL lays down anew once a day. One person's posts and marks of one visit would lie beside each other, in
/// different threads, and what the search knows of them too. Keys are random, or the order of the threads, which
/// everybody sees.
const EVERY_DAY: &[(&str, &str)] = &[
    ("reactions", "cluster reactions using reactions_pkey"),
    ("tried", "cluster tried using tried_pkey"),
    ("outcomes", "cluster outcomes using outcomes_pkey"),
    ("held_posts", "cluster held_posts using held_posts_pkey"),
    ("post_helpful", "cluster post_helpful using post_helpful_pkey"),
    ("post_edits", "cluster post_edits using post_edits_pkey"),
    ("post_removals", "cluster post_removals using post_removals_pkey"),
    ("posts", "cluster posts using posts_pkey"),
    ("search_docs", "cluster search_docs using search_docs_pkey"),
    ("search_postings", "cluster search_postings using search_postings_pkey"),
];
/// Larger tables are the operator's (docs/postgres-roles.sql): while one is laid down anew, about a second for so much, nobody
/// reads it. In a large community many people's rows are between one person's.
const LARGEST: i64 = 64 * 1024 * 1024;
const SIZE: &str = "select coalesce(pg_relation_size(to_regclass($1)), 0)";
/// A backup may be reading: then tomorrow, and nobody waits behind this meanwhile.
const PATIENCE: &str = "set local lock_timeout = '1s'";

/// The moment at which the file of the accounts was last laid down anew.
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

    /// Once a day: the order in which posts and marks came is forgotten. Says how many tables, or files, were laid down anew.
    pub async fn forget_order_of_day(&self) -> Result<u64> {
        let pool = match &self.community.base {
            Base::Sqlite(base) => return self.lay_small_file_anew(base).await,
            Base::Postgres(pool) => pool,
        };
        let mut laid = 0;
        for (table, lay_anew) in EVERY_DAY.iter().copied() {
            let mut tx = pool.begin().await?;
            let size: i64 = sqlx::query_scalar(SIZE).bind(table).fetch_one(&mut *tx).await?;
            if (1..=LARGEST).contains(&size) {
                sqlx::query(PATIENCE).execute(&mut *tx).await?;
                sqlx::query(lay_anew).execute(&mut *tx).await?;
                laid += 1;
            }
            tx.commit().await?;
        }
        Ok(laid)
    }

    /// SQLite keeps rows by their keys, but inside a page as they came. Most keys are random, so that a page holds what has
    /// nothing to do with each other; those of the search follow the threads, so that a page of it holds a day or two.
    async fn lay_small_file_anew(&self, base: &sqlite::Doors) -> Result<u64> {
        let file = base.path();
        if std::fs::metadata(file).is_ok_and(|file| file.len() > LARGEST as u64) {
            return Ok(0);
        }
        base.look(sqlite::Look::Indexes).await?;
        base.aside(|conn| conn.run(LAY_ANEW, &[])).await?;
        self.community.scrub().await?;
        Ok(1)
    }

    async fn lay_file_anew(&self, base: &sqlite::Doors) -> Result<()> {
        let file = base.path();
        if self.settled.is(written(file)) {
            return Ok(());
        }
        base.look(sqlite::Look::Pages).await?;
        base.aside(|conn| conn.run(LAY_ANEW, &[])).await?;
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

/// The moment at which the file was last written to; `None` while something is still in its journal.
fn written(file: &Path) -> Option<SystemTime> {
    let waiting = std::fs::metadata(sqlite::beside(file, "-wal")).is_ok_and(|journal| journal.len() > 0);
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
