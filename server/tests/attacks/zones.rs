//! T3, looked at in the files of a running server: no table, view or trigger knows both an account and a tag. Every
//! column stands in `store/tests/golden/columns.txt`.

use super::actor::{Actor, app_over};
use super::loot::Loot;
use domain::people::{Phase, Region, Sector};
use server::testing::{TestStore, Tested};

/// What no column may be about (T3), as whole words of its name.
const NEVER: [&str; 16] = [
    "ip", "addr", "address", "agent", "mail", "email", "phone", "name", "birth", "device", "lat", "lon",
    "user", "browser", "time", "at",
];

#[tokio::test]
async fn no_table_of_any_zone_knows_both_an_account_and_a_tag() -> Tested {
    let app = app_over(TestStore::sqlite().await?, 5);
    let cohort = app.a_cohort().await;
    let mut anna = Actor::joins(&app, &cohort, (Phase::ALL[0], Sector::ALL[0], Region::ALL[0])).await;
    let thread = anna.shares("insecurity", "Ik durfde niets te zeggen.", true).await;
    anna.replies(thread, "Inmiddels wel.").await;
    let loot = Loot::of(&app).await;

    let golden: Vec<&str> = include_str!("../../../store/tests/golden/columns.txt").lines().collect();
    for (zone, here, foreign) in [
        ("accounts", &loot.accounts, &["tag", "thread", "post"][..]),
        ("community", &loot.community, &["account", "session", "lookup"]),
        ("staff", &loot.staff, &["tag", "thread", "post", "account", "cohort"]),
    ] {
        for table in here.tables.iter() {
            for column in &table.columns {
                let full = format!("{zone}.{}.{column}", table.name);
                assert!(golden.contains(&&*full), "{full} is not in the list");
                // By which staff sign in, as the named people that they are.
                let named = full == "staff.staff.email";
                assert!(named || !column.split('_').any(|word| NEVER.contains(&word)), "{full}");
            }
        }
        for sql in &here.schema {
            // The log of staff has some that refuse.
            let refuses =
                sql.contains(" on staff_log") && sql.contains("select raise(abort, 'a line of the log");
            assert!(!sql.contains("create view") && (refuses || !sql.contains("create trigger")), "{sql}");
            let words = || sql.split(|c: char| !c.is_ascii_lowercase());
            assert!(
                !words().any(|word| foreign.iter().any(|other| word.starts_with(other))),
                "{zone}: {sql}"
            );
        }
    }
    drop(anna);
    app.finish().await
}
