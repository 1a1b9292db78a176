//! T22, looked at in the data: a new account code opens the same S, and nothing that the old code or an old session
//! opened is left.

use super::actor::{Actor, on_both, opened};
use super::loot::Loot;
use domain::codes::AccountCode;
use domain::people::{Phase, Region, Sector};
use server::testing::{Page, TestApp, Tested};

async fn a_new_code_opens_the_same_root(app: TestApp) -> Tested {
    let cohort = app.a_cohort().await;
    let mut anna = Actor::joins(&app, &cohort, (Phase::ALL[0], Sector::ALL[0], Region::ALL[0])).await;
    let thread = anna.shares("insecurity", "Ik durfde niets te zeggen.", true).await;
    anna.signs_in().await;
    let before = Loot::of(&app).await;
    let (old, tag) = (anna.code.clone(), anna.tag(thread));

    assert_eq!(anna.posts("/api/account/change_code", &[("password", &old)]).await.status, 303);
    let page: Page = anna.sees("/join/key").await;
    let new = page.attributes("input[autocomplete=new-password]", "value").remove(0);
    let group = new.rsplit('-').next().unwrap_or_default();
    assert_eq!(anna.posts("/api/people/confirm_code", &[("group", group)]).await.status, 303);
    let after = Loot::of(&app).await;

    let (account, root) = opened(&app, &new).await;
    assert_eq!(account, anna.account);
    assert_eq!(
        app.state.keys.author_tag(&root, thread).bytes().to_vec(),
        tag,
        "the same author in the same thread"
    );
    assert_eq!(
        before.community.rows_in_order(),
        after.community.rows_in_order(),
        "the community learns nothing of it"
    );

    let code = AccountCode::parse(&old).expect("a code");
    let rows = |loot: &Loot, table: &str| loot.accounts.table(table).rows.clone();
    let values =
        |loot: &Loot| rows(loot, "accounts").into_iter().flat_map(|row| row.values).collect::<Vec<_>>();
    let lookup = app.state.keys.lookup(&code);
    assert!(values(&before).iter().any(|value| value.bytes() == lookup));
    assert!(!values(&after).iter().any(|value| value.bytes() == lookup), "the old code leads nowhere");
    let table = after.accounts.table("accounts");
    let [salt, wrapped] = ["salt", "wrapped"].map(|name| table.rows[0].values[table.column(name)].bytes());
    let salt = salt.try_into().expect("16 bytes");
    assert!(app.state.keys.unwrap(&code, wrapped, account, salt).is_none(), "and opens nothing");

    let hashes = |loot: &Loot| {
        let table = loot.accounts.table("sessions");
        table.rows.iter().map(|row| row.values[table.column("hash")].clone()).collect::<Vec<_>>()
    };
    let (earlier, now) = (hashes(&before), hashes(&after));
    assert_eq!((earlier.len(), now.len()), (2, 1), "only the session that got the new code");
    assert!(!earlier.contains(&now[0]), "and that one is new");
    drop(anna);
    app.finish().await
}

on_both!(a_new_code_opens_the_same_root, 22);
