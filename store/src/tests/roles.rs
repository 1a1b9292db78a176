//! S28: each zone's role does its work, and nothing in the other zone.

use super::samples::*;
use crate::Store;
use crate::testing::{self, Tested};
use sqlx::{AssertSqlSafe, Connection, Executor, PgConnection};

const ROLES: &str = include_str!("../../../docs/postgres-roles.sql");

#[tokio::test]
async fn the_role_of_one_zone_cannot_read_the_other() -> Tested {
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
    let (accounts, community) = (as_role("accounts"), as_role("community"));
    let store = Store::open(&accounts, &community).await?;
    let mut tx = store.accounts.begin().await?;
    tx.accounts().add(&an_account()).await?;
    tx.commit().await?;
    let mut tx = store.community.begin().await?;
    let thread = a_thread();
    opened(&mut tx, &thread).await?;
    tx.live().notify(thread.id).await?;
    tx.commit().await?;
    store.close().await;

    for (own, other, foreign) in [
        (&accounts, &community, "select count(*) from community.posts"),
        (&community, &accounts, "select count(*) from accounts.accounts"),
    ] {
        let mut role = PgConnection::connect(own).await?;
        for sql in [
            foreign,
            "create schema more",
            "create table public.more (id bigint)",
            "create temporary table more (id bigint)",
            "create role more",
        ] {
            let refused = role
                .execute(sql)
                .await
                .err()
                .and_then(|error| Some(error.as_database_error()?.code()?.into_owned()));
            assert_eq!(refused.as_deref(), Some("42501"), "{sql}: permission denied");
        }
        role.close().await?;
        let mut role = PgConnection::connect(other).await?;
        assert_eq!(sqlx::query_scalar::<_, i64>(foreign).fetch_one(&mut role).await?, 1, "its own role may");
        role.close().await?;
    }
    conn.close().await?;
    throw_away(&mut admin, &place).await?;
    Ok(admin.close().await?)
}

async fn throw_away(admin: &mut PgConnection, place: &str) -> Tested {
    run(admin, &["drop database if exists ", place, " with (force)"]).await?;
    run(admin, &["drop role if exists ", place, "_accounts, ", place, "_community"]).await
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
