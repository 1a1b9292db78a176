//! What every statement and every table has to keep to.

use crate::backup::{self, Copied};
use crate::driver::zone::Base;
use crate::driver::{migrations, postgres};
use crate::sqlite_only;
use crate::testing::{self, TestStore, Tested};
use crate::{Accounts, Community, Staff, Urls};
use crate::{
    accounts, cohorts, drawers, experts, gate, handovers, held, held_decisions, installation, jobs, live,
    mine, order, organisations, outcomes, posts, push, reactions, search, sessions, staff, staff_log, themes,
    threads, tried, waiting, ways_in,
};
use rusqlite::Connection;
use sqlx::{Executor, PgPool, SqlSafeStr};
use std::collections::{BTreeMap, BTreeSet};

const ACCOUNTS: &[&[&str]] = &[
    installation::SQL,
    installation::ACCOUNTS_ONLY,
    organisations::SQL,
    cohorts::SQL,
    accounts::SQL,
    sessions::SQL,
    handovers::SQL,
    drawers::SQL,
    push::SQL,
    ways_in::SQL,
    staff_log::SQL,
];
const COMMUNITY: &[&[&str]] = &[
    installation::SQL,
    experts::SQL,
    held::SQL,
    held_decisions::SQL,
    mine::SQL,
    threads::SQL,
    reactions::SQL,
    tried::SQL,
    outcomes::SQL,
    themes::SQL,
    waiting::SQL,
    staff_log::SQL,
];
const LISTS: &[&[&str]] = &[
    threads::LISTS,
    posts::LISTS[0],
    posts::LISTS[1],
    mine::LISTS,
    outcomes::LISTS,
    held::LISTS,
    held_decisions::LISTS,
    search::LISTS[0],
    staff_log::LISTS,
];

fn community() -> impl Iterator<Item = &'static str> {
    COMMUNITY.iter().chain(posts::SQL).chain(search::SQL).flat_map(|list| list.iter().copied())
}

fn of_staff() -> impl Iterator<Item = &'static str> {
    let both = [installation::SQL, staff_log::SQL, jobs::SQL];
    both.into_iter().chain(staff::SQL.iter().copied()).flat_map(|list| list.iter().copied())
}

fn sqlite(base: &Base) -> Connection {
    match base {
        Base::Sqlite(base) => Connection::open(base.path()).expect("the file"),
        Base::Postgres(_) => unreachable!("a store of SQLite"),
    }
}

fn postgres_pool(base: &Base) -> PgPool {
    match base {
        Base::Postgres(pool) => pool.clone(),
        Base::Sqlite(_) => unreachable!("a store of PostgreSQL"),
    }
}

sqlite_only! {
    async fn every_statement_is_understood_by_sqlite(store) {
        let (accounts, community_file) = (sqlite(&store.accounts.base), sqlite(&store.community.base));
        for sql in ACCOUNTS.iter().flat_map(|list| list.iter().copied()) {
            accounts.prepare(sql).map_err(|e| format!("{sql}: {e}"))?;
        }
        for sql in
            community().chain(search::TEXTS.iter().flat_map(|texts| texts.iter().map(|texts| texts.sqlite)))
        {
            community_file.prepare(sql).map_err(|e| format!("{sql}: {e}"))?;
        }
        let staff_file = sqlite(&store.staff.base);
        for sql in of_staff() {
            staff_file.prepare(sql).map_err(|e| format!("{sql}: {e}"))?;
        }
    }
}

#[tokio::test]
async fn every_statement_is_understood_by_postgresql() -> Tested {
    let Some(store) = TestStore::postgres().await? else { return Ok(()) };
    let (accounts, threads) = (postgres_pool(&store.accounts.base), postgres_pool(&store.community.base));
    for sql in ACCOUNTS
        .iter()
        .flat_map(|list| list.iter().copied())
        .chain(postgres::SQL.iter().chain(gate::POSTGRES_ONLY).copied())
    {
        accounts.prepare(sql.into_sql_str()).await.map_err(|e| format!("{sql}: {e}"))?;
    }
    for sql in community()
        .chain(
            posts::POSTGRES_ONLY
                .iter()
                .chain(held::POSTGRES_ONLY)
                .chain(waiting::POSTGRES_ONLY)
                .copied()
                .chain([live::SQL]),
        )
        .chain(backup::POSTGRES_ONLY.iter().chain(gate::POSTGRES_ONLY).copied())
        .chain(order::POSTGRES_ONLY.iter().copied())
        .chain(search::TEXTS.iter().flat_map(|texts| texts.iter().map(|texts| texts.postgres)))
    {
        threads.prepare(sql.into_sql_str()).await.map_err(|e| format!("{sql}: {e}"))?;
    }
    let staff = postgres_pool(&store.staff.base);
    for sql in of_staff() {
        staff.prepare(sql.into_sql_str()).await.map_err(|e| format!("{sql}: {e}"))?;
    }
    for table in <Staff as Copied>::TABLES {
        both_ways(&staff, table).await?;
    }
    for table in <Accounts as Copied>::TABLES {
        both_ways(&accounts, table).await?;
    }
    for table in <Community as Copied>::TABLES {
        both_ways(&threads, table).await?;
    }
    store.finish().await
}

async fn both_ways(pool: &PgPool, table: &backup::BackedTable) -> Tested {
    for sql in [table.read, table.write].into_iter().chain(table.empty) {
        pool.prepare(sql.into_sql_str()).await.map_err(|e| format!("{sql}: {e}"))?;
    }
    Ok(())
}

/// T10: a statement that asks for a tag says in which thread or at which post; only the owner's pass reads tags across threads.
#[test]
fn no_statement_selects_by_tag_across_threads() {
    for sql in community().filter(|sql| sql.contains("tag =")) {
        assert!(sql.contains("thread_id = $") || sql.contains("post_id = $"), "{sql}");
    }
    assert!(ACCOUNTS.iter().flat_map(|list| list.iter()).all(|sql| !sql.contains("tag")));
}

/// The steps that SQLite takes.
fn plan(conn: &Connection, sql: &str) -> rusqlite::Result<Vec<String>> {
    let mut explain = conn.prepare(&["explain query plan ", sql].concat())?;
    let mut rows = explain.raw_query();
    let mut steps = Vec::new();
    while let Some(row) = rows.next()? {
        steps.push(row.get("detail")?);
    }
    Ok(steps)
}

sqlite_only! {
    /// Every list reads along an index and sorts nothing, so that it stays as quick with a million posts.
    async fn every_list_reads_along_an_index(store) {
        let conn = sqlite(&store.community.base);
        for sql in LISTS.iter().flat_map(|list| list.iter()) {
            let plan = plan(&conn, sql)?;
            let bad = |step: &String| {
                step.contains("TEMP B-TREE") || (step.contains("SCAN") && !step.contains("INDEX"))
            };
            assert!(!plan.iter().any(bad), "{sql}\n{plan:#?}");
            assert!(plan.iter().any(|step| step.contains("SEARCH")), "{sql}\n{plan:#?}");
        }
    }

    /// Looking many values up begins with the values: a loop over every row of a term took seconds with a million posts.
    async fn every_look_up_begins_with_what_is_looked_up(store) {
        let conn = sqlite(&store.community.base);
        for sql in search::TEXTS.iter().flat_map(|texts| texts.iter().map(|texts| texts.sqlite)) {
            if !sql.starts_with("select") || !sql.contains("search_postings") {
                continue;
            }
            let plan = plan(&conn, sql)?;
            assert!(
                plan.first().is_some_and(|step| step.starts_with("SCAN j VIRTUAL TABLE")),
                "{sql}\n{plan:#?}"
            );
            assert!(plan.iter().any(|step| step.contains("PRIMARY KEY (term=?")), "{sql}\n{plan:#?}");
        }
    }
}

/// PostgreSQL does so too, as it plans a statement that it knows for long: without looking at what is asked for.
#[tokio::test]
async fn every_list_reads_along_an_index_of_postgresql_too() -> Tested {
    let Some(store) = TestStore::postgres().await? else { return Ok(()) };
    let mut conn = postgres_pool(&store.community.base).acquire().await?;
    // With few rows everything is cheap; what cannot be read in order shows only when other ways cost too much.
    for setting in [
        "set plan_cache_mode = force_generic_plan",
        "set enable_seqscan = off",
        "set enable_bitmapscan = off",
        "set enable_sort = off",
        "set enable_incremental_sort = off",
    ] {
        conn.execute(setting).await?;
    }
    for (n, sql) in threads::LISTS_OF_POSTGRES.iter().chain(posts::LISTS[0]).enumerate() {
        let (types, values) = if sql.contains("b.score") {
            ("text, bigint, bigint", "'x', 500000, 5")
        } else if sql.contains("limit 1") {
            ("uuid", "'00000000-0000-0000-0000-000000000000'")
        } else if sql.contains("$3") {
            ("bigint, bigint, text", "1000, 20, 'x'")
        } else if sql.contains("thread_id = $1") {
            ("uuid, bigint", "'00000000-0000-0000-0000-000000000000', -1")
        } else {
            ("bigint, bigint", "1000, 20")
        };
        let prepare = format!("prepare list{n} ({types}) as {sql}");
        sqlx::raw_sql(sqlx::AssertSqlSafe(prepare)).execute(&mut *conn).await?;
        let explain = sqlx::AssertSqlSafe(format!("explain (costs off) execute list{n} ({values})"));
        let plan: Vec<String> = sqlx::query_scalar(explain).fetch_all(&mut *conn).await?;
        let plan = plan.join("\n");
        assert!(!plan.contains("Sort") && !plan.contains("Seq Scan"), "{sql}\n{plan}");
        for (column, index) in [("t.sector", "threads_of_sector"), ("h.theme", "thread_themes_pkey")] {
            assert!(!sql.contains(&format!("{column} >=")) || plan.contains(index), "{sql}\n{plan}");
        }
    }
    drop(conn);
    store.finish().await
}

#[test]
fn both_databases_have_the_same_migrations() {
    for both in [&migrations::ACCOUNTS, &migrations::COMMUNITY, &migrations::STAFF] {
        let list = |migrator: &sqlx::migrate::Migrator| {
            migrator.iter().map(|step| (step.version, step.description.to_string())).collect::<Vec<_>>()
        };
        assert_eq!(list(&both.sqlite), list(&both.postgres));
        assert!(!list(&both.sqlite).is_empty());
    }
}

type Columns = BTreeMap<String, BTreeSet<String>>;

fn columns_of_sqlite(conn: &Connection) -> rusqlite::Result<Columns> {
    let mut columns = conn.prepare(
        "select m.name, c.name from sqlite_master m join pragma_table_info(m.name) c
        where m.type in ('table', 'view') and m.name not like 'sqlite%' and m.name not like '\\_sqlx%' escape '\\'",
    )?;
    let rows = columns.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(collect(rows.collect::<rusqlite::Result<_>>()?))
}

async fn columns_of_postgres(pool: &PgPool) -> sqlx::Result<Columns> {
    let rows: Vec<(String, String)> = sqlx::query_as(
        "select table_name::text, column_name::text from information_schema.columns
        where table_schema = current_schema() and table_name not like '\\_sqlx%'",
    )
    .fetch_all(pool)
    .await?;
    Ok(collect(rows))
}

fn collect(rows: Vec<(String, String)>) -> Columns {
    let mut columns = Columns::new();
    for (table, column) in rows {
        columns.entry(table).or_default().insert(column);
    }
    columns
}

fn as_lines(zone: &str, columns: &Columns) -> String {
    columns
        .iter()
        .flat_map(|(table, columns)| columns.iter().map(move |column| format!("{zone}.{table}.{column}\n")))
        .collect()
}

sqlite_only! {
    /// T3: whoever adds a column adds it to the list, and thinks while doing so.
    async fn the_columns_are_exactly_those_that_were_agreed_on(store) {
        let accounts = columns_of_sqlite(&sqlite(&store.accounts.base))?;
        let community = columns_of_sqlite(&sqlite(&store.community.base))?;
        let staff = columns_of_sqlite(&sqlite(&store.staff.base))?;
        let lines =
            as_lines("accounts", &accounts) + &as_lines("community", &community) + &as_lines("staff", &staff);
        assert_eq!(lines, include_str!("../../tests/golden/columns.txt"), "\n{lines}");

        // A word of a column's name that could point at a person, a machine, a place or a moment.
        const FORBIDDEN: &[&str] = &[
            "ip", "addr", "address", "agent", "mail", "email", "phone", "name", "birth", "device", "lat", "lon",
            "time", "at",
        ];
        // By which staff sign in, as the named people that they are.
        const EMAIL: &str = "staff.staff.email";
        for line in lines.lines().filter(|line| *line != EMAIL) {
            let column = line.rsplit('.').next().unwrap_or_default();
            assert!(!column.split('_').any(|word| FORBIDDEN.contains(&word)), "{line}");
        }
        let copied =
            |tables: &[backup::BackedTable]| tables.iter().map(|table| table.name.to_owned()).collect::<BTreeSet<_>>();
        let mut backed_up = copied(<Accounts as Copied>::TABLES);
        for table in ["sessions", "handovers", "push", "push_turns"] {
            assert!(backed_up.insert(table.to_owned()), "{table} is in no backup");
        }
        assert_eq!(backed_up, accounts.keys().cloned().collect());
        assert_eq!(copied(<Community as Copied>::TABLES), community.keys().cloned().collect());
        let mut backed_up = copied(<Staff as Copied>::TABLES);
        for table in ["staff_sessions", "staff_links", "jobs"] {
            assert!(backed_up.insert(table.to_owned()), "{table} is in no backup");
        }
        assert_eq!(backed_up, staff.keys().cloned().collect());
        for columns in accounts.values().chain(staff.values()) {
            assert!(!columns.iter().any(|column| column.contains("tag")), "no tag beside an account or staff");
        }
        for columns in community.values().chain(staff.values()) {
            assert!(!columns.iter().any(|column| column.contains("account")), "no account beside a tag or staff");
        }
        for (table, columns) in accounts.iter().chain(&community) {
            let named = columns.contains("staff_id");
            let may = ["staff_log", "held_decisions"].contains(&&**table);
            assert_eq!(named, may, "{table}: staff stand where they decided, and nowhere else");
        }
    }
}

#[tokio::test]
async fn both_databases_have_the_same_tables_and_columns() -> Tested {
    let Some(other) = TestStore::postgres().await? else { return Ok(()) };
    let store = TestStore::sqlite().await?;
    for (sqlite_zone, postgres_zone) in [
        (&store.accounts.base, &other.accounts.base),
        (&store.community.base, &other.community.base),
        (&store.staff.base, &other.staff.base),
    ] {
        let one = columns_of_sqlite(&sqlite(sqlite_zone))?;
        assert_eq!(one, columns_of_postgres(&postgres_pool(postgres_zone)).await?);
    }
    store.finish().await?;
    other.finish().await
}

/// T31: on the community's side nothing is finer than a day, in any database.
#[tokio::test]
async fn nothing_is_kept_that_is_finer_than_a_day() -> Tested {
    let Some(store) = TestStore::postgres().await? else { return Ok(()) };
    for base in [&store.accounts.base, &store.community.base] {
        let fine: Vec<String> = sqlx::query_scalar(
            "select table_name::text || '.' || column_name::text from information_schema.columns
            where table_schema = current_schema() and table_name not like '\\_sqlx%'
                and (data_type like '%time%' or data_type like '%interval%')",
        )
        .fetch_all(&postgres_pool(base))
        .await?;
        assert_eq!(fine, Vec::<String>::new());
    }
    store.finish().await
}

/// G1: a file whose settings cannot be what they must be is refused.
#[tokio::test]
async fn a_file_with_other_settings_is_refused() -> Tested {
    let folder = tempfile::tempdir()?;
    let urls = testing::files(folder.path());
    let plain = Connection::open(folder.path().join("accounts.sqlite"))?;
    plain.execute_batch("create table something (id integer)")?;
    drop(plain);
    let refused = crate::Store::open(&urls).await.err().map(|error| error.to_string());
    assert_eq!(refused.as_deref(), Some("refused to run: pragma auto_vacuum is 0 and must be 2"));
    assert!(crate::Store::open(&Urls { accounts: "mysql://x".to_owned(), ..urls }).await.is_err());
    Ok(())
}

#[tokio::test]
async fn a_store_opens_again_with_what_it_had() -> Tested {
    for store in [Some(TestStore::sqlite().await?), TestStore::postgres().await?].into_iter().flatten() {
        let urls = store.urls();
        let mut tx = store.community.begin().await?;
        tx.experts().add(&super::samples::an_expert()).await?;
        tx.commit().await?;
        let again = crate::Store::open(&urls).await?;
        assert_eq!(again.community.read().await?.experts().list().await?.len(), 1);
        again.close().await;
        store.finish().await?;
    }
    Ok(())
}
