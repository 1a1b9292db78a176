//! The message of the day: asked for on one device, and ended by everything that ends being there.

use chrono::Duration;
use http::Method;
use server::stories;
use server::testing::{Answer, Page, Person, PushService, TestApp};

pub const PLACE: &str = "https://fcm.googleapis.com/fcm/send/";

/// As `public/push.js` does it: the browser's address in the form.
pub async fn asks_for_it(person: &mut Person<'_>, device: &str, part: &str) -> Page {
    let form = person.sees("/account/settings").await.form("push/add");
    let address = if device.contains(':') { device.to_owned() } else { format!("{PLACE}{device}") };
    person.sends(&form.with("endpoint", &address).with("part", part)).await
}

pub async fn rows(app: &TestApp) -> usize {
    app.state.store.accounts.read().await.expect("a look").push().list(None, 99).await.expect("rows").len()
}

async fn leaves(person: &mut Person<'_>) -> Answer {
    let request = person.request(Method::GET, "/leave").header("sec-fetch-site", "same-origin");
    person.ask(request.body(axum::body::Body::empty()).expect("a request")).await
}

/// To six in the evening in the Netherlands, from the moment at which every test begins.
pub fn to_the_evening(app: &TestApp) {
    app.forward(Duration::hours(7));
}

/// The paths at which something came, in any order.
pub async fn evening(app: &TestApp, service: &PushService, sender: &mut server::push::Round) -> Vec<String> {
    let turns = service.hears_a_part(&app.state, &app.clock, sender).await;
    let mut paths: Vec<_> = turns.into_iter().flatten().map(|pushed| pushed.path).collect();
    paths.sort();
    paths
}

stories! {
    async fn a_device_asks_for_it_changes_it_and_ends_it(app) {
        let mut anna = app.member().await;
        let page = anna.sees("/account/settings").await;
        assert!(page.says("Een seintje per dag") && page.says("Hiervoor is JavaScript nodig"));
        assert_eq!(page.attributes("form[data-key]", "data-key"), [app.state.keys.vapid().public()]);
        assert!(page.attributes("form[hidden]", "action").contains(&"/api/push/add".to_owned()));

        let page = asks_for_it(&mut anna, "anna", "morning").await;
        assert!(page.says("Het seintje staat aan"), "{}", page.words());
        assert_eq!(page.attributes("input[name=part][checked]", "value"), ["morning"]);
        let form = page.form("push/set_part").with("part", "evening");
        let page = anna.sends(&form).await;
        assert_eq!(page.attributes("input[name=part][checked]", "value"), ["evening"]);
        assert_eq!(rows(app).await, 1);

        let page = anna.sends(&page.form("push/remove")).await;
        assert!(page.has_form("push/add") && anna.cookie("push").is_none());
        assert_eq!(rows(app).await, 0);
        let gone = anna.asks("/api/push/set_part", &[("part", "evening")]).await;
        assert_eq!(gone.status, 404);
    }

    async fn signing_out_ends_it_here_and_nowhere_else(app) {
        let mut anna = app.member().await;
        let mut tablet = anna.elsewhere();
        tablet.signs_in().await;
        asks_for_it(&mut anna, "phone", "evening").await;
        let page = asks_for_it(&mut tablet, "tablet", "evening").await;
        assert!(page.says("1 ander toestel"), "{}", page.words());
        anna.signs_out().await;
        assert_eq!((rows(app).await, anna.cookie("push")), (1, None));
        assert!(tablet.sees("/account/settings").await.says("Het seintje staat aan"));
    }

    /// The session was over already; the row is found by the cookie.
    async fn it_ends_after_the_session_did_too(app) {
        let mut anna = app.member().await;
        asks_for_it(&mut anna, "phone", "evening").await;
        app.forward(Duration::days(31));
        anna.posts("/api/people/sign_out", &[]).await;
        assert_eq!(rows(app).await, 0);
    }

    async fn leaving_by_snel_weg_ends_it(app) {
        let mut anna = app.member().await;
        asks_for_it(&mut anna, "phone", "evening").await;
        leaves(&mut anna).await;
        assert_eq!((rows(app).await, anna.cookie("push")), (0, None));
    }

    async fn everything_that_ends_other_sessions_ends_it_there(app) {
        for way in ["account/sign_out_everywhere", "account/change_code", "account/end_session", "account/remove"] {
            let mut anna = app.member().await;
            let mut tablet = anna.elsewhere();
            tablet.signs_in().await;
            asks_for_it(&mut anna, &format!("phone-{}", way.len()), "evening").await;
            asks_for_it(&mut tablet, &format!("tablet-{}", way.len()), "evening").await;
            assert_eq!(rows(app).await, 2);
            let (page, code) = (anna.sees("/account/sessions").await, anna.code.clone());
            let session = page.attributes("input[name=session]", "value").first().cloned().unwrap_or_default();
            let fields = [("session", &*session), ("password", &code), ("posts", "keep")];
            let answer = anna.posts(&format!("/api/{way}"), &fields).await;
            assert_eq!(answer.status, 303, "{way}");
            if way == "account/change_code" {
                assert_eq!(rows(app).await, 2, "nothing ends before the new key was typed back");
                let page = anna.sees("/join/key").await;
                anna.keeps_code_of(&page);
                anna.confirms_code().await;
            }
            let stays = usize::from(matches!(way, "account/change_code" | "account/end_session"));
            assert_eq!(rows(app).await, stays, "{way}");
            anna.posts("/api/push/remove", &[("which", "here")]).await;
        }
    }

    async fn all_other_devices_can_be_ended_from_here(app) {
        let mut anna = app.member().await;
        let mut phone = anna.elsewhere();
        phone.signs_in().await;
        asks_for_it(&mut phone, "lost", "evening").await;
        let page = anna.sees("/account/settings").await;
        assert!(page.has_form("push/add"), "not on here");
        anna.posts("/api/push/remove", &[("which", "others")]).await;
        assert_eq!(rows(app).await, 0);
    }

    async fn whoever_comes_after_does_not_inherit_it(app) {
        let (mut anna, bram) = (app.member().await, app.member().await);
        asks_for_it(&mut anna, "phone", "evening").await;
        app.forward(Duration::days(31));
        anna.signs_in_with(&bram.code.clone()).await;
        assert_eq!((rows(app).await, anna.cookie("push")), (0, None));
        assert!(anna.sees("/account/settings").await.has_form("push/add"));
    }

    async fn on_a_shared_computer_there_is_none(app) {
        let mut anna = app.member().await;
        asks_for_it(&mut anna, "phone", "evening").await;
        app.forward(Duration::days(31));
        anna.signs_in_shared().await;
        assert_eq!(rows(app).await, 0, "what was there goes");
        let page = anna.sees("/account/settings").await;
        assert!(page.says("Op een gedeelde computer") && !page.has_form("push/add"));
        let refused = anna.asks("/api/push/add", &[("endpoint", &format!("{PLACE}x")), ("part", "evening")]).await;
        assert_eq!((refused.status, rows(app).await), (403, 0));
    }

    async fn addresses_that_lead_elsewhere_are_refused(app) {
        let mut anna = app.member().await;
        for address in ["http://fcm.googleapis.com/x", "https://169.254.169.254/x", "https://health-thing.test/x", "https://fcm.googleapis.com:22/x"] {
            let page = asks_for_it(&mut anna, address, "evening").await;
            assert_eq!(page.status(), 422, "{address}");
            assert!(page.says("op een manier die we hier niet kennen"), "{}", page.words());
        }
        let page = asks_for_it(&mut anna, "x", "night").await;
        assert!(page.says("Kies een van de mogelijkheden"));
        assert_eq!((rows(app).await, anna.cookie("push")), (0, None));
    }

    async fn a_device_counts_once_and_six_are_enough(app) {
        let mut anna = app.member().await;
        for device in ["same", "same", "other"] {
            asks_for_it_anew(&mut anna, device).await;
        }
        assert_eq!(rows(app).await, 1, "one device, one row");
        for n in 0..5 {
            let mut more = anna.elsewhere();
            more.signs_in().await;
            asks_for_it(&mut more, &format!("more-{n}"), "evening").await;
        }
        let mut last = anna.elsewhere();
        last.signs_in().await;
        let page = asks_for_it(&mut last, "seventh", "evening").await;
        assert_eq!((page.status(), rows(app).await), (422, 6));

        // A browser that forgot its cookie and kept its address.
        let mut again = anna.elsewhere();
        again.signs_in().await;
        asks_for_it(&mut again, "more-0", "morning").await;
        assert_eq!(rows(app).await, 6);
    }

    async fn what_is_kept_is_in_the_export(app) {
        let mut anna = app.member().await;
        asks_for_it(&mut anna, "phone", "evening").await;
        let code = anna.code.clone();
        let export = anna.asks("/api/account/download", &[("password", &code)]).await;
        assert_eq!(export.json()["push"], 1);
        assert!(!export.text().contains("googleapis"));
    }

    /// The browser got another address for this device, perhaps long after its session was over.
    async fn a_device_that_moved_keeps_getting_it(app) {
        let (mut anna, mut bram) = (app.member().await, app.member().await);
        asks_for_it(&mut anna, "old", "evening").await;
        asks_for_it(&mut bram, "bram", "evening").await;
        app.forward(Duration::days(31));
        assert_eq!(anna.sees("/account").await.path, "/sign-in", "the session was idle for too long");
        let moved = [("endpoint", format!("{PLACE}new"))];
        let moved: Vec<_> = moved.iter().map(|(name, value)| (*name, &**value)).collect();
        assert_eq!(anna.asks("/api/push/renew", &moved).await.status, 200);
        assert_eq!(app.person().asks("/api/push/renew", &moved).await.status, 404, "who has no row makes none");
        let elsewhere = [("endpoint", "https://169.254.169.254/x")];
        assert_eq!(anna.asks("/api/push/renew", &elsewhere).await.status, 422);
        assert_eq!(rows(app).await, 2);
        let service = PushService::opens().await;
        app.forward(Duration::hours(7));
        let got = evening(app, &service, &mut service.sender()).await;
        assert_eq!(got, ["/fcm/send/bram", "/fcm/send/new"]);
    }
}

/// Ends it here, and asks for it with this address.
async fn asks_for_it_anew(person: &mut Person<'_>, device: &str) {
    let address = format!("{PLACE}{device}");
    let answer = person.posts("/api/push/add", &[("endpoint", &address), ("part", "evening")]).await;
    assert_eq!(answer.status, 303);
}
