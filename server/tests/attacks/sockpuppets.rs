//! Somebody makes four accounts beside one real person, to see that person's mark in a figure "of five".

use chrono::Duration;
use domain::entropy::Seeded;
use server::testing::{Person, TestApp, TestStore, Tested};

/// With the days that production waits.
fn app_over(place: TestStore) -> TestApp {
    let mut settings = TestApp::wide();
    settings.rates.mark_after_days = TestApp::settings().rates.mark_after_days;
    TestApp::with(place, settings, server::assets::Files::default(), Seeded::new(31))
}

async fn count(app: &TestApp, table: &str) -> usize {
    let rows = app.place().rows().await.expect("rows");
    rows.iter().filter(|row| row.starts_with(table)).count()
}

/// The status of what this person says about a tip, and of "Sterkte" for it.
async fn marks(person: &mut Person<'_>, thread: &str, tip: &str) -> [u16; 2] {
    let place = [("thread", thread), ("post", tip)];
    let tried = person.asks("/api/tried/set", &[&place[..], &[("value", "helped")]].concat()).await;
    let kind = [("kind", "strength"), ("on", "yes")];
    let strength = person.asks("/api/reactions/set", &[&place[..], &kind[..]].concat()).await;
    [tried.status, strength.status]
}

async fn four_accounts_show_nobody(app: TestApp) -> Tested {
    let (mut anna, mut bram, mut victim) = (app.member().await, app.member().await, app.member().await);
    app.forward(Duration::days(1));
    for person in [&mut anna, &mut bram, &mut victim] {
        assert_eq!(person.signs_in().await.path, "/threads");
    }
    let thread = anna.shares("Ik durf niet te vragen hoe de tillift werkt.").await;
    let tip = bram.replies(&thread, "Vraag het gewoon.").await;
    victim.tried(&thread, &tip, "failed").await;

    // Accounts that cost nothing: the key was never kept.
    for _ in 0..4 {
        let mut thrown_away = app.person();
        thrown_away.joins().await;
        assert_eq!(marks(&mut thrown_away, &thread, &tip).await, [403, 403]);
    }
    // Accounts of today, whose key was kept, or shown by signing in with it.
    let mut today = Vec::new();
    for n in 0..4 {
        let mut person = app.person();
        person.joins().await;
        if n % 2 == 0 {
            person.confirms_code().await;
        } else {
            person = person.elsewhere();
            assert_eq!(person.signs_in().await.path, "/threads");
        }
        assert_eq!(marks(&mut person, &thread, &tip).await, [422, 200], "{n}");
        let page = person.sees(&format!("/threads/{thread}")).await;
        assert_eq!(page.all(".tried button").len(), 0);
        assert!(page.first(".tried").contains("Vanaf morgen"), "{}", page.first(".tried"));
        // Neither another key nor other facts about oneself make the account older or younger.
        let form = person.sees("/account/about").await.form("account/set_cohort");
        person.sends(&form.with("phase", "starter").with("sector", "ggz").with("region", "utrecht")).await;
        assert_eq!(marks(&mut person, &thread, &tip).await, [422, 200], "{n}");
        today.push(person);
    }
    assert_eq!(count(&app, "community.tried").await, 1, "the real person's alone");
    app.next_day().await;
    assert_eq!(victim.sees(&format!("/threads/{thread}")).await.all(".tried-bar").len(), 0);

    app.forward(Duration::days(1));
    for person in &mut today {
        person.signs_in().await;
        assert_eq!(marks(person, &thread, &tip).await, [200, 200], "open from the day after");
    }
    app.finish().await
}

#[tokio::test]
async fn four_accounts_beside_one_person_on_sqlite() -> Tested {
    four_accounts_show_nobody(app_over(TestStore::sqlite().await?)).await
}

#[tokio::test]
async fn four_accounts_beside_one_person_on_postgres() -> Tested {
    let Some(store) = TestStore::postgres().await? else { return Ok(()) };
    four_accounts_show_nobody(app_over(store)).await
}
