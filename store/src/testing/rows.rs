//! Everything that is kept, as text: for tests that compare before and after, or look for what must not be there.

use super::{TestStore, Tested};
use crate::driver::zone::Base;
use sqlx::{AssertSqlSafe, Connection, Executor, PgConnection, PgPool};
use std::path::Path;

type Lines = Result<Vec<String>, Box<dyn std::error::Error>>;

impl TestStore {
    /// Every row of all zones, sorted: `zone.table column=value …`. Bytes are written as hexadecimal characters.
    pub async fn rows(&self) -> Lines {
        let mut lines = Vec::new();
        for (zone, base) in [
            ("accounts", &self.store.accounts.base),
            ("community", &self.store.community.base),
            ("staff", &self.store.staff.base),
        ] {
            let found = match base {
                Base::Sqlite(base) => sqlite(base.path())?,
                Base::Postgres(pool) => postgres(pool).await?,
            };
            lines.extend(found.into_iter().map(|line| format!("{zone}.{line}")));
        }
        lines.sort();
        Ok(lines)
    }

    /// Runs a statement in the community zone, past everything that guards it: how a test breaks something. The first
    /// text is for SQLite, the second for PostgreSQL.
    pub async fn tamper(&self, sqlite: &str, postgres: &str) -> Tested {
        match &self.store.community.base {
            Base::Sqlite(base) => rusqlite::Connection::open(base.path())?.execute_batch(sqlite)?,
            Base::Postgres(_) => {
                let mut conn = PgConnection::connect(&self.urls().community).await?;
                conn.execute(AssertSqlSafe(postgres.to_owned())).await?;
                conn.close().await?;
            }
        }
        Ok(())
    }
}

fn sqlite(file: &Path) -> Lines {
    const COLUMNS: &str =
        "select m.name, group_concat('''' || c.name || '='' || quote(' || c.name || ')', ' || '' '' || ')
        from sqlite_master m join pragma_table_info(m.name) c
        where m.type = 'table' and m.name not like 'sqlite%' and m.name not like '\\_sqlx%' escape '\\'
        group by m.name";
    let conn = rusqlite::Connection::open(file)?;
    let mut tables = conn.prepare(COLUMNS)?;
    let tables = tables.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let mut lines = Vec::new();
    for table in tables.collect::<Result<Vec<(String, String)>, _>>()? {
        let (table, columns) = table;
        let mut all = conn.prepare(&["select ", &columns, " from ", &table].concat())?;
        for row in all.query_map([], |row| row.get::<_, String>(0))? {
            lines.push(format!("{table} {}", row?));
        }
    }
    Ok(lines)
}

async fn postgres(pool: &PgPool) -> Lines {
    const TABLES: &str = "select table_name::text from information_schema.tables
        where table_schema = current_schema() and table_name not like '\\_sqlx%'";
    let tables: Vec<String> = sqlx::query_scalar(TABLES).fetch_all(pool).await?;
    let mut lines = Vec::new();
    for table in tables {
        let all = ["select row_to_json(t)::text from ", &table, " t"].concat();
        let rows: Vec<String> = sqlx::query_scalar(AssertSqlSafe(all)).fetch_all(pool).await?;
        lines.extend(rows.into_iter().map(|row| format!("{table} {row}")));
    }
    Ok(lines)
}
