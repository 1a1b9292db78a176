//! The view of somebody who reads the server of PostgreSQL without our program.

use super::{Databases, TestStore};
use sqlx::{AssertSqlSafe, Connection, PgConnection};

const TABLES: &str = "select table_name::text from information_schema.tables
    where table_schema = $1 and table_type = 'BASE TABLE' and table_name not like '\\_%' order by table_name";

/// The name of a zone, the name of a table, and its rows as objects of JSON.
pub type Dumped = (String, String, Vec<String>);

impl TestStore {
    /// Every table as a dump writes it: its rows in the order in which they lie. Empty on SQLite.
    pub async fn dump(&self) -> Result<Vec<Dumped>, Box<dyn std::error::Error>> {
        let Databases::Schemas { server, accounts, community } = &self.place else { return Ok(Vec::new()) };
        let mut conn = PgConnection::connect(server).await?;
        let mut dump = Vec::new();
        for (zone, schema) in [("accounts", accounts), ("community", community)] {
            let tables: Vec<String> = sqlx::query_scalar(TABLES).bind(schema).fetch_all(&mut conn).await?;
            for table in tables {
                let rows =
                    ["select to_jsonb(t)::text from ", schema, ".", &table, " t order by t.ctid"].concat();
                let rows = sqlx::query_scalar(AssertSqlSafe(rows)).fetch_all(&mut conn).await?;
                dump.push((zone.to_owned(), table, rows));
            }
        }
        conn.close().await?;
        Ok(dump)
    }
}

/// Runs statements on the server for tests as its administrator.
pub async fn administer(server: &str, sql: String) -> Result<(), Box<dyn std::error::Error>> {
    let mut conn = PgConnection::connect(server).await?;
    sqlx::raw_sql(AssertSqlSafe(sql)).execute(&mut conn).await?;
    Ok(conn.close().await?)
}
