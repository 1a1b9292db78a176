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
const HAS_NOTES: &str = "select count(*) from sqlite_master where name = '_sqlx_migrations'";
const NEWEST: &str = "select coalesce(max(version), 0) from _sqlx_migrations";
const FIND: &str = "select checksum from _sqlx_migrations where version = ?1";
const ADD: &str = "insert into _sqlx_migrations (version, description, success, checksum, execution_time)
    values (?1, ?2, true, ?3, 0)";

/// Applies the migrations that were not applied yet, each whole or not at all.
///
/// # Errors
/// When a migration that was applied is not among these, or was another: then the file belongs to another version.
pub(super) fn apply(conn: &mut Conn, migrations: &Migrator) -> Result<()> {
    let newest = newest(conn)?;
    if newest != 0 && !migrations.version_exists(newest) {
        return Err(refused(MigrateError::VersionMissing(newest)));
    }
    apply_to(conn, migrations, i64::MAX)
}

/// The number of migrations that were not applied yet.
pub(super) fn waiting(conn: &Conn, migrations: &Migrator) -> Result<usize> {
    if newest(conn)? == 0 {
        return Ok(migrations.iter().count());
    }
    let mut waiting = 0;
    for migration in migrations.iter() {
        waiting += usize::from(!is_applied(&conn.conn, migration)?);
    }
    Ok(waiting)
}

/// The newest migration that was applied; 0 for none.
pub(crate) fn newest(conn: &Conn) -> Result<i64> {
    let noted: i64 = conn.conn.query_row(HAS_NOTES, [], |row| row.get(0))?;
    Ok(if noted == 0 { 0 } else { conn.conn.query_row(NEWEST, [], |row| row.get(0))? })
}

/// Applies the migrations up to one that were not applied yet.
pub(crate) fn apply_to(conn: &mut Conn, migrations: &Migrator, last: i64) -> Result<()> {
    let conn = &mut conn.conn;
    conn.execute_batch(NOTES)?;
    for migration in migrations.iter().filter(|migration| migration.version <= last) {
        if !is_applied(conn, migration)? {
            apply_one(conn, migration)?;
        }
    }
    Ok(())
}

fn apply_one(conn: &mut Connection, migration: &Migration) -> Result<()> {
    let unit = conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
    // Another process may have applied it while we waited for it.
    if !is_applied(&unit, migration)? {
        unit.execute_batch(migration.sql.as_str())?;
        unit.execute(ADD, (migration.version, &*migration.description, &*migration.checksum))?;
        unit.commit()?;
    }
    Ok(())
}

fn is_applied(conn: &Connection, migration: &Migration) -> Result<bool> {
    let noted: Option<Vec<u8>> = conn.query_row(FIND, [migration.version], |row| row.get(0)).optional()?;
    match noted {
        Some(checksum) if checksum == *migration.checksum => Ok(true),
        Some(_) => Err(refused(MigrateError::VersionMismatch(migration.version))),
        None => Ok(false),
    }
}

fn refused(why: MigrateError) -> Error {
    Error::Migration(Arc::new(why))
}
