//! Forgetting the order in which rows came.
//!
//! Who joined, signed in, wrote or marked before whom stands in no column. But SQLite fills a page from its end and keeps the
//! last pages in its journal, PostgreSQL lays new rows behind old ones and numbers its transactions, and people do several
//! things in a visit. So once a minute rows are laid down anew by their keys, and the journals are emptied (P5, T2). Keys are
//! random, or the order of the threads, which everybody sees.
//!
//! A file of SQLite of any size: in each page that was written since (`driver/sqlite/leaves.rs`). On PostgreSQL: each table that
//! was written to since and is small; a larger one in the night.

use crate::Store;
use crate::driver::zone::Base;
use crate::driver::zones::ZoneSpec;
use crate::driver::{Error, Result, Zone, sqlite};
use sqlx::PgPool;

/// SQLite writes the whole file anew, page after page in the order of their keys.
const LAY_ANEW: &str = "vacuum";

/// A table of PostgreSQL, and how it is laid down.
pub(crate) struct Heap {
    name: &'static str,
    /// Asks whether it was written to since: else all its rows are of one transaction.
    is_written: &'static str,
    /// Keeps others out, so that nobody waits for us while we wait for them.
    keep_out: &'static str,
    /// Makes all rows those of this transaction, whose number stands beside each.
    renew: &'static str,
    lay_anew: &'static str,
}

macro_rules! heap {
    ($table:literal, $column:literal) => {
        Heap {
            name: $table,
            is_written: concat!(
                "select exists (select 1 from ",
                $table,
                " where xmin <> (select xmin from ",
                $table,
                " limit 1))"
            ),
            keep_out: concat!("lock table ", $table, " in access exclusive mode"),
            renew: concat!("update ", $table, " set ", $column, " = ", $column),
            lay_anew: concat!("cluster ", $table, " using ", $table, "_pkey"),
        }
    };
}

/// The tables whose rows, in the order in which they came, would tell something. Beside each a column that nobody
/// looks anything up by.
pub(crate) const ACCOUNTS: &[Heap] = &[
    heap!("accounts", "joined"),
    heap!("sessions", "shared"),
    heap!("drawers", "sealed"),
    heap!("push", "sealed"),
    heap!("ways_in", "salt"),
];
pub(crate) const COMMUNITY: &[Heap] = &[
    heap!("threads", "title"),
    heap!("thread_themes", "position"),
    heap!("posts", "body"),
    heap!("post_edits", "day"),
    heap!("post_removals", "day"),
    heap!("post_helpful", "day"),
    heap!("reactions", "kind"),
    heap!("reaction_changes", "post_id"),
    heap!("tried", "value"),
    heap!("tried_shown", "helped"),
    heap!("theme_tips", "score"),
    heap!("outcomes", "day"),
    heap!("held_posts", "day"),
    heap!("held_decisions", "day"),
    heap!("waiting", "batch"),
    heap!("search_docs", "terms"),
    heap!("search_postings", "weight"),
];

/// Rows of staff are of named people, and their log says in which order what was done; only what was deleted is overwritten.
const STAFF: &[Heap] = &[];

/// Tables up to this size, in bytes, are laid down by the minute: nobody reads one meanwhile, for some tenths of a second.
const LARGEST_OF_A_MINUTE: i64 = 4 * 1024 * 1024;
/// Tables, and files of SQLite, up to this size are laid down in the night, which takes about a second. Larger tables are the
/// operator's (docs/postgres-roles.sql).
const LARGEST: i64 = 64 * 1024 * 1024;
const SIZE: &str = "select coalesce(pg_table_size(to_regclass($1)), 0)";
/// Somebody may be reading for long, as a backup does: then another time, and nobody waits behind this meanwhile.
const PATIENCE: &str = "set local lock_timeout = '100ms'";

#[cfg(test)]
pub(crate) const POSTGRES_ONLY: &[&str] = &[SIZE];

impl Store {
    /// Once a minute: forgets in which order rows came, as far as any came since the last time, and empties the journals.
    pub async fn forget_order(&self) -> Result<()> {
        // One that is in use keeps the other from nothing.
        let accounts = forget(&self.accounts, ACCOUNTS).await;
        let staff = forget(&self.staff, STAFF).await;
        forget(&self.community, COMMUNITY).await.and(accounts).and(staff)
    }

    /// Once a day: the same for tables that are too large to be laid down by the minute, and for what a page of a file does not
    /// say: in which order it and its like were added. Says how many tables, or files, were laid down anew.
    pub async fn forget_order_of_day(&self) -> Result<u64> {
        Ok(forget_of_day(&self.accounts, ACCOUNTS).await?
            + forget_of_day(&self.community, COMMUNITY).await?
            + forget_of_day(&self.staff, STAFF).await?)
    }
}

async fn forget<Z: ZoneSpec>(zone: &Zone<Z>, heaps: &[Heap]) -> Result<()> {
    if let Base::Postgres(pool) = &zone.base {
        lay_tables_anew(pool, heaps, LARGEST_OF_A_MINUTE).await?;
    }
    zone.lay_down().await?;
    zone.scrub().await
}

async fn forget_of_day<Z: ZoneSpec>(zone: &Zone<Z>, heaps: &[Heap]) -> Result<u64> {
    let base = match &zone.base {
        Base::Sqlite(base) => base,
        Base::Postgres(pool) => return lay_tables_anew(pool, heaps, LARGEST).await,
    };
    if base.bytes() > LARGEST as u64 {
        return Ok(0);
    }
    base.look(sqlite::DamageLook::Indexes).await?;
    base.aside(|conn| conn.run(LAY_ANEW, &[])).await?;
    zone.scrub().await?;
    Ok(1)
}

/// Lays down every table that was written to, one by one. One that somebody holds keeps no other from it.
async fn lay_tables_anew(pool: &PgPool, heaps: &[Heap], largest: i64) -> Result<u64> {
    let (mut laid, mut held) = (0, false);
    for heap in heaps {
        match lay_table_anew(pool, heap, largest).await {
            Ok(was) => laid += u64::from(was),
            Err(Error::Busy) => held = true,
            Err(why) => return Err(why),
        }
    }
    if held { Err(Error::Busy) } else { Ok(laid) }
}

async fn lay_table_anew(pool: &PgPool, heap: &Heap, largest: i64) -> Result<bool> {
    let mut tx = pool.begin().await?;
    let size: i64 = sqlx::query_scalar(SIZE).bind(heap.name).fetch_one(&mut *tx).await?;
    if size > largest || !sqlx::query_scalar(heap.is_written).fetch_one(&mut *tx).await? {
        return Ok(false);
    }
    for step in [PATIENCE, heap.keep_out, heap.renew, heap.lay_anew] {
        sqlx::query(step).execute(&mut *tx).await?;
    }
    tx.commit().await?;
    Ok(true)
}
