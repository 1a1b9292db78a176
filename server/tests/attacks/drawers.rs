//! Drawers and two backups, a day apart (P4, A12): nothing is written to a drawer because of a post, and in the
//! second backup every drawer looks different, whoever was there.

use super::actor::{Actor, app_over, on_both};
use domain::people::{Phase, Region, Sector};
use domain::secrets::DrawerId;
use server::testing::{TestApp, TestStore, Tested};
use std::collections::BTreeMap;

type Rows = BTreeMap<[u8; 32], Vec<u8>>;

async fn rows(app: &TestApp) -> Rows {
    let mut tx = app.state.store.accounts.read().await.expect("a look");
    let rows = tx.drawers().list(None, 1_000).await.expect("rows");
    rows.into_iter().map(|(id, sealed)| (id.bytes(), sealed)).collect()
}

fn changed(before: &Rows, after: &Rows) -> Vec<DrawerId> {
    let differ = after.iter().filter(|(id, sealed)| before.get(*id) != Some(*sealed));
    differ.map(|(id, _)| DrawerId::from_bytes(*id)).collect()
}

async fn drawers_do_not_tell_who_posted(app: TestApp) -> Tested {
    let cohort = app.a_cohort().await;
    let mut members = Vec::new();
    for n in 0..12 {
        let about = (Phase::ALL[n % 2], Sector::ALL[n % 10], Region::ALL[n]);
        members.push(Actor::joins(&app, &cohort, about).await);
    }
    let first = members[0].shares("insecurity", "De eerste keer alleen.", true).await;
    let saved = first.to_string();
    for member in &mut members {
        let form = [("thread", &*saved), ("on", "yes")];
        assert_eq!(member.posts("/api/account/set_saved", &form).await.status, 303);
    }
    let monday = rows(&app).await;
    assert_eq!(monday.len(), 12);

    // Five write, with everything that belongs to it; each look at the rows comes right after.
    for (n, member) in members.iter_mut().enumerate().skip(2).take(5) {
        let before = rows(&app).await;
        let once = member.once();
        let draft = [("once", &*once), ("happened", "Nog niet af")];
        if n == 2 {
            assert_eq!(member.posts("/api/account/keep_draft", &draft).await.status, 303);
        }
        let kept = rows(&app).await;
        assert_eq!(
            changed(&before, &kept).len(),
            usize::from(n == 2),
            "a draft is kept because somebody says so"
        );
        let own = if n == 2 {
            let form =
                [("once", &*once), ("happened", "Nu is het af, na lang denken."), ("theme", "workload")];
            let to = member.posts("/api/threads/add", &form).await;
            to.header("location").rsplit('/').next().expect("an id").to_owned()
        } else {
            member.shares("workload", &format!("Wat ik vandaag meemaakte, deel {n}."), true).await.to_string()
        };
        member.replies(first, "Dat herken ik.").await;
        for path in [
            format!("/threads/{own}"),
            "/account".to_owned(),
            "/account/drafts".to_owned(),
            "/threads".to_owned(),
        ] {
            member.sees(&path).await;
        }
        app.settle().await;
        assert_eq!(changed(&kept, &rows(&app).await), [], "not by the post, and not by what follows it");
        app.forward(chrono::Duration::hours(1));
        for path in [format!("/threads/{own}"), "/account".to_owned()] {
            member.sees(&path).await;
        }
        app.settle().await;
        assert_eq!(
            changed(&kept, &rows(&app).await),
            [],
            "nor an hour later: nobody answered, so nothing was read"
        );
    }
    let evening = rows(&app).await;
    let drawn = members[2].root.drawer();
    assert!(changed(&monday, &evening) == [drawn], "of all that happened, only the draft that was kept");

    server::account::lay_covers_anew(&app.state).await?;
    let tuesday = rows(&app).await;
    assert_eq!(changed(&evening, &tuesday).len(), 12, "and nobody can see even that");
    let lengths: Vec<usize> = tuesday.values().map(Vec::len).collect();
    assert!(lengths.iter().all(|length| *length == lengths[0]), "{lengths:?}");
    for member in &mut members {
        assert!(
            member.sees("/account/saved").await.says("De eerste keer alleen"),
            "and the owner finds it as it was"
        );
    }
    drop(members);
    app.finish().await
}

/// What was read goes into the drawer by itself, some time after: not with the next post and not soon after it.
async fn what_was_read_waits(app: TestApp) -> Tested {
    let cohort = app.a_cohort().await;
    let about = (Phase::ALL[0], Sector::ALL[0], Region::ALL[0]);
    let mut anna = Actor::joins(&app, &cohort, about).await;
    let mut bram = Actor::joins(&app, &cohort, about).await;
    let thread = anna.shares("insecurity", "De eerste keer alleen.", true).await;
    bram.replies(thread, "Vraag om hulp.").await;
    anna.sees(&format!("/threads/{thread}")).await;
    let mut written = None;
    for minute in 0..600 {
        app.forward(chrono::Duration::minutes(1));
        if minute % 15 == 10 {
            anna.replies(thread, "Nog een woord van mij.").await;
        }
        if minute == 30 {
            assert!(rows(&app).await.is_empty(), "each post makes it wait anew");
        }
        anna.sees("/threads").await;
        app.settle().await;
        if minute >= 30 && minute % 15 == 14 && !rows(&app).await.is_empty() {
            written = Some(minute);
            break;
        }
        if minute == 60 {
            break;
        }
    }
    assert_eq!(written, None, "who keeps posting has nothing written by it");
    for _ in 0..6 {
        app.forward(chrono::Duration::hours(1));
        anna.sees("/threads").await;
        app.settle().await;
    }
    assert_eq!(rows(&app).await.len(), 1);
    anna.signs_in().await;
    assert!(!anna.sees("/account").await.says("nieuw antwoord"));
    drop((anna, bram));
    app.finish().await
}

on_both!(drawers_do_not_tell_who_posted, 7);

#[tokio::test]
async fn what_was_read_waits_on_sqlite() -> Tested {
    what_was_read_waits(app_over(TestStore::sqlite().await?, 8)).await
}
