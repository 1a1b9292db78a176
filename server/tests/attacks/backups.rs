//! T4: two backups with nothing but posting between them. Nothing about any account has changed, so nobody learns who
//! posted from who changed.

use super::actor::{Actor, on_both};
use super::loot::Zone;
use domain::ids::AccountId;
use domain::people::{Phase, Region, Sector};
use server::testing::{TestApp, Tested};
use std::collections::BTreeMap;
use std::path::Path;

async fn backups_do_not_tell_who_posted(app: TestApp) -> Tested {
    let cohort = app.a_cohort().await;
    let mut members = Vec::new();
    for n in 0..12 {
        let about = (Phase::ALL[n % 2], Sector::ALL[n % 10], Region::ALL[n]);
        members.push(Actor::joins(&app, &cohort, about).await);
    }
    let first = members[0].shares("insecurity", "De eerste keer alleen.", true).await;
    let folder = tempfile::tempdir()?;
    let (monday, tuesday) = (folder.path().join("monday"), folder.path().join("tuesday"));
    app.state.store.backup_to(&monday).await?;

    // They stayed signed in over night, and only write, react, edit and remove.
    app.forward(chrono::Duration::hours(11));
    for (n, member) in members.iter_mut().enumerate().skip(3) {
        let thread = member.shares("workload", &format!("Wat ik vandaag meemaakte, deel {n}."), true).await;
        let post = member.replies(first, "Dat herken ik.").await.to_string();
        member.recognises(first).await;
        let edit = [("post", &*post), ("body", "Dat herken ik heel goed.")];
        assert_eq!(member.posts("/api/posts/edit", &edit).await.status, 303);
        let thread = thread.to_string();
        assert_eq!(member.posts("/api/posts/remove", &[("post", &thread)]).await.status, 303);
    }
    app.state.store.forget_order().await.expect("forgotten");
    app.state.store.backup_to(&tuesday).await?;

    if app.place().folder().is_some() {
        let [one, other] = [&monday, &tuesday].map(|folder| Zone::of_files(folder, "accounts"));
        assert_eq!(one.rows_in_order(), other.rows_in_order());
        assert!(one.table("accounts").rows.len() == 12 && one.table("sessions").rows.is_empty());
        assert_ne!(
            Zone::of_files(&monday, "community").rows_in_order(),
            Zone::of_files(&tuesday, "community").rows_in_order(),
            "the test sees changes where there are some"
        );
    } else {
        let lines = |folder: &Path, zone: &str| std::fs::read_to_string(folder.join(zone)).expect("a backup");
        let accounts = lines(&monday, "accounts.lines");
        assert_eq!(accounts, lines(&tuesday, "accounts.lines"));
        assert_eq!(accounts.lines().filter(|line| line.starts_with("accounts\t")).count(), 12);
        assert!(!accounts.contains("root_sealed"), "no sessions");
        assert_ne!(lines(&monday, "community.lines"), lines(&tuesday, "community.lines"));
    }
    drop(members);
    app.finish().await
}

/// What a thief of a backup sees of accounts.
async fn accounts(app: &TestApp) -> BTreeMap<AccountId, store::Account> {
    let mut tx = app.state.store.accounts.read().await.expect("a look");
    let mut all = BTreeMap::new();
    for (id, _) in tx.accounts().list(None, 1_000).await.expect("rows") {
        all.insert(id, tx.accounts().find(id).await.expect("a look").expect("a row"));
    }
    all
}

/// T4: on one day somebody first shows that the key was kept, and somebody says to work elsewhere; both also post. In the backups of
/// two days every account looks different.
async fn backups_do_not_tell_who_kept_the_key(app: TestApp) -> Tested {
    let mut members = Vec::new();
    for _ in 0..8 {
        members.push(app.member().await);
    }
    let mut newcomer = app.person();
    newcomer.joins().await;
    let monday = accounts(&app).await;
    app.forward(chrono::Duration::minutes(40));
    newcomer.confirms_code().await;
    newcomer.shares("De eerste keer alleen.").await;
    let form = members[0].sees("/account/about").await.form("account/set_cohort").with("sector", "ggz");
    members[0].sends(&form).await;
    members[0].shares("Ik durf niet te vragen hoe de tillift werkt.").await;
    let evening = accounts(&app).await;
    let changed = |before: &BTreeMap<_, _>, after: &BTreeMap<_, store::Account>| {
        after.iter().filter(|(id, row)| before.get(*id) != Some(*row)).count()
    };
    assert_eq!(changed(&monday, &evening), 2, "the test sees a change where there is one");
    server::account::cover_accounts_anew(&app.state).await?;
    let tuesday = accounts(&app).await;
    assert_eq!(changed(&monday, &tuesday), monday.len(), "and nobody can see which");
    assert!(tuesday.values().all(|row| row.cohort_sealed.len() == domain::secrets::SEALED_COHORT));
    let about = members[0].sees("/account/about").await.form("account/set_cohort");
    assert_eq!(about.value("sector"), "ggz", "what was said is there");
    drop((members, newcomer));
    app.finish().await
}

on_both!(backups_do_not_tell_who_posted, 4);
on_both!(backups_do_not_tell_who_kept_the_key, 5);
