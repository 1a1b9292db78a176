//! S28: each zone's role does its work, and nothing in the others.

use super::samples::*;
use crate::testing::{self, Tested};
use crate::{Store, Urls};
use sqlx::{AssertSqlSafe, Connection, Executor, PgConnection};

const ROLES: &str = include_str!("../../../docs/postgres-roles.sql");

#[tokio::test]
async fn the_role_of_one_zone_cannot_read_another() -> Tested {
    let Some(server) = testing::server() else { return Ok(()) };
    // Roles belong to the whole server, so this test has some of its own, and a database.
    let place = format!("test_roles_{}", std::process::id());
    let mut admin = PgConnection::connect(&server).await?;
    throw_away(&mut admin, &place).await?;
    run(&mut admin, &["create database ", &place, " template template0 encoding 'UTF8' locale 'C'"]).await?;
    let there = in_database(&server, &place);
    let mut conn = PgConnection::connect(&there).await?;
    run(&mut conn, &[&ROLES.replace("health_thing", &place)]).await?;

    let as_role = |zone: &str| {
        let and = if there.contains('?') { '&' } else { '?' };
        format!("{there}{and}options[role]={place}_{zone}")
    };
    let urls =
        Urls { accounts: as_role("accounts"), community: as_role("community"), staff: as_role("staff") };
    let store = Store::open(&urls).await?;
    let mut tx = store.accounts.begin().await?;
    tx.accounts().add(&an_account()).await?;
    tx.commit().await?;
    let mut tx = store.community.begin().await?;
    let thread = a_thread();
    opened(&mut tx, &thread).await?;
    tx.live().notify(thread.id).await?;
    tx.commit().await?;
    let mut tx = store.staff.begin().await?;
    tx.staff().add(&a_staff_person()).await?;
    tx.commit().await?;
    store.close().await;

    let own_rows = [
        (&urls.accounts, "select count(*) from accounts.accounts"),
        (&urls.community, "select count(*) from community.posts"),
        (&urls.staff, "select count(*) from staff.staff"),
    ];
    for (url, own) in own_rows {
        let mut role = PgConnection::connect(url).await?;
        let foreign = own_rows.into_iter().map(|(_, rows)| rows).filter(|rows| *rows != own);
        for sql in foreign.chain([
            "create schema more",
            "create table public.more (id bigint)",
            "create temporary table more (id bigint)",
            "create role more",
        ]) {
            assert_eq!(refusal(&mut role, sql).await.as_deref(), Some("42501"), "{sql}: permission denied");
        }
        assert_eq!(sqlx::query_scalar::<_, i64>(own).fetch_one(&mut role).await?, 1, "its own role may");
        role.close().await?;
    }
    conn.close().await?;
    throw_away(&mut admin, &place).await?;
    Ok(admin.close().await?)
}

/// The code with which a statement was refused.
async fn refusal(role: &mut PgConnection, sql: &'static str) -> Option<String> {
    let refused = role.execute(sql).await.err()?;
    Some(refused.as_database_error()?.code()?.into_owned())
}

async fn throw_away(admin: &mut PgConnection, place: &str) -> Tested {
    run(admin, &["drop database if exists ", place, " with (force)"]).await?;
    run(admin, &["drop role if exists ", place, "_accounts, ", place, "_community, ", place, "_staff"]).await
}

async fn run(conn: &mut PgConnection, sql: &[&str]) -> Tested {
    sqlx::raw_sql(AssertSqlSafe(sql.concat())).execute(conn).await?;
    Ok(())
}

/// Addresses another database on the same server.
fn in_database(server: &str, name: &str) -> String {
    let (address, options) =
        server.split_once('?').map_or((server, ""), |(address, options)| (address, options));
    let from = address.find("://").map_or(0, |at| at + 3);
    let host = address[from..].find('/').map_or(address, |at| &address[..from + at]);
    if options.is_empty() { format!("{host}/{name}") } else { format!("{host}/{name}?{options}") }
}
