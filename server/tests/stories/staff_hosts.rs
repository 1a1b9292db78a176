//! Staff at two hosts that share one PostgreSQL: what one does holds at the other, also when both do something at the same moment.

use crate::held_desk::{InQueue, decide, log};
use crate::live::{hears, listens_at};
use domain::staff::{StaffDeed, StaffRole};
use server::testing::{TestApp, Tested};

const NUMBER: &str = "Wie wil praten belt mij op 06-12345678.";
const STORY: &str = "Ik durf niet te vragen hoe de tillift werkt.";

/// S5: one decides; whoever was second reads what was decided, and by whom.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_two_who_decide_at_two_hosts_one_was_first() -> Tested {
    let Some(here) = TestApp::postgres().await? else { return Ok(()) };
    let there = here.second_host().await?;
    let thread = here.member().await.shares(STORY).await;
    let (mut noor, mut bas) =
        (here.colleague(&[StaffRole::Moderator]).await, there.colleague(&[StaffRole::Moderator]).await);
    let mut first = Vec::new();
    for n in 0..8 {
        let held = here.member().await.insists(&thread, &format!("{NUMBER} {n}")).await;
        let (of_noor, of_bas) = (noor.opens(&held).await, bas.opens(&held).await);
        let (one, two) = tokio::join!(
            decide(&mut noor, &of_noor, "released", None),
            decide(&mut bas, &of_bas, "removed", Some("rules"))
        );
        let (winner, deed, verdict, refused) = match (one.status(), two.status()) {
            (200, 422) => (&noor, StaffDeed::ReleasePost, "online zetten", two),
            (422, 200) => (&bas, StaffDeed::RemovePost, "weghalen", one),
            both => panic!("{both:?}: {} {}", one.words(), two.words()),
        };
        let told = format!("{} besloot al: {verdict}.", winner.name);
        assert!(refused.says(&told) && refused.all("button[name=verdict]").is_empty(), "{}", refused.words());
        first.push((winner.id, deed));
    }
    let lines: Vec<_> =
        log(&here).await.into_iter().map(|line| (line.staff.expect("somebody"), line.deed)).collect();
    assert_eq!(lines, first, "of the second nothing is kept");
    there.finish().await?;
    here.finish().await
}

/// What comes first: that it is taken back, that it takes effect, or whichever does.
#[derive(Clone, Copy)]
enum Ends {
    Back,
    InEffect,
    AtOnce,
}

/// The clocks of two hosts differ a little: while one lets a decision take effect, it is taken back at the other, whose minute is not over.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn what_is_taken_back_while_its_minute_ends_elsewhere_is_back_or_in_effect() -> Tested {
    let Some(here) = TestApp::postgres().await? else { return Ok(()) };
    let there = here.second_host().await?;
    let mut anna = here.member().await;
    let thread = anna.shares(STORY).await;
    let mut noor = here.colleague(&[StaffRole::Moderator]).await;
    let mut back = 0;
    for (n, ends) in [Ends::Back, Ends::InEffect].into_iter().chain([Ends::AtOnce; 6]).enumerate() {
        let words = format!("Bel mij op 06-1234567{n}.");
        let held = here.member().await.insists(&thread, &words).await;
        let page = noor.opens(&held).await;
        let undo = decide(&mut noor, &page, "released", None).await.form("staff/held/undo");
        here.forward(chrono::Duration::seconds(59));
        let behind = here.state.clock.now() - there.state.clock.now();
        there.forward(behind + chrono::Duration::seconds(2));
        let applies = app::story::held::effect::apply_due(&there.state);
        let (undone, applied) = match ends {
            Ends::Back => (noor.sends(&undo).await, applies.await),
            Ends::InEffect => {
                let applied = applies.await;
                (noor.sends(&undo).await, applied)
            }
            Ends::AtOnce => tokio::join!(noor.sends(&undo), applies),
        };
        applied?;
        match ends {
            Ends::Back => assert_eq!(undone.status(), 200, "{}", undone.words()),
            Ends::InEffect => assert_eq!(undone.status(), 422, "{}", undone.words()),
            Ends::AtOnce => {}
        }
        let waits = noor.opens(&held).await;
        match undone.status() {
            200 => {
                assert_eq!(
                    (waits.status(), waits.all("button[name=verdict]").len()),
                    (200, 3),
                    "{}",
                    waits.words()
                );
                back += 1;
            }
            422 => {
                assert!(undone.says("De minuut is voorbij") && waits.status() == 404, "{}", undone.words())
            }
            status => panic!("{status}: {}", undone.words()),
        }
        let stands = anna.sees(&format!("/threads/{thread}")).await.says(&format!("06-1234567{n}"));
        assert_eq!(stands, undone.status() == 422);
    }
    let undone = log(&here).await.into_iter().filter(|line| line.deed == StaffDeed::UndoDecision).count();
    assert_eq!(undone, back, "of what took effect no line says that it was taken back");
    there.finish().await?;
    here.finish().await
}

/// S22: a role that is taken away at one host is gone at the other, in an open page and at the next request.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_role_that_is_taken_away_is_gone_at_the_other_host() -> Tested {
    let Some(here) = TestApp::postgres().await? else { return Ok(()) };
    let there = here.second_host().await?;
    let mut ruben = here.colleague(&[StaffRole::Admin]).await;
    let mut bas = there.colleague(&[StaffRole::Moderator]).await;
    let thread = there.member().await.shares(STORY).await;
    let held = there.member().await.insists(&thread, NUMBER).await;
    let open = bas.opens(&held).await;
    let mut words = listens_at(there.router(), &bas, "held").await;

    let person = format!("/staff/team/{}", bas.id);
    let form = ruben.sees(&person).await.form("staff/team/set").without("roles").with("roles", "expert");
    assert_eq!(ruben.sends(&form).await.status(), 200);
    assert_eq!(hears(&mut words).await, None, "nobody listens any more");
    assert_eq!(decide(&mut bas, &open, "released", None).await.status(), 403);
    assert_eq!((bas.sees("/staff/held").await.status(), bas.sees("/staff").await.status()), (403, 200));
    assert_eq!(bas.gets("/live/staff/held").await.status, 403);

    let form = ruben.sees(&person).await.form("staff/team/remove");
    ruben.sends(&form).await;
    assert_eq!(bas.sees("/staff").await.path, "/staff/sign-in");
    assert!(log(&here).await.is_empty(), "nothing was decided");
    there.finish().await?;
    here.finish().await
}
