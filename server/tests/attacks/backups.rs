//! T4: two backups with nothing but posting between them. Nothing about any account has changed, so nobody learns who
//! posted from who changed.

use super::actor::{Actor, on_both};
use super::loot::Zone;
use domain::people::{Phase, Region, Sector};
use server::testing::{TestApp, Tested};
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
    server::jobs::every_minute(&app.state.store).await;
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

on_both!(backups_do_not_tell_who_posted, 4);
