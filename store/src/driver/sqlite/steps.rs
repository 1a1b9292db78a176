//! Bringing the tables of a file up to date, with the same notes that sqlx makes on PostgreSQL.

use super::Conn;
use crate::driver::{Error, Result};
use rusqlite::{Connection, OptionalExtension, TransactionBehavior};
use sqlx::migrate::{MigrateError, Migration, Migrator};
use std::sync::Arc;

const NOTES: &str = "create table if not exists _sqlx_migrations (
    version bigint primary key,
    description text not null,
    installed_on timestamp not null default current_timestamp,
    success boolean not null,
    checksum blob not null,
    execution_time bigint not null
)";
const NEWEST: &str = "select coalesce(max(version), 0) from _sqlx_migrations";
const FIND: &str = "select checksum from _sqlx_migrations where version = ?1";
const ADD: &str = "insert into _sqlx_migrations (version, description, success, checksum, execution_time)
    values (?1, ?2, true, ?3, 0)";

/// Takes the steps that were not taken yet, each whole or not at all.
///
/// # Errors
/// When a step that was taken is not among these, or was another: then the file belongs to another version.
pub(super) fn take(conn: &mut Conn, steps: &Migrator) -> Result<()> {
    let conn = &mut conn.conn;
    conn.execute_batch(NOTES)?;
    let newest: i64 = conn.query_row(NEWEST, [], |row| row.get(0))?;
    if newest != 0 && !steps.version_exists(newest) {
        return Err(refused(MigrateError::VersionMissing(newest)));
    }
    for step in steps.iter() {
        if !is_taken(conn, step)? {
            take_one(conn, step)?;
        }
    }
    Ok(())
}

fn take_one(conn: &mut Connection, step: &Migration) -> Result<()> {
    let unit = conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
    // Another process may have taken it while we waited for it.
    if !is_taken(&unit, step)? {
        unit.execute_batch(step.sql.as_str())?;
        unit.execute(ADD, (step.version, &*step.description, &*step.checksum))?;
        unit.commit()?;
    }
    Ok(())
}

fn is_taken(conn: &Connection, step: &Migration) -> Result<bool> {
    let noted: Option<Vec<u8>> = conn.query_row(FIND, [step.version], |row| row.get(0)).optional()?;
    match noted {
        Some(checksum) if checksum == *step.checksum => Ok(true),
        Some(_) => Err(refused(MigrateError::VersionMismatch(step.version))),
        None => Ok(false),
    }
}

fn refused(why: MigrateError) -> Error {
    Error::Migration(Arc::new(why))
}
