//! A shared computer, and "Snel weg": what the next person finds there is nothing (T19, as far as it is HTTP).

use futures::StreamExt;
use server::stories;
use server::testing::{Page, Person, TestApp, TestStore};
use tower::ServiceExt;

/// What a history shows of a page.
fn title(page: &Page) -> String {
    page.first("title")
}

async fn is_in(person: &mut Person<'_>) -> bool {
    person.gets("/account").await.status == 200
}

/// Opens the link "Snel weg", from a page of ours unless said otherwise.
async fn leaves(person: &mut Person<'_>, from: &str) -> server::testing::Answer {
    let request = person.request(http::Method::GET, "/leave").header("sec-fetch-site", from);
    person.ask(request.body(axum::body::Body::empty()).expect("a request")).await
}

/// The stream of an open thread, after its first words.
async fn listens(person: &Person<'_>, thread: &str) -> axum::body::BodyDataStream {
    let request = person.request(http::Method::GET, &format!("/live/threads/{thread}"));
    let request = request.body(axum::body::Body::empty()).expect("a request");
    let opened = person.app().router().oneshot(request).await.expect("an answer");
    assert_eq!(opened.status(), 200);
    let mut words = opened.into_body().into_data_stream();
    words.next().await.expect("the first words").expect("bytes");
    words
}

/// One device too many: the session that goes for it takes its streams with it.
#[tokio::test]
async fn a_stream_ends_with_a_session_too_many() {
    let mut settings = TestApp::wide();
    settings.rates.sessions_per_account = 2;
    let app = TestApp::over(TestStore::sqlite().await.expect("a store"), settings);
    let mut anna = app.member().await;
    let thread = anna.shares("Ik durf niet te vragen hoe de tillift werkt.").await;
    let (mut shared, mut phone) = (anna.elsewhere(), anna.elsewhere());
    shared.signs_in_shared().await;
    let mut words = listens(&shared, &thread).await;
    phone.signs_in().await;
    assert!(words.next().await.is_none(), "that of the shared computer went first");
    assert_eq!(
        [is_in(&mut anna).await, is_in(&mut phone).await, is_in(&mut shared).await],
        [true, true, false]
    );
}

stories! {
    /// S22: an open stream ends with its session, however that ends.
    async fn a_stream_ends_with_its_session(app) {
        let mut anna = app.member().await;
        let thread = anna.shares("Ik durf niet te vragen hoe de tillift werkt.").await;
        let mut phone = anna.elsewhere();
        phone.signs_in_shared().await;
        let mut words = listens(&phone, &thread).await;
        let form = anna.sees("/account/sessions").await.form("account/sign_out_everywhere");
        anna.sends(&form).await;
        assert!(words.next().await.is_none(), "ended elsewhere");
        phone.signs_in_shared().await;
        let mut words = listens(&phone, &thread).await;
        leaves(&mut phone, "same-origin").await;
        assert!(words.next().await.is_none(), "left here");
        anna.signs_in().await;
        let mut words = listens(&anna, &thread).await;
        anna.signs_out().await;
        assert!(words.next().await.is_none(), "signed out here");
        for posts in ["keep", "remove"] {
            let mut bram = app.member().await;
            let thread = bram.shares("Ik krijg nooit pauze op de late dienst.").await;
            let mut phone = bram.elsewhere();
            phone.signs_in().await;
            let mut words = listens(&phone, &thread).await;
            let form = bram.sees("/account/remove").await.form("account/remove").with("posts", posts);
            let form = form.with("password", &bram.code.clone());
            bram.sends(&form).await;
            assert!(words.next().await.is_none(), "the account is gone: {posts}");
        }
    }

    async fn on_a_shared_computer_every_page_is_called_notes(app) {
        let mut anna = app.member().await.elsewhere();
        assert!(title(&anna.sees("/about/terms").await).ends_with(" · Health-Thing"));
        assert_eq!(title(&anna.signs_in_shared().await), "Notities");
        let thread = anna.shares("Ik durf niet te vragen hoe de tillift werkt.").await;
        for path in ["/", "/threads", "/threads/new", "/account", "/help", "/about/terms", "/nowhere"] {
            let page = anna.sees(path).await;
            assert_eq!(title(&page), "Notities", "{path}");
            assert_eq!(page.attributes("link[rel=icon]", "href"), ["/notes.svg"], "{path}");
        }
        assert_eq!(title(&anna.sees(&format!("/threads/{thread}")).await), "Notities");
        // Afterwards too, until the browser closes or somebody says that it is a device of their own.
        let page = anna.signs_out().await;
        assert_eq!((title(&page), &*page.path), ("Notities".to_owned(), "/sign-in"));
        assert_eq!(page.attributes("input[name=shared][checked]", "value"), ["yes"]);
        let form = page.form("people/sign_in").with("password", &anna.code.clone()).without("shared");
        assert_eq!(title(&anna.sends(&form).await), "Health-Thing");
    }

    async fn joining_can_be_on_a_shared_computer_too(app) {
        let mut bram = app.person();
        let code = app.a_cohort().await;
        bram.enters(&code).await;
        bram.accepts_rules().await;
        let form = bram.sees("/join/about").await.form("people/join");
        let form = form.with("phase", "student").with("sector", "vvt").with("region", "utrecht").with("shared", "yes");
        let answer = bram.posts(&form.action, &form.pairs()).await;
        let kept: Vec<_> = answer.cookies().into_iter().filter(|line| line.contains("joining=")).collect();
        assert!(kept.last().is_some_and(|line| !line.contains("Max-Age")), "the key goes with the window: {kept:?}");
        let page = bram.sees("/join/key").await;
        assert_eq!((title(&page), &*page.path), ("Notities".to_owned(), "/join/key"));
        app.forward(chrono::Duration::minutes(11));
        assert!(!is_in(&mut bram).await);
    }

    /// A thread that stays open looks for new replies by itself: that is nobody who is there.
    async fn an_open_thread_keeps_no_session_awake(app) {
        let mut anna = app.member().await;
        let thread = anna.shares("Hoe vraag ik om hulp met de tillift?").await;
        let mut anna = anna.elsewhere();
        anna.signs_in_shared().await;
        for _ in 0..3 {
            app.forward(chrono::Duration::minutes(3));
            assert_eq!(anna.gets_unasked(&format!("/threads/{thread}")).await.status, 200);
        }
        app.forward(chrono::Duration::minutes(2));
        assert_eq!(anna.gets_unasked(&format!("/threads/{thread}")).await.status, 303);
        assert!(!is_in(&mut anna).await);
    }

    async fn signing_in_on_a_shared_computer_makes_the_browser_forget(app) {
        let mut anna = app.member().await.elsewhere();
        let code = anna.code.clone();
        let forgets = |answer: &server::testing::Answer| answer.header("clear-site-data").to_owned();
        let own = anna.posts("/api/people/sign_in", &[("password", &code)]).await;
        assert_eq!(forgets(&own), "");
        let shared = anna.posts("/api/people/sign_in", &[("password", &code), ("shared", "yes")]).await;
        assert_eq!(forgets(&shared), "\"cache\", \"storage\"");
    }

    async fn leaving_a_shared_computer_ends_the_session(app) {
        let mut anna = app.member().await.elsewhere();
        anna.signs_in_shared().await;
        let before = anna.clone();
        let away = leaves(&mut anna, "same-origin").await;
        assert!(away.header("location").starts_with("https://www.knmi.nl/"));
        assert_eq!(away.header("clear-site-data"), "\"cache\", \"storage\"");
        assert_eq!(anna.cookie("session"), None);
        let mut kept = before;
        assert!(!is_in(&mut kept).await, "the row is gone, whatever the browser kept");
    }

    /// The way back says nothing of anybody who fled, and takes the last group of the key.
    async fn leaving_ones_own_phone_closes_a_door_that_the_last_group_opens(app) {
        let mut anna = app.member().await;
        let thread = anna.shares("Ik durf niet te vragen hoe de tillift werkt.").await;
        leaves(&mut anna, "same-origin").await;
        assert!(!is_in(&mut anna).await);
        let refused = anna.posts("/api/reactions/set", &[]).await;
        assert_ne!(refused.status, 303, "nothing can be done behind the door");
        let page = anna.sees(&format!("/threads/{thread}")).await;
        assert_eq!(page.path, "/sign-in", "the way back");
        assert_eq!(page.words(), app.person().sees("/sign-in").await.words(), "what any stranger sees");
        let last = anna.code.rsplit('-').next().expect("a group").to_lowercase();
        // To whoever is not behind a door, four characters are too few; so they are to whoever types wrong ones.
        let stranger = app.person().signs_in_with(&last).await;
        let wrong = anna.signs_in_with("0000").await;
        assert_eq!((wrong.status(), wrong.summary()), (stranger.status(), stranger.summary()));
        assert_eq!(anna.signs_in_with(&last).await.path, format!("/threads/{thread}"));
        assert!(is_in(&mut anna).await && anna.cookie("left").is_none());
    }

    async fn three_wrong_groups_end_what_is_behind_the_door(app) {
        let mut anna = app.member().await;
        let before = anna.cookies.clone();
        leaves(&mut anna, "same-origin").await;
        let behind = anna.cookies.clone();
        for _ in 0..3 {
            assert_eq!(anna.signs_in_with("0000").await.status(), 422);
            anna.cookies.clone_from(&behind);
        }
        let last = anna.code.rsplit('-').next().expect("a group").to_owned();
        assert_eq!(anna.signs_in_with(&last).await.status(), 422);
        anna.cookies = before;
        assert!(!is_in(&mut anna).await, "the session is over");
        assert_eq!(anna.signs_in().await.path, "/account", "the key opens the account as ever");
    }

    async fn the_key_opens_the_door_as_well(app) {
        let mut anna = app.member().await;
        leaves(&mut anna, "none").await;
        assert_eq!(anna.signs_in().await.path, "/threads");
        assert!(is_in(&mut anna).await);
    }

    async fn another_site_makes_nobody_leave(app) {
        let mut anna = app.member().await;
        for from in ["cross-site", "same-site"] {
            let away = leaves(&mut anna, from).await;
            assert_eq!((away.status, away.header("clear-site-data")), (303, ""));
            assert!(is_in(&mut anna).await);
        }
    }

    /// The browser looks ahead, or a program asks for the head only.
    async fn a_look_beforehand_makes_nobody_leave(app) {
        let mut anna = app.member().await;
        for (header, says) in [
            ("sec-purpose", "prefetch"),
            ("sec-purpose", "prefetch;prerender"),
            ("purpose", "prefetch"),
            ("x-moz", "prefetch"),
            ("x-purpose", "preview"),
        ] {
            let request = anna.request(http::Method::GET, "/leave").header(header, says);
            let answer = anna.ask(request.body(axum::body::Body::empty()).expect("a request")).await;
            assert_eq!(answer.status, 425, "{says}: an answer that a browser would use later must not be there");
            assert_eq!((answer.header("location"), answer.header("clear-site-data")), ("", ""), "{says}");
            assert!(answer.cookies().is_empty() && is_in(&mut anna).await, "{header}: {says}");
        }
        let request = anna.request(http::Method::HEAD, "/leave").header("sec-fetch-site", "none");
        let answer = anna.ask(request.body(axum::body::Body::empty()).expect("a request")).await;
        assert_eq!((answer.status, answer.header("clear-site-data")), (303, ""));
        assert!(answer.cookies().is_empty() && is_in(&mut anna).await);
    }

    /// The script closes the door before it asks for the way out, which may never arrive.
    async fn who_left_without_a_connection_is_out_at_the_next_request(app) {
        let mut anna = app.member().await;
        anna.cookies.insert("__Host-left".to_owned(), "yes".to_owned());
        assert!(!is_in(&mut anna).await);
        let mut bram = app.member().await.elsewhere();
        bram.signs_in_shared().await;
        let mut kept = bram.clone();
        bram.cookies.insert("__Host-left".to_owned(), "yes".to_owned());
        assert!(!is_in(&mut bram).await);
        assert!(!is_in(&mut kept).await, "the row is gone");
    }

    /// The way out that does arrive knows the session behind the door.
    async fn leaving_with_the_door_closed_already_ends_the_session_as_well(app) {
        let mut bram = app.member().await.elsewhere();
        bram.signs_in_shared().await;
        let mut kept = bram.clone();
        bram.cookies.insert("__Host-left".to_owned(), "yes".to_owned());
        leaves(&mut bram, "same-origin").await;
        assert_eq!((bram.cookie("session"), bram.cookie("left")), (None, None));
        assert!(!is_in(&mut kept).await);
        let mut nobody = app.person();
        nobody.cookies.insert("__Host-left".to_owned(), "yes".to_owned());
        leaves(&mut nobody, "same-origin").await;
        assert_eq!(nobody.cookie("left"), None, "whoever was not in leaves no trace");
    }

    async fn a_stranger_who_leaves_gets_no_cookie(app) {
        let mut bram = app.person();
        assert!(leaves(&mut bram, "same-origin").await.cookies().is_empty());
    }
}
