//! T25: what a push service gets of fifty devices is empty and the same for all, and when it gets it depends on nothing that
//! anybody did (A18).

use super::actor::{Actor, app_over};
use domain::people::{Phase, Region, Sector};
use domain::push::{TURN_MINUTES, TURNS};
use server::testing::{PushService, Pushed, TestApp, TestStore, Tested};
use std::collections::{BTreeMap, BTreeSet};

const DEVICES: usize = 50;

/// Which devices got something in each turn of an evening.
type Evening = Vec<BTreeSet<String>>;

/// Fifty members ask for the message. In a busy world some of them share, answer, recognise and save, before and while
/// the messages go out, each as much as their number says; in a quiet one nobody does anything.
async fn an_evening(busy: bool) -> Result<(Evening, Vec<Pushed>, Evening), Box<dyn std::error::Error>> {
    let app = app_over(TestStore::sqlite().await?, 25);
    let cohort = app.a_cohort().await;
    let mut members = Vec::new();
    for n in 0..DEVICES {
        let about = (Phase::ALL[n % 2], Sector::ALL[n % 10], Region::ALL[n % 12]);
        let mut member = Actor::joins(&app, &cohort, about).await;
        let address = format!("https://fcm.googleapis.com/device/{n}");
        member.asks_for_push(&address).await;
        members.push(member);
    }
    let thread = members[0].shares("insecurity", "De eerste keer alleen.", true).await.to_string();
    if busy {
        for (n, member) in members.iter_mut().enumerate() {
            acts(member, n % 5, &thread).await;
        }
    }
    app.forward(chrono::Duration::hours(7));
    let service = PushService::opens().await;
    let mut sender = service.sender();
    let (mut evening, mut all) = (Vec::new(), Vec::new());
    for turn in 0..TURNS as usize {
        sender.look(&app.state).await?;
        let got = service.got();
        evening.push(got.iter().map(|pushed| pushed.path.clone()).collect());
        all.extend(got);
        if busy {
            // Whoever just got theirs, and whoever did not yet.
            acts(&mut members[turn], 2, &thread).await;
            acts(&mut members[DEVICES - 1 - turn], 2, &thread).await;
        }
        app.forward(chrono::Duration::minutes(i64::from(TURN_MINUTES)));
    }
    let mut next = Vec::new();
    app.forward(chrono::Duration::hours(22));
    for turn in service.hears_a_part(&app.state, &app.clock, &mut sender).await {
        next.push(turn.into_iter().map(|pushed| pushed.path).collect());
    }
    app.finish().await?;
    Ok((evening, all, next))
}

async fn acts(member: &mut Actor<'_>, how_much: usize, thread: &str) {
    for n in 0..how_much {
        member.shares("workload", &format!("Wat ik vandaag meemaakte, deel {n}."), false).await;
        let save = [("thread", thread), ("on", "yes")];
        assert_eq!(member.posts("/api/account/set_saved", &save).await.status, 303);
    }
}

#[tokio::test]
async fn what_is_sent_is_empty_and_the_same_for_every_device() -> Tested {
    let (busy, all, next) = an_evening(true).await?;
    assert_eq!(all.len(), DEVICES, "one each");
    let devices: BTreeSet<_> = all.iter().map(|pushed| &pushed.path).collect();
    assert_eq!(devices.len(), DEVICES);
    let different: BTreeSet<_> = all.iter().map(|pushed| (&pushed.host, &pushed.head, pushed.body)).collect();
    assert_eq!(different.len(), 1, "byte by byte: {different:#?}");
    assert_eq!(all[0].body, 0);
    let names: BTreeMap<&str, &str> = all[0].head.lines().filter_map(|line| line.split_once(": ")).collect();
    let said: Vec<_> = names.keys().map(|name| name.to_lowercase()).collect();
    assert_eq!(said, ["authorization", "content-length", "host", "topic", "ttl", "urgency"]);
    assert_eq!((names["host"], names["content-length"]), ("fcm.googleapis.com", "0"));

    let (quiet, nothing_else, quiet_next) = an_evening(false).await?;
    assert_eq!(busy, quiet, "who acts gets it in the same five minutes as who does not");
    assert_eq!(next, quiet_next);
    let head = |all: &[Pushed]| all.iter().map(|pushed| pushed.head.clone()).collect::<BTreeSet<_>>();
    assert_eq!(head(&all), head(&nothing_else));

    // Spread over the evening, and otherwise the next day.
    assert!(busy.iter().filter(|turn| !turn.is_empty()).count() > TURNS as usize / 2);
    assert_eq!(next.iter().map(BTreeSet::len).sum::<usize>(), DEVICES);
    let same = busy.iter().zip(&next).map(|(one, other)| one.intersection(other).count()).sum::<usize>();
    assert!(same < DEVICES / 4, "{same} of {DEVICES} at the same time again");
    Ok(())
}

/// The rows say nothing either: as many as devices, all of one length, none of their bytes anywhere else.
#[tokio::test]
async fn a_row_leads_to_no_account_and_no_post() -> Tested {
    let app: TestApp = app_over(TestStore::sqlite().await?, 26);
    let cohort = app.a_cohort().await;
    let about = (Phase::ALL[0], Sector::ALL[0], Region::ALL[0]);
    let mut anna = Actor::joins(&app, &cohort, about).await;
    anna.asks_for_push("https://fcm.googleapis.com/device/canary").await;
    let mut bram = Actor::joins(&app, &cohort, about).await;
    bram.asks_for_push(&format!("https://fcm.googleapis.com/device/{}", "canary".repeat(40))).await;
    let rows = app.state.store.accounts.read().await?.push().list(None, 99).await?;
    let lengths: BTreeSet<_> = rows.iter().map(|(_, sealed)| sealed.len()).collect();
    assert_eq!((rows.len(), lengths.len()), (2, 1));
    let handle = anna.cookie("push").expect("a cookie").to_owned();
    let folder = app.place().folder().expect("a folder").to_owned();
    for file in std::fs::read_dir(folder)? {
        let bytes = std::fs::read(file?.path())?;
        let text = String::from_utf8_lossy(&bytes).into_owned();
        assert!(
            !text.contains("canary") && !text.contains(&handle),
            "the address and the way to it are sealed"
        );
    }
    app.finish().await
}
