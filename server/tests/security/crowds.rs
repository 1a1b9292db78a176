//! S7, A17: sessions and accounts are free, so neither is a new beginning; and nobody makes a network pay for what one does.

use chrono::Duration;
use domain::codes::AccountCode;
use domain::entropy::Seeded;
use domain::pow::Puzzle;
use server::testing::{TestApp, TestStore};

async fn strict() -> TestApp {
    TestApp::strict().await.expect("a server")
}

/// With puzzles that a test solves at once.
async fn strict_with_small_puzzles() -> TestApp {
    let mut settings = TestApp::settings();
    settings.rates.puzzle_bits = 4;
    TestApp::over(TestStore::sqlite().await.expect("a store"), settings)
}

/// T29: sessions are free, so the limits are the account's: however often somebody signs in, three hundred pages are all.
#[tokio::test]
async fn a_new_session_gives_no_new_pages() {
    let app = strict().await;
    let mut anna = app.member().await;
    let (mut read, mut signed_in) = (0, 0);
    for _ in 0..400 {
        if anna.gets("/threads").await.status == 200 {
            read += 1;
        } else if signed_in < 15 {
            signed_in += 1;
            anna = anna.elsewhere();
            assert_eq!(anna.signs_in().await.status(), 429, "she is in, and there is nothing more to read");
        } else {
            break;
        }
    }
    assert!((298..=300).contains(&read) && signed_in == 15, "{read} pages, {signed_in} sessions");
}

/// One account signs in so often and no more, from wherever, and has so many sessions at once and no more.
#[tokio::test]
async fn sign_ins_and_sessions_of_one_account_are_bounded() {
    let app = strict().await;
    let anna = app.member().await;
    let mut opened = 0;
    for n in 0..60 {
        let mut there = anna.elsewhere();
        there.address = format!("198.51.{n}.9");
        opened += u32::from(there.signs_in().await.path == "/threads");
        if n == 29 || n == 44 {
            app.forward(Duration::minutes(8));
        }
    }
    assert_eq!(opened, 20 + 15 + 15, "twenty in ten minutes");
    let rows = app.place().rows().await.expect("rows");
    let sessions = rows.iter().filter(|row| row.starts_with("accounts.sessions")).count();
    assert_eq!(sessions, 20);
}

/// A member locks nobody out: the others of the network get in at once, and a crowd of them works or waits.
#[tokio::test]
async fn nobody_locks_a_network_out() {
    let app = strict_with_small_puzzles().await;
    let (mallory, anna) = (app.member().await, app.member().await);
    for _ in 0..80 {
        mallory.elsewhere().signs_in().await;
    }
    assert_eq!(anna.elsewhere().signs_in().await.path, "/threads", "eighty sign-ins of one account are one");

    let mut guesser = app.person();
    for n in 0..80 {
        guesser
            .asks("/api/people/sign_in", &[("password", &AccountCode::generate(&Seeded::new(n)).grouped())])
            .await;
    }
    let mut phone = anna.elsewhere();
    let page = phone.signs_in().await;
    assert_eq!(page.status(), 429);
    assert!(page.summary().contains("rekent je toestel"), "{}", page.summary());
    let form = page.form("people/sign_in").with("password", &anna.code);
    let puzzle: Puzzle = form.value("proof").parse().expect("a puzzle");
    let proof = puzzle.answer(puzzle.search(0, u32::MAX).expect("a solution"));
    assert_eq!(phone.sends(&form.clone().with("proof", &proof)).await.path, "/threads", "work");

    let mut slow = anna.elsewhere();
    let waits = slow.signs_in().await.form("people/sign_in").with("password", &anna.code);
    for n in 100..160 {
        guesser
            .asks("/api/people/sign_in", &[("password", &AccountCode::generate(&Seeded::new(n)).grouped())])
            .await;
        app.forward(Duration::seconds(1));
    }
    assert_eq!(slow.sends(&waits).await.path, "/threads", "patience, whatever others do meanwhile");
}

/// Whoever is signed in and guesses at keys works for it as a stranger does: where keys are typed again, and where one signs in.
#[tokio::test]
async fn somebody_who_is_signed_in_guesses_no_more_freely() {
    let app = strict_with_small_puzzles().await;
    let mut mallory = app.member().await;
    let own = mallory.code.clone();
    let wrong = |n| AccountCode::generate(&Seeded::new(n)).grouped();
    for action in ["/api/account/change_code", "/api/account/download", "/api/account/remove"] {
        let mut tried = 0;
        for n in 0..60 {
            let fields = [("password", &*wrong(n)), ("posts", "keep")];
            tried += u32::from(mallory.asks(action, &fields).await.status == 422);
            // A new session is no new beginning.
            if n % 10 == 9 {
                mallory.asks("/api/people/sign_in", &[("password", &own)]).await;
            }
        }
        assert!(tried <= 20, "{tried} at {action}");
    }
    let page = mallory.sees("/account/data").await;
    let page = mallory.sends(&page.form("account/download").with("password", &own)).await;
    assert_eq!(page.status(), 429);
    let form = page.form("account/download").with("password", &own);
    let puzzle: Puzzle = form.value("proof").parse().expect("a puzzle");
    let proof = puzzle.answer(puzzle.search(0, u32::MAX).expect("a solution"));
    assert_eq!(mallory.sends(&form.with("proof", &proof)).await.status(), 200, "work");

    let mut tried = 0;
    for n in 0..60 {
        tried +=
            u32::from(mallory.asks("/api/people/sign_in", &[("password", &wrong(n))]).await.status == 422);
    }
    assert!(tried <= 20, "{tried}");
}

/// Whoever is signed in makes no more accounts than anybody else of the same network, and a wave of them is seen.
#[tokio::test]
async fn accounts_are_not_free_once_one_is_signed_in() {
    let app = strict().await;
    let mut mallory = app.member().await;
    let cohort = app.a_cohort().await;
    let about = [("phase", "student"), ("sector", "vvt"), ("region", "utrecht")];
    let mut asked_for_work = 0;
    for _ in 0..130 {
        let code = mallory.asks("/api/people/check_cohort", &[("code", &cohort)]).await;
        let rules = [("listen", "yes"), ("private", "yes"), ("help", "yes")];
        mallory.asks("/api/people/accept_rules", &rules).await;
        let joins = mallory.asks("/api/people/join", &about).await;
        asked_for_work += u32::from(code.status == 429 || joins.status == 429);
    }
    let mut tx = app.state.store.accounts.read().await.expect("a look");
    let joined = tx.accounts().count().await.expect("a count");
    drop(tx);
    assert!((115..=121).contains(&joined) && asked_for_work >= 10, "{joined} and {asked_for_work}");
    let shown = app.house.metrics.render();
    assert!(shown.contains("event=\"join_wave\"} 1") && shown.contains("ht_joins_last_hour 0"), "{shown}");
    app.forward(Duration::hours(1));
    let shown = app.house.metrics.render();
    assert!(shown.contains(&format!("ht_joins_last_hour {joined}")), "{shown}");
}
