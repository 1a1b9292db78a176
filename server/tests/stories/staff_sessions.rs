//! Sessions of staff: how they end, whom they serve, and what a factor shown again opens (S8, S19, S20, S22).

use app::kit::error::AppError;
use app::kit::staff::{proving, session};
use chrono::Duration;
use domain::staff::StaffRole;
use server::metrics::SecurityEvent;
use server::testing::{Browser, PASSPHRASE, TestApp};

async fn codes_left(app: &TestApp, staff: domain::ids::StaffId) -> i64 {
    let mut tx = app.state.store.staff.read().await.expect("a look");
    tx.staff_recovery().count(staff).await.expect("a number")
}

server::stories! {
    async fn the_cookie_is_of_the_host_and_of_no_script(app) {
        let noor = app.colleague(&[StaffRole::Moderator]).await;
        let mut there = noor.elsewhere();
        let form = there.sees("/staff/sign-in").await.form("staff/way_in/sign_in");
        let form = form.with("email", &noor.email).with("code", &noor.codes[0]);
        let answer = there.posts(&form.action, &form.pairs()).await;
        let line = answer.cookies().into_iter().find(|line| line.starts_with("__Host-staff=")).expect("a cookie");
        let (_, flags) = line.split_once(';').expect("flags");
        assert_eq!(flags, " Path=/; HttpOnly; SameSite=Lax; Secure; Max-Age=43200");
    }

    async fn a_session_ends_after_an_idle_hour(app) {
        let mut noor = app.colleague(&[StaffRole::Moderator]).await;
        for _ in 0..3 {
            app.forward(Duration::minutes(59));
            assert!(noor.is_at_the_desk().await);
        }
        app.forward(Duration::minutes(61));
        assert!(!noor.is_at_the_desk().await);
    }

    /// A page that stays open looks for news by itself: the desk at which nobody sits any more is left after an hour all the same.
    async fn an_open_page_keeps_no_session_awake(app) {
        let mut noor = app.colleague(&[StaffRole::Moderator]).await;
        for _ in 0..6 {
            app.forward(Duration::minutes(10));
            let answer = noor.gets_unasked("/staff/held").await;
            assert_eq!(answer.status, 200, "{}", answer.text());
        }
        app.forward(Duration::minutes(1));
        assert_eq!(noor.gets_unasked("/staff/held").await.status, 303);
        assert!(!noor.is_at_the_desk().await);
    }

    async fn a_session_ends_after_twelve_hours_however_busy(app) {
        let mut noor = app.colleague(&[StaffRole::Moderator]).await;
        for _ in 0..24 {
            app.forward(Duration::minutes(30));
            assert!(noor.is_at_the_desk().await);
        }
        app.forward(Duration::seconds(1));
        assert!(!noor.is_at_the_desk().await);
    }

    /// S22: what an admin changes counts at the next request.
    async fn roles_and_people_are_read_anew_with_each_request(app) {
        let mut noor = app.colleague(&[StaffRole::Moderator, StaffRole::Admin]).await;
        assert!(noor.sees("/staff/account").await.says("moderator"));
        app.set_roles(noor.id, &[StaffRole::Expert]).await;
        let page = noor.sees("/staff/account").await;
        assert!(page.says("expert") && !page.all(".tag").contains(&"moderator".to_owned()), "{}", page.words());
        app.set_roles(noor.id, &[]).await;
        assert_eq!(noor.sees("/staff").await.status(), 403);
        assert_eq!(app.house.metrics.counted(SecurityEvent::StaffDenied), 1);
        app.removes_staff(noor.id).await;
        assert!(!noor.is_at_the_desk().await);
        assert_eq!(noor.elsewhere().signs_in().await.status(), 422);
    }

    /// The two are never one: a cookie of staff is nobody on a member's page, and the reverse.
    async fn staff_are_nobody_to_members_and_members_nobody_to_staff(app) {
        let mut noor = app.colleague(&[StaffRole::Moderator, StaffRole::Admin]).await;
        assert_eq!(noor.sees("/threads").await.path, "/sign-in");
        assert_eq!(noor.asks("/api/account/see_news", &[]).await.status, 401);
        assert_eq!(noor.gets("/live/threads/00000000000000000000000000000001").await.status, 401);
        let mut anna = app.member().await;
        assert_eq!(anna.sees("/staff").await.path, "/staff/sign-in");
        assert_eq!(anna.asks("/api/staff/account/make_codes", &[]).await.status, 401);
        // One browser with both: each page knows one of them.
        let staff = noor.cookies["__Host-staff"].clone();
        anna.cookies.insert("__Host-staff".to_owned(), staff);
        assert_eq!(anna.sees("/threads").await.path, "/threads");
        assert!(anna.is_at_the_desk().await);
        // The value of one in the name of the other.
        let session = anna.cookies["__Host-session"].clone();
        let mut mixed = app.browser();
        mixed.cookies.insert("__Host-staff".to_owned(), session);
        mixed.cookies.insert("__Host-session".to_owned(), noor.cookies["__Host-staff"].clone());
        assert!(!mixed.is_at_the_desk().await);
        assert_eq!(mixed.sees("/threads").await.path, "/sign-in");
    }

    async fn sessions_are_seen_and_ended(app) {
        let mut noor = app.colleague(&[StaffRole::Moderator]).await;
        let (mut desk, mut home) = (noor.elsewhere(), noor.elsewhere());
        desk.signs_in().await;
        home.signs_in().await;
        let page = noor.sees("/staff/account").await;
        let others: Vec<_> = page.forms().into_iter().filter(|form| form.endpoint() == "staff/account/end_session").collect();
        assert_eq!(others.len(), 2, "and this one: {}", page.words());
        noor.sends(&others[0]).await;
        assert!(desk.is_at_the_desk().await ^ home.is_at_the_desk().await);
        let form = noor.sees("/staff/account").await.form("staff/account/end_others");
        noor.sends(&form).await;
        assert!(!desk.is_at_the_desk().await && !home.is_at_the_desk().await && noor.is_at_the_desk().await);

        let mut bram = app.colleague(&[StaffRole::Admin]).await;
        let page = bram.sends(&others[1].clone().without("shelf")).await;
        assert_eq!(page.status(), 404, "the session of a colleague is not there");
        let mut before = (*noor).clone();
        assert_eq!(noor.signs_out().await.path, "/staff/sign-in");
        assert!(!before.is_at_the_desk().await, "it ended on the server");
    }

    /// Whoever taps "Snel weg" on a page of members, in the browser in which they work, is gone there too.
    async fn leaving_ends_the_session_of_staff(app) {
        let mut noor = app.colleague(&[StaffRole::Moderator]).await;
        let before = noor.clone();
        let leave = |person: &Browser<'_>, from: &str| {
            let request = person.request(http::Method::GET, "/leave").header("sec-fetch-site", from);
            request.body(axum::body::Body::empty()).expect("a request")
        };
        let request = leave(&noor, "cross-site");
        noor.ask(request).await;
        assert!(noor.is_at_the_desk().await, "no other site decides that");
        let link = app.staff_link(noor.id).await;
        noor.opens_link(&link).await;
        let request = leave(&noor, "same-origin");
        let away = noor.ask(request).await;
        assert_eq!(away.header("clear-site-data"), "\"cache\", \"storage\"");
        assert_eq!(noor.cookies.keys().filter(|name| name.contains("staff")).count(), 0, "{:?}", noor.cookies);
        assert!(!before.clone().is_at_the_desk().await, "it ended on the server");
        let request = leave(&app.browser(), "same-origin");
        assert!(app.browser().ask(request).await.cookies().is_empty(), "a stranger keeps no trace");
    }

    /// A page that one colleague left open does nothing in the name of the next.
    async fn a_form_serves_the_colleague_on_whose_page_it_stands(app) {
        let mut noor = app.colleague(&[StaffRole::Moderator]).await;
        let form = noor.sees("/staff/account").await.form("staff/account/make_codes");
        let mut bram = app.colleague(&[StaffRole::Moderator]).await;
        noor.cookies = bram.cookies.clone();
        let page = noor.sends(&form).await;
        assert_eq!(page.status(), 401, "{}", page.words());
        assert!(page.has_form("staff/way_in/sign_in"));
        assert!(bram.sees("/staff/account").await.says("Nog 10 van 10 over"));
        assert_eq!(bram.sees("/staff/account/recovery-codes").await.path, "/staff/account", "none were made");
    }

    /// S20: five minutes after a factor was shown, something grave asks for it again, loses nothing, and goes on.
    async fn something_grave_asks_for_a_factor_again(app) {
        let mut noor = app.newcomer(&[StaffRole::Moderator]).await;
        let link = app.staff_link(noor.id).await;
        noor.activates_by_app(&link).await;
        let form = noor.sees("/staff/account").await.form("staff/account/make_codes");
        let first = noor.sends(&form).await;
        assert_eq!(first.path, "/staff/account/recovery-codes", "the sign-in counts for five minutes");
        noor.keeps_codes(first).await;

        app.forward(Duration::minutes(6));
        let page = noor.sends(&form).await;
        assert_eq!(page.status(), 403);
        assert!(page.says("Ben jij het nog?") && page.says("Je maakt nieuwe herstelcodes"), "{}", page.words());
        let wrong = noor.wrong_code();
        let again = noor.proves_with(&page, wrong).await;
        assert!(again.status() == 422 && again.says("Ben jij het nog?"), "{}", again.words());
        assert_eq!(app.house.metrics.counted(SecurityEvent::StaffFactorFailed), 1);
        let code = noor.app_code();
        let done = noor.proves_with(&again, &code).await;
        assert_eq!(done.path, "/staff/account/recovery-codes", "{}", done.words());
        let codes = done.all(".codes li");
        noor.keeps_codes(done).await;
        // For five minutes nothing is asked; the code counted once.
        assert_eq!(noor.sends(&form).await.path, "/staff/account/recovery-codes");
        app.forward(Duration::minutes(6));
        let page = noor.sends(&form).await;
        assert_eq!(noor.proves_with(&page, &code).await.status(), 422, "an old code");
        assert_eq!(noor.proves_with(&page, &codes[0]).await.status(), 422, "a recovery code of before");
        assert_eq!(codes_left(app, noor.id).await, 10);
        let there = noor.sees("/staff/prove").await;
        assert_eq!(there.path, "/staff", "nothing waits for it");
    }

    async fn a_passkey_shows_it_too_and_a_recovery_code_once(app) {
        let mut noor = app.colleague(&[StaffRole::Moderator]).await;
        let form = noor.sees("/staff/account").await.form("staff/account/begin_app");
        app.forward(Duration::minutes(6));
        let page = noor.sends(&form).await;
        let done = noor.proves(&page).await;
        assert!(done.status() == 200 && done.has_form("staff/account/set_app"), "{}", done.words());
        let form = noor.fills_app(done.form("staff/account/set_app"));
        assert_eq!(noor.sends(&form).await.path, "/staff/account");

        app.forward(Duration::minutes(6));
        let code = noor.codes[0].clone();
        let form = noor.sees("/staff/account").await.form("staff/account/begin_passkey");
        let page = noor.sends(&form).await;
        let done = noor.proves_with(&page, &code).await;
        assert!(done.status() == 200 && done.has_form("staff/account/add_passkey"), "{}", done.words());
        assert_eq!(codes_left(app, noor.id).await, 9);
        app.forward(Duration::minutes(6));
        let page = noor.sends(&form).await;
        assert_eq!(noor.proves_with(&page, &code).await.status(), 422);
        // The passkey of a colleague is none of hers.
        let bram = app.colleague(&[StaffRole::Admin]).await;
        let mut stranger = noor.clone();
        stranger.passkey = bram.passkey.clone();
        let page = noor.sends(&form).await;
        assert_eq!(stranger.proves(&page).await.status(), 422);
    }

    /// Who shows a factor while the session is ended elsewhere opens nothing, and has the code still.
    async fn a_factor_opens_nothing_in_a_session_that_ended(app) {
        let noor = app.colleague(&[StaffRole::Moderator]).await;
        let request = noor.request(http::Method::POST, "/api/staff/account/make_codes").body(()).expect("a request");
        let (mut parts, ()) = request.into_parts();
        let who = session::who(&app.state, &parts.headers, true).await.expect("a look");
        parts.extensions.insert(who);
        parts.extensions.insert(app.state.clone());
        let shows = |code: &str| [(proving::CODE.to_owned(), code.to_owned())];
        assert!(proving::shown(&parts, &shows(&noor.codes[0])).await.expect("a judgement").is_some());
        let mut tx = app.state.store.staff.begin().await.expect("a unit of work");
        assert_eq!(tx.staff_sessions().remove_of(noor.id, None).await.expect("an end").len(), 1);
        tx.commit().await.expect("kept");
        let answer = proving::shown(&parts, &shows(&noor.codes[1])).await;
        assert_eq!(answer.err(), Some(AppError::StaffSignIn));
        assert_eq!(codes_left(app, noor.id).await, 9);
    }

    /// What a desk keeps of pages goes with whoever signs out.
    async fn signing_out_makes_the_browser_forget_pages(app) {
        let mut noor = app.colleague(&[StaffRole::Moderator]).await;
        let form = noor.sees("/staff/account").await.form("staff/account/sign_out");
        let answer = noor.posts(&form.action, &form.pairs()).await;
        assert_eq!((answer.status, answer.header("clear-site-data")), (303, "\"cache\""));
    }

    /// An island that is refused hears why, and may send the factor with the same question.
    async fn a_function_is_told_that_a_factor_is_asked_for(app) {
        let mut noor = app.colleague(&[StaffRole::Moderator]).await;
        app.forward(Duration::minutes(6));
        let answer = noor.calls("staff/account/make_codes", &[]).await;
        assert_eq!((answer.status, answer.json()), (403, "prove_again".into()));
        let code = noor.codes[0].clone();
        let answer = noor.calls("staff/account/make_codes", &[("factor_code", &code)]).await;
        assert_eq!(answer.status, 200, "{}", answer.text());
    }

    async fn one_way_in_stays(app) {
        let mut noor = app.colleague(&[StaffRole::Moderator]).await;
        let form = noor.sees("/staff/account").await.form("staff/account/remove_passkey");
        let page = noor.sends(&form).await;
        assert!(page.status() == 422 && page.says("Dit is je enige manier om in te loggen"), "{}", page.words());
        let begin = noor.sees("/staff/account").await.form("staff/account/begin_app");
        let page = noor.sends(&begin).await;
        let app_form = noor.fills_app(page.form("staff/account/set_app"));
        noor.sends(&app_form).await;
        let mut there = noor.elsewhere();
        there.signs_in().await;
        let page = noor.sends(&form).await;
        assert_eq!(page.path, "/staff/account", "{}", page.words());
        assert!(!there.is_at_the_desk().await, "a session that came in by it");
        assert_eq!(noor.elsewhere().signs_in().await.status(), 422);
        app.forward(Duration::seconds(30));
        assert_eq!(noor.elsewhere().signs_in_by_app().await.path, "/staff");
        let mut bram = app.colleague(&[StaffRole::Admin]).await;
        assert_eq!(bram.sends(&form.without("shelf")).await.status(), 404, "the passkey of a colleague is not there");
    }
}

/// Six digits cannot be guessed by whoever has the passphrase; the passkey of the same person still lets in.
#[tokio::test]
async fn codes_are_tried_so_often_and_no_more() -> server::testing::Tested {
    let app = TestApp::strict().await?;
    let mut noor = app.newcomer(&[StaffRole::Moderator]).await;
    let link = app.staff_link(noor.id).await;
    noor.activates_by_app(&link).await;
    app.forward(Duration::minutes(6));
    let form = noor.sees("/staff/account").await.form("staff/account/make_codes");
    let page = noor.sends(&form).await;
    let wrong = noor.wrong_code();
    let mut refused = 0;
    for _ in 0..25 {
        let page = noor.proves_with(&page, wrong).await;
        assert!(page.says("Ben jij het nog?"), "{}", page.words());
        refused += usize::from(page.status() == 429);
    }
    assert_eq!(refused, 5);
    let code = noor.app_code();
    assert_eq!(noor.proves_with(&page, &code).await.status(), 429, "not even the right one");
    app.forward(Duration::minutes(4));
    let code = noor.app_code();
    assert_eq!(noor.proves_with(&page, &code).await.path, "/staff/account/recovery-codes");
    app.finish().await
}

/// A thief of a cookie who guesses in that session keeps its owner out of nothing.
#[tokio::test]
async fn guessing_in_one_session_stops_nobody_in_another() -> server::testing::Tested {
    let app = TestApp::strict().await?;
    let mut noor = app.newcomer(&[StaffRole::Moderator]).await;
    let link = app.staff_link(noor.id).await;
    noor.activates_by_app(&link).await;
    let mut thief = noor.clone();
    app.forward(Duration::minutes(6));
    let form = thief.sees("/staff/account").await.form("staff/account/make_codes");
    let page = thief.sends(&form).await;
    let wrong = noor.wrong_code();
    for _ in 0..25 {
        thief.proves_with(&page, wrong).await;
    }
    assert_eq!(thief.proves_with(&page, wrong).await.status(), 429);
    let mut there = noor.elsewhere();
    assert_eq!(there.signs_in_by_app().await.path, "/staff");
    app.forward(Duration::minutes(6));
    let form = there.sees("/staff/account").await.form("staff/account/make_codes");
    let page = there.sends(&form).await;
    let code = there.app_code();
    assert_eq!(there.proves_with(&page, &code).await.path, "/staff/account/recovery-codes");
    app.finish().await
}

/// Whoever guesses codes at the door does not learn that the passphrase is right, however often they guess.
#[tokio::test]
async fn no_answer_tells_that_a_passphrase_is_right() -> server::testing::Tested {
    let app = TestApp::strict().await?;
    let mut noor = app.newcomer(&[StaffRole::Moderator]).await;
    let link = app.staff_link(noor.id).await;
    noor.activates_by_app(&link).await;
    app.forward(Duration::minutes(6));
    let right = noor.app_code();
    let wrong = noor.wrong_code();
    let mut answers = Vec::new();
    for n in 0..26 {
        let mut mallory = noor.elsewhere();
        // No network is asked for work.
        mallory.address = format!("203.0.{n}.5");
        let passphrase = if n == 0 { "een andere wachtzin" } else { PASSPHRASE };
        let page = mallory.signs_in_with(passphrase, if n == 25 { &right } else { wrong }).await;
        answers.push((page.status(), page.words()));
    }
    assert_eq!(answers[0].0, 422);
    assert!(answers.iter().all(|answer| *answer == answers[0]), "{answers:?}");
    app.forward(Duration::hours(1));
    assert_eq!(noor.elsewhere().signs_in_by_app().await.path, "/staff");
    app.finish().await
}
