//! S7, T23, T29: how often who may do what, met through pages.

use chrono::Duration;
use domain::codes::AccountCode;
use domain::entropy::Seeded;
use domain::pow::Puzzle;
use server::testing::{Passkey, TestApp};

async fn strict() -> TestApp {
    TestApp::strict().await.expect("a server")
}

#[tokio::test]
async fn ten_challenges_an_hour_and_the_eleventh_keeps_its_text() {
    let app = strict().await;
    let mut anna = app.member().await;
    for n in 0..10 {
        anna.shares(&format!("Verhaal nummer {n} van vandaag.")).await;
    }
    let form = anna.sees("/threads/new").await.form("threads/add").with("moment", "now");
    let form = form.with("happened", "En nog een verhaal.").with("theme", "insecurity");
    app.a_moment_later();
    let page = anna.sends(&form).await;
    assert_eq!(page.status(), 429);
    assert!(
        page.summary().contains("Over ") && page.summary().contains("kan het weer"),
        "{}",
        page.summary()
    );
    assert_eq!(page.form("threads/add").value("happened"), "En nog een verhaal.");
    app.member().await.shares("Een ander merkt er niets van.").await;
    app.forward(Duration::minutes(7));
    assert!(anna.sends(&page.form("threads/add")).await.path.starts_with("/threads/"));
}

#[tokio::test]
async fn thirty_replies_in_ten_minutes() {
    let app = strict().await;
    let mut anna = app.member().await;
    let thread = anna.shares("Wie heeft er een tip voor mij?").await;
    let mut refused = 0;
    for n in 0..45 {
        let form = anna.sees(&format!("/threads/{thread}")).await.form("posts/add");
        app.a_moment_later();
        let fields = form.with("body", &format!("Antwoord nummer {n} van mij."));
        refused += u32::from(anna.asks("/api/posts/add", &fields.pairs()).await.status == 429);
    }
    assert!((5..=12).contains(&refused), "{refused}");
}

/// T29: nobody copies everything.
#[tokio::test]
async fn three_hundred_pages_in_ten_minutes() {
    let app = strict().await;
    let mut anna = app.member().await;
    let mut read = 0;
    while anna.gets("/threads").await.status == 200 {
        read += 1;
        assert!(read <= 300);
    }
    assert!(read >= 298, "{read}");
    let page = anna.sees("/threads").await;
    assert_eq!(page.status(), 429);
    assert!(page.says("Wacht nog een moment") && !page.says("mis bij ons"), "{}", page.words());
    assert!(page.says("Probeer het nog eens"), "{}", page.words());
    assert_eq!(app.member().await.sees("/threads").await.status(), 200, "another member reads on");
    assert_eq!(anna.sees("/help").await.status(), 200, "help is always there");
}

/// T23: guessing ends in waits of at least half a minute, longer each time, and a puzzle.
#[tokio::test]
async fn guessing_codes_gets_slow_and_costs_work() {
    let app = strict().await;
    let mut mallory = app.person();
    mallory.address = "203.0.113.5".to_owned();
    let chance = Seeded::new(5);
    let (mut tried, mut longest, mut proof) = (0, 0, String::new());
    for _ in 0..900 {
        let code = AccountCode::generate(&chance).grouped();
        let fields = [("password", &*code), ("proof", &*proof)];
        let answer = mallory.asks("/api/people/sign_in", &fields).await;
        let said = answer.json();
        if answer.status == 422 {
            tried += 1;
        } else {
            assert_eq!(answer.status, 429, "{said}");
            longest = longest.max(said["prove"][1].as_u64().unwrap_or(0));
            said["prove"][0].as_str().unwrap_or_default().clone_into(&mut proof);
        }
        app.forward(Duration::milliseconds(100));
    }
    assert!(tried <= 30, "{tried} tries in a minute");
    assert!(longest >= 30, "{longest} seconds");

    // Without JavaScript the page explains it, and keeps nothing that was typed into the field of the code.
    let code = AccountCode::generate(&chance).grouped();
    let page = mallory.signs_in_with(&code).await;
    assert_eq!(page.status(), 429);
    assert!(
        page.summary().contains("naar codes geraden") && page.summary().contains("Wacht"),
        "{}",
        page.summary()
    );
    assert!(!page.html().contains(&code));
}

/// The same of passkeys, and of both together: whoever is slowed down at one is at the other.
#[tokio::test]
async fn guessing_passkeys_gets_slow_like_guessing_codes() {
    let app = strict().await;
    let mut mallory = app.person();
    mallory.address = "203.0.113.5".to_owned();
    let mut tried = 0;
    for n in 0..200 {
        let said = Passkey::new(n).used(&mallory.challenge().await);
        let fields: Vec<_> = said.iter().map(|(name, value)| (*name, &**value)).collect();
        let answer = mallory.asks("/api/people/use_passkey", &fields).await;
        assert!([422, 429].contains(&answer.status), "{}", answer.text());
        tried += u32::from(answer.status == 422);
        app.forward(Duration::milliseconds(100));
    }
    assert!((1..=25).contains(&tried), "{tried} tries in twenty seconds");
    let code = AccountCode::generate(&Seeded::new(1)).grouped();
    assert_eq!(mallory.signs_in_with(&code).await.status(), 429);
}

#[tokio::test]
async fn a_network_that_guesses_slows_down_nobody_else() {
    let app = strict().await;
    let anna = app.member().await;
    let mut mallory = app.person();
    mallory.address = "203.0.113.5".to_owned();
    for n in 0..40 {
        let code = AccountCode::generate(&Seeded::new(n)).grouped();
        mallory.asks("/api/people/sign_in", &[("password", &code)]).await;
    }
    let mut there = anna.elsewhere();
    there.address = "198.51.100.9".to_owned();
    assert_eq!(there.signs_in().await.path, "/threads");
}

/// Under attack from everywhere, strangers solve a puzzle or wait; members notice nothing.
#[tokio::test]
async fn under_attack_strangers_prove_work_and_members_notice_nothing() {
    let mut settings = TestApp::settings();
    settings.rates.puzzle_bits = 8;
    let app = TestApp::over(server::testing::TestStore::sqlite().await.expect("a store"), settings);
    let mut anna = app.member().await;
    for n in 0..=u64::from(TestApp::settings().rates.attack_failures) {
        let mut mallory = app.person();
        mallory.address = format!("203.{}.{}.5", n / 250, n % 250);
        let code = AccountCode::generate(&Seeded::new(n)).grouped();
        mallory.asks("/api/people/sign_in", &[("password", &code)]).await;
    }
    anna.shares("Ik merk niets van de drukte.").await;

    let mut phone = anna.elsewhere();
    phone.address = "198.51.100.9".to_owned();
    let code = phone.code.clone();
    let answer = phone.asks("/api/people/sign_in", &[("password", &code)]).await;
    assert_eq!(answer.status, 429);
    let puzzle: Puzzle = answer.json()["prove"][0].as_str().expect("a puzzle").parse().expect("a puzzle");
    let proof = puzzle.answer(puzzle.search(0, u32::MAX).expect("a solution"));
    let answer = phone.asks("/api/people/sign_in", &[("password", &code), ("proof", &proof)]).await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    let again = app.person().asks("/api/people/sign_in", &[("password", &code), ("proof", &proof)]).await;
    assert_eq!(again.status, 429, "a proof serves once, and only its network");

    let mut slow = anna.elsewhere();
    slow.address = "198.51.101.9".to_owned();
    let page = slow.signs_in().await;
    assert_eq!(page.status(), 429);
    let waits = page.form("people/sign_in").with("password", &code);
    assert_eq!(slow.sends(&waits).await.status(), 429, "too early");
    app.forward(Duration::seconds(61));
    assert_eq!(slow.sends(&waits).await.path, "/threads", "patience does too");

    let mut bram = app.person();
    bram.address = "198.51.102.9".to_owned();
    let cohort = app.a_cohort().await;
    let page = bram.enters(&cohort).await;
    assert_eq!(page.status(), 429, "joining asks for it as well");
    app.forward(Duration::seconds(61));
    assert_eq!(bram.sends(&page.form("people/check_cohort")).await.path, "/join/rules");
}

/// S34: counted, without a subject.
#[tokio::test]
async fn what_matters_for_safety_is_counted() {
    let app = strict().await;
    let mut anna = app.person();
    anna.signs_in_with(&AccountCode::generate(&Seeded::new(8)).grouped()).await;
    anna.enters(&domain::codes::CohortCode::generate(&Seeded::new(8)).grouped()).await;
    anna.asks("/api/posts/remove", &[("post", "00112233445566778899aabbccddeeff")]).await;
    let foreign =
        anna.request(http::Method::POST, "/api/people/sign_out").header("sec-fetch-site", "cross-site");
    app.ask(foreign.body(axum::body::Body::empty()).expect("a request")).await;
    let shown = app.house.metrics.render();
    for line in ["event=\"sign_in_failed\"} 1", "event=\"join_failed\"} 1", "event=\"denied\"} 2"] {
        assert!(shown.contains(line), "{line}: {shown}");
    }
}
