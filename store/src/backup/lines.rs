//! A zone of PostgreSQL as a file of lines: the table, a tab, the row as JSON.
//!
//! Needs no program beside the server and no right beside those of the zone's role. The first line says which
//! zone and which migration, the last one how many rows, so that a file that was cut off is noticed.

use super::{Copied, finish, part};
use crate::driver::{Error, Result, postgres};
use futures::TryStreamExt;
use sqlx::{PgConnection, PgPool};
use std::fs::{File, OpenOptions};
use std::io::{BufRead, BufReader, BufWriter, Lines, Write};
use std::marker::PhantomData;
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;

/// A table, how it is read and how it is written. Columns need no list: PostgreSQL knows them.
pub(crate) struct BackedTable {
    pub name: &'static str,
    pub read: &'static str,
    pub write: &'static str,
    /// Takes out what a restore that was cut off has left; nothing takes lines out of the log.
    pub empty: Option<&'static str>,
}

macro_rules! table {
    ($name:literal, $empty:expr) => {
        BackedTable {
            name: $name,
            // By key: the order in which rows lie is the order in which they came.
            read: concat!("select to_jsonb(t)::text from ", $name, " t order by t"),
            write: concat!(
                "insert into ",
                $name,
                " overriding system value
            select * from jsonb_populate_recordset(null::",
                $name,
                ", $1::jsonb)"
            ),
            empty: $empty,
        }
    };
}

/// Every zone has a log of what staff did in it.
macro_rules! tables {
    ($($name:literal),*) => {
        &[$(table!($name, Some(concat!("delete from ", $name))),)* table!("staff_log", None)]
    };
}

pub(crate) const ACCOUNTS: &[BackedTable] =
    tables!["installation", "organisations", "cohorts", "cohort_joins", "accounts", "ways_in", "drawers"];
pub(crate) const COMMUNITY: &[BackedTable] = tables![
    "installation",
    "experts",
    "threads",
    "thread_themes",
    "posts",
    "post_edits",
    "post_removals",
    "post_helpful",
    "held_posts",
    "held_decisions",
    "reactions",
    "reaction_changes",
    "tried",
    "tried_shown",
    "theme_tips",
    "outcomes",
    "theme_totals",
    "search_docs",
    "search_postings",
    "search_progress",
    "waiting"
];

/// The tables of a backup. What lets people in for a day, or once, is in none: `staff_sessions`, `staff_links`; nor are `jobs`.
pub(crate) const STAFF: &[BackedTable] =
    tables!["installation", "staff", "staff_passkeys", "staff_totp", "staff_recovery", "photos"];

const HAS_TABLE: &str = "select to_regclass($1) is not null";
const SNAPSHOT: &str = "begin isolation level repeatable read, read only";
const MIGRATION: &str = "select max(version) from _sqlx_migrations where success";
/// Positions go on where they were, also when the newest thread is gone.
const READ_POSITION: &str = "select last_value from threads_position_seq";
const SET_POSITION: &str = "select setval('threads_position_seq', $1)";
const POSITION: &str = "position";
/// Lines of the log stay, so the newest one says where their positions go on.
const SET_LOG_POSITION: &str = "select setval(pg_get_serial_sequence('staff_log', 'position'),
    (select coalesce(max(position), 1) from staff_log))";
const LOG: &str = "staff_log";
const HAS_LINES: &str = "select exists (select 1 from staff_log)";

#[cfg(test)]
pub(crate) const SQL: &[&str] =
    &[HAS_TABLE, HAS_LINES, MIGRATION, READ_POSITION, SET_POSITION, SET_LOG_POSITION];

const FORMAT: &str = "health-thing-1";
const ROWS_AT_ONCE: usize = 500;

pub(super) async fn backup<Z: Copied>(pool: &PgPool, file: &Path) -> Result<()> {
    let part = part(file);
    let mut out =
        BufWriter::new(OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(&part)?);
    let mut tx = pool.begin_with(SNAPSHOT).await?;
    let migration: i64 = sqlx::query_scalar(MIGRATION).fetch_one(&mut *tx).await?;
    writeln!(out, "{FORMAT}\t{}\t{migration}", Z::NAME)?;
    let mut count = 0;
    for table in Z::TABLES {
        let mut rows = sqlx::query_scalar::<_, String>(table.read).fetch(&mut *tx);
        while let Some(row) = rows.try_next().await? {
            writeln!(out, "{}\t{row}", table.name)?;
            count += 1;
        }
    }
    if Z::TABLES.iter().any(|table| table.name == "threads") {
        let last: i64 = sqlx::query_scalar(READ_POSITION).fetch_one(&mut *tx).await?;
        writeln!(out, "{POSITION}\t{last}")?;
    }
    writeln!(out, "end\t{count}")?;
    out.flush()?;
    finish(&part, file)
}

/// A file that was read to its end once, and an empty schema.
pub(crate) struct LinesRestore<Z> {
    /// The newest migration of its tables.
    pub(super) step: i64,
    file: std::path::PathBuf,
    pool: PgPool,
    zone: PhantomData<fn() -> Z>,
}

impl<Z: Copied> LinesRestore<Z> {
    pub(super) async fn check(file: &Path, url: &str, again: bool) -> Result<Self> {
        let (migration, _) = read_through::<Z>(file)?;
        let pool = postgres::connect::<Z>(url).await?;
        let mut conn = pool.acquire().await?;
        if !postgres::has_tables(&mut conn).await? {
            // The tables as they were then; opening the store afterwards brings them up to date.
            Z::MIGRATIONS.postgres.run_to(migration, &mut *conn).await?;
        }
        if !again && !sqlx::query_scalar::<_, bool>(Z::IS_EMPTY).fetch_one(&mut *conn).await? {
            return Err(Error::NotEmpty);
        }
        let here: i64 = sqlx::query_scalar(MIGRATION).fetch_one(&mut *conn).await?;
        if here != migration {
            let what =
                format!("its tables are of step {migration}, those here of step {here}; use a new schema");
            return Err(Error::Backup(what));
        }
        no_lines::<Z>(&mut conn).await?;
        drop(conn);
        Ok(Self { step: migration, file: file.to_owned(), pool, zone: PhantomData })
    }

    pub(super) async fn write(self) -> Result<()> {
        let mut lines = open(&self.file)?;
        lines.next();
        let mut tx = self.pool.begin().await?;
        if Z::FIRST {
            postgres::half(&mut tx).await?;
        }
        // What a restore that was cut off has left; children first.
        for table in Z::TABLES.iter().rev() {
            if let Some(empty) = table.empty
                && has_table(&mut tx, table.name).await?
            {
                sqlx::query(empty).execute(&mut *tx).await?;
            }
        }
        let mut some = Rows::<Z>::default();
        for line in lines {
            let line = line?;
            let (table, row) = line.split_once('\t').unwrap_or((&line, ""));
            if table != some.table || some.rows.len() == ROWS_AT_ONCE {
                some.write(&mut tx).await?;
                table.clone_into(&mut some.table);
            }
            some.rows.push(row.to_owned());
        }
        some.write(&mut tx).await?;
        if has_table(&mut tx, LOG).await? {
            sqlx::query(SET_LOG_POSITION).execute(&mut *tx).await?;
        }
        tx.commit().await?;
        self.pool.close().await;
        Ok(())
    }
}

/// False for a table that came later than the tables of this place.
async fn has_table(conn: &mut PgConnection, name: &str) -> Result<bool> {
    Ok(sqlx::query_scalar(HAS_TABLE).bind(name).fetch_one(conn).await?)
}

/// Refuses a schema in which staff did something already: nothing takes lines out of a log, so those of the backup would stand
/// beside them.
async fn no_lines<Z: Copied>(conn: &mut PgConnection) -> Result<()> {
    if !has_table(conn, LOG).await? || !sqlx::query_scalar::<_, bool>(HAS_LINES).fetch_one(conn).await? {
        return Ok(());
    }
    let what =
        format!("the schema for {} holds a log of staff, which nobody can empty; use a new schema", Z::NAME);
    Err(Error::Backup(what))
}

/// Refuses a schema with rows in it; one without tables has none.
pub(super) async fn check_empty<Z: Copied>(url: &str) -> Result<()> {
    let pool = postgres::connect::<Z>(url).await?;
    let mut conn = pool.acquire().await?;
    let empty = !postgres::has_tables(&mut conn).await?
        || sqlx::query_scalar::<_, bool>(Z::IS_EMPTY).fetch_one(&mut *conn).await?;
    drop(conn);
    pool.close().await;
    if empty { Ok(()) } else { Err(Error::NotEmpty) }
}

/// Rows of one table that are written together.
struct Rows<Z> {
    table: String,
    rows: Vec<String>,
    zone: PhantomData<fn() -> Z>,
}

impl<Z> Default for Rows<Z> {
    fn default() -> Self {
        Self { table: String::new(), rows: Vec::new(), zone: PhantomData }
    }
}

impl<Z: Copied> Rows<Z> {
    async fn write(&mut self, conn: &mut PgConnection) -> Result<()> {
        let rows = std::mem::take(&mut self.rows);
        if self.table == POSITION {
            let last: i64 =
                rows[0].parse().map_err(|_| Error::Backup("a position is no number".to_owned()))?;
            sqlx::query(SET_POSITION).bind(last).execute(conn).await?;
        } else if let Some(table) = Z::TABLES.iter().find(|table| table.name == self.table) {
            let list = ["[", &rows.join(","), "]"].concat();
            sqlx::query(table.write).bind(list).execute(conn).await?;
        }
        Ok(())
    }
}

fn open(file: &Path) -> Result<Lines<BufReader<File>>> {
    Ok(BufReader::new(File::open(file)?).lines())
}

/// Reads a file to its end, and says of which migration it is and how many rows it has.
pub(super) fn read_through<Z: Copied>(file: &Path) -> Result<(i64, u64)> {
    let broken = |what: &str| Error::Backup(format!("{}: {what}", file.display()));
    let mut lines = open(file)?;
    let first = lines.next().transpose()?.unwrap_or_default();
    let migration = match first.split('\t').collect::<Vec<_>>()[..] {
        [FORMAT, zone, migration] if zone == Z::NAME => migration.parse().ok(),
        _ => None,
    };
    let migration: i64 = migration.ok_or_else(|| broken("it is not a backup of this zone"))?;
    if !Z::MIGRATIONS.postgres.version_exists(migration) {
        return Err(broken("it comes from a newer version of this program"));
    }
    let (mut count, mut ended) = (0_u64, false);
    for line in lines {
        let line = line?;
        let (table, rest) = line.split_once('\t').unwrap_or_default();
        match table {
            "end" => ended = rest.parse() == Ok(count),
            POSITION => {}
            _ if Z::TABLES.iter().any(|known| known.name == table) => {
                serde_json::from_str::<serde_json::Map<_, _>>(rest)
                    .map_err(|_| broken("a row cannot be read"))?;
                count += 1;
            }
            _ => return Err(broken("it holds a table that no backup holds")),
        }
    }
    if ended { Ok((migration, count)) } else { Err(broken("it is cut off")) }
}
