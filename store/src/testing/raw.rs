//! The view of somebody who reads the server of PostgreSQL without our program.

use super::{Databases, TestStore};
use crate::Urls;
use sqlx::{AssertSqlSafe, Connection, PgConnection};
use std::collections::HashMap;

const TABLES: &str = "select table_name::text from information_schema.tables
    where table_schema = $1 and table_type = 'BASE TABLE' and table_name not like '\\_%' order by table_name";

const INDEXES: &str = "select i.relname::text, t.relname::text, pg_relation_size(i.oid) / 8192
    from pg_index x join pg_class i on i.oid = x.indexrelid join pg_class t on t.oid = x.indrelid
    where i.relnamespace = to_regnamespace($1) and t.relname not like '\\_%' order by 1";
/// Reads pages as they are; only for whoever has the server's disk, or its administrator.
const PAGES: &str = "create extension if not exists pageinspect schema public";
const PAGE: &str = "select public.get_raw_page($1, $2)";

/// The name of a table, the name of an order, and its rows: a page, a place there, and an object of JSON.
pub type Lying = (String, String, Vec<(u32, u32, String)>);

/// The name of a zone, the name of a table, and its rows as objects of JSON.
pub type Dumped = (String, String, Vec<String>);

impl TestStore {
    /// Every table as a dump writes it: its rows in the order in which they lie. Empty on SQLite.
    pub async fn dump(&self) -> Result<Vec<Dumped>, Box<dyn std::error::Error>> {
        let Databases::Schemas { server, names } = &self.place else { return Ok(Vec::new()) };
        let mut conn = PgConnection::connect(server).await?;
        let mut dump = Vec::new();
        for (zone, schema) in ["accounts", "community", "staff"].into_iter().zip(names.all()) {
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

    /// The rows of the community in other orders than a dump's: that of their transactions, and that in which each index has
    /// them in the bytes of its pages. Empty on SQLite.
    pub async fn lying(&self) -> Result<Vec<Lying>, Box<dyn std::error::Error>> {
        let Databases::Schemas { server, names: Urls { community, .. } } = &self.place else {
            return Ok(Vec::new());
        };
        let mut conn = PgConnection::connect(server).await?;
        // Another test may be making it.
        let _ = sqlx::query(PAGES).execute(&mut conn).await;
        let mut lying = Vec::new();
        let tables: Vec<String> = sqlx::query_scalar(TABLES).bind(community).fetch_all(&mut conn).await?;
        for table in tables {
            let rows = [
                "select to_jsonb(t)::text from ",
                community,
                ".",
                &table,
                " t order by t.xmin::text::bigint, t.ctid",
            ];
            let rows: Vec<String> =
                sqlx::query_scalar(AssertSqlSafe(rows.concat())).fetch_all(&mut conn).await?;
            let rows = (0..).zip(rows).map(|(n, row)| (0, n, row)).collect();
            lying.push((table.clone(), [&table, " by transaction"].concat(), rows));
        }
        let indexes: Vec<(String, String, i64)> =
            sqlx::query_as(INDEXES).bind(community).fetch_all(&mut conn).await?;
        for (index, table, pages) in indexes {
            let rows = ["select ctid::text, to_jsonb(t)::text from ", community, ".", &table, " t"].concat();
            let rows: Vec<(String, String)> =
                sqlx::query_as(AssertSqlSafe(rows)).fetch_all(&mut conn).await?;
            let rows: HashMap<String, String> = rows.into_iter().collect();
            let mut found = Vec::new();
            for number in 1..pages {
                let of = [community, ".", &index].concat();
                let page: Vec<u8> =
                    sqlx::query_scalar(PAGE).bind(of).bind(number).fetch_one(&mut conn).await?;
                let entries = entries(&page).into_iter();
                // A row that moved inside its page is found by another way.
                found.extend(
                    entries.filter_map(|(at, row)| Some((number as u32, at, rows.get(&row)?.clone()))),
                );
            }
            lying.push((table, index, found));
        }
        conn.close().await?;
        Ok(lying)
    }
}

/// The entries of a leaf of an index, with their places in the page: which row each leads to, as PostgreSQL writes it.
fn entries(page: &[u8]) -> Vec<(u32, String)> {
    let two = |at: usize| usize::from(u16::from_le_bytes([page[at], page[at + 1]]));
    let row = |at: usize| format!("({},{})", two(at) << 16 | two(at + 2), two(at + 4));
    let own = two(16);
    let is_leaf = two(own + 12) & 1 == 1;
    let has_next = two(own + 4) + two(own + 6) > 0;
    // Where another page follows, the first entry is its lowest key.
    let items = (24..two(12)).step_by(4).skip(usize::from(has_next)).filter(|_| is_leaf);
    let mut found = Vec::new();
    for item in items {
        let at = two(item) & 0x7fff;
        let (count, is_list) = (two(at + 4), two(at + 6) & 0x2000 != 0);
        if is_list {
            // Several rows of one value: where their list begins, and how many there are.
            let list = at + (two(at) << 16 | two(at + 2));
            found.extend((0..count & 0x0fff).map(|n| ((list + 6 * n) as u32, row(list + 6 * n))));
        } else {
            found.push((at as u32, row(at)));
        }
    }
    found
}

/// Runs statements on the server for tests as its administrator.
pub async fn administer(server: &str, sql: String) -> Result<(), Box<dyn std::error::Error>> {
    let mut conn = PgConnection::connect(server).await?;
    sqlx::raw_sql(AssertSqlSafe(sql)).execute(&mut conn).await?;
    Ok(conn.close().await?)
}
