//! A zone as a schema of PostgreSQL.

use super::values::for_postgres;
use super::zones::ZoneSpec;
use super::{Error, Result, Row, Value, listen};
use domain::live::Topic;
use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sqlx::{AssertSqlSafe, ConnectOptions, PgConnection, PgPool};
use std::str::FromStr;
use std::time::Duration;
use tokio::sync::broadcast;

/// Settings as the server must say them, and why each matters.
const SETTINGS: &[(&str, &str)] = &[
    ("show track_commit_timestamp", "off"), // no moment beside a post (P5)
    ("show fsync", "on"),                   // an acknowledged post survives a power failure
    ("show full_page_writes", "on"),
    ("show synchronous_commit", "on"),
    ("show server_encoding", "UTF8"),
];

const SCHEMA: &str = "select current_schema()";
/// Stands in the schema of the accounts from before the first row of a restore until after the last.
const HALF: &str = "create table if not exists half_restored (one bigint)";
const IS_HALF: &str = "select to_regclass('half_restored') is not null";
const WHOLE: &str = "drop table if exists half_restored";
const HAS_CHECKSUMS: &str = "select current_setting('data_checksums') = 'on'";
const HAS_TABLES: &str = "select to_regclass('_sqlx_migrations') is not null";
const APPLIED: &str = "select version, checksum from _sqlx_migrations where success order by version";

#[cfg(test)]
pub(crate) const SQL: &[&str] = &[SCHEMA, HALF, IS_HALF, WHOLE, HAS_CHECKSUMS, HAS_TABLES, APPLIED];

/// Asks for rows and reads each.
pub(super) async fn ask<T>(
    conn: &mut PgConnection,
    text: &'static str,
    values: &[Value<'_>],
    read: impl Fn(&Row<'_>) -> Result<T>,
) -> Result<Vec<T>> {
    let rows = for_postgres(text, values).fetch_all(conn).await?;
    rows.iter().map(|row| read(&Row::Postgres(row))).collect()
}

/// Changes rows, and says how many.
pub(super) async fn run(conn: &mut PgConnection, text: &'static str, values: &[Value<'_>]) -> Result<u64> {
    Ok(for_postgres(text, values).execute(conn).await?.rows_affected())
}

pub(crate) async fn open<Z: ZoneSpec>(url: &str, live: &broadcast::Sender<Topic>) -> Result<PgPool> {
    let pool = connect::<Z>(url).await?;
    let mut conn = pool.acquire().await?;
    for (ask, wanted) in SETTINGS {
        let is: String = sqlx::query_scalar(*ask).fetch_one(&mut *conn).await?;
        if is != *wanted {
            return Err(Error::Unsafe(format!("PostgreSQL says {is} to \"{ask}\" and must say {wanted}")));
        }
    }
    if is_half(&mut conn).await? {
        return Err(Error::HalfRestored);
    }
    if !up_to_date::<Z>(&mut conn).await? {
        Z::MIGRATIONS.postgres.run(&mut *conn).await?;
    }
    drop(conn);
    if let Some(channel) = Z::LIVE {
        listen::listen(&pool, channel, live).await?;
    }
    Ok(pool)
}

/// A pool whose every connection sees one schema, which is made when missing.
pub(crate) async fn connect<Z: ZoneSpec>(url: &str) -> Result<PgPool> {
    let mut options = PgConnectOptions::from_str(url)?
        .application_name("health-thing")
        .options([("synchronous_commit", "on"), ("lock_timeout", "5000")])
        .options([("idle_in_transaction_session_timeout", "30000")])
        // Every list has its index; guesses about slow disks must not talk the planner out of it.
        .options([("random_page_cost", "1.1"), ("jit", "off")])
        .disable_statement_logging();
    if !options.get_options().is_some_and(|given| given.contains("search_path=")) {
        options = options.options([("search_path", Z::NAME)]);
    }
    let pool = PgPoolOptions::new()
        .max_connections(Z::CONNECTIONS)
        .acquire_timeout(Duration::from_secs(5))
        .connect_with(options.clone())
        .await?;
    let schema: Option<String> = sqlx::query_scalar(SCHEMA).fetch_one(&pool).await?;
    if schema.is_none() {
        make_schema(&pool, &options).await?;
    }
    Ok(pool)
}

/// Makes the schema that the search path names. The name comes from the operator's address, never from a visitor.
async fn make_schema(pool: &PgPool, options: &PgConnectOptions) -> Result<()> {
    let given = options.get_options().unwrap_or_default();
    let name = given.rsplit("search_path=").next().unwrap_or_default();
    let name = name.split_whitespace().next().unwrap_or_default();
    if name.is_empty() || !name.bytes().all(|c| c.is_ascii_alphanumeric() || c == b'_') {
        return Err(Error::Unsafe("a schema is named with letters, digits and _ only".to_owned()));
    }
    let make = ["create schema if not exists ", name].concat();
    sqlx::query(AssertSqlSafe(make)).execute(pool).await?;
    Ok(())
}

/// True when all migrations are applied as they are compiled in. A role that may not change tables can then still serve.
async fn up_to_date<Z: ZoneSpec>(conn: &mut PgConnection) -> Result<bool> {
    if !has_tables(conn).await? {
        return Ok(false);
    }
    let applied: Vec<(i64, Vec<u8>)> = sqlx::query_as(APPLIED).fetch_all(conn).await?;
    let wanted = Z::MIGRATIONS.postgres.iter().map(|step| (step.version, step.checksum.to_vec()));
    Ok(applied.into_iter().eq(wanted))
}

/// The number of migrations that wait for a schema.
pub(crate) async fn waiting<Z: ZoneSpec>(url: &str) -> Result<usize> {
    let pool = connect::<Z>(url).await?;
    let mut conn = pool.acquire().await?;
    let applied: Vec<(i64, Vec<u8>)> = match has_tables(&mut conn).await? {
        true => sqlx::query_as(APPLIED).fetch_all(&mut *conn).await?,
        false => Vec::new(),
    };
    drop(conn);
    pool.close().await;
    let is_applied = |version| applied.iter().any(|(applied, _)| *applied == version);
    Ok(Z::MIGRATIONS.postgres.iter().filter(|step| !is_applied(step.version)).count())
}

/// True when a restore into this schema did not come to its end.
pub(crate) async fn is_half(conn: &mut PgConnection) -> Result<bool> {
    Ok(sqlx::query_scalar(IS_HALF).fetch_one(conn).await?)
}

/// Notes, together with the rows that follow, that this is the first schema of a restore.
pub(crate) async fn half(conn: &mut PgConnection) -> Result<()> {
    sqlx::query(HALF).execute(conn).await?;
    Ok(())
}

/// Notes that all rows of a restore are in their places.
pub(crate) async fn whole(conn: &mut PgConnection) -> Result<()> {
    sqlx::query(WHOLE).execute(conn).await?;
    Ok(())
}

/// True when the server would notice a page that its disk gives back wrong.
pub(crate) async fn has_checksums(pool: &PgPool) -> Result<bool> {
    Ok(sqlx::query_scalar(HAS_CHECKSUMS).fetch_one(pool).await?)
}

/// True once any migration was applied.
pub(crate) async fn has_tables(conn: &mut PgConnection) -> Result<bool> {
    Ok(sqlx::query_scalar(HAS_TABLES).fetch_one(conn).await?)
}
