//! Comparing a file with what our own steps make: somebody may have added a trigger that copies, or a view that shows.

use super::{Conn, migrate};
use crate::driver::{Error, Result};
use sqlx::migrate::Migrator;

/// Everything that a file says of itself; what `analyze` keeps is SQLite's own.
const MADE: &str = "select type || ' ' || name || ' of ' || tbl_name as called, coalesce(sql, '') as sql
    from sqlite_master where name not like 'sqlite\\_stat%' escape '\\'";
const STEPS: &str = "select 'step ' || version as called, hex(checksum) as sql from _sqlx_migrations";

/// Refuses a file in which anything is that our steps did not make, or lacks what they make.
pub(crate) fn is_ours(conn: &mut Conn, migrations: &Migrator) -> Result<()> {
    let mut ours = Conn::in_memory()?;
    migrate::apply_to(&mut ours, migrations, migrate::newest(conn)?)?;
    let (there, ours) = (all(conn)?, all(&mut ours)?);
    let strange =
        there.iter().find(|one| !ours.contains(one)).or(ours.iter().find(|one| !there.contains(one)));
    match strange {
        None => Ok(()),
        Some((called, _)) => Err(Error::Backup(format!("{called} is not as this program makes it"))),
    }
}

fn all(conn: &mut Conn) -> Result<Vec<(String, String)>> {
    let mut all = Vec::new();
    for question in [MADE, STEPS] {
        all.extend(
            conn.ask(question, &[], |row| Ok((row.get("called")?, plain(&row.get::<String>("sql")?))))?,
        );
    }
    Ok(all)
}

/// A statement without its layout, which says nothing about what it does.
fn plain(sql: &str) -> String {
    sql.split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
        .to_lowercase()
        .replace("table if not exists", "table")
}
