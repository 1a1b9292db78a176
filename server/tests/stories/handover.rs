//! Somebody who is signed in on one device signs in on another with the link that the first one shows.

use chrono::Duration;
use domain::codes::AccountCode;
use domain::entropy::Seeded;
use server::testing::{Person, TestApp};

async fn is_in(person: &mut Person<'_>) -> bool {
    person.sees("/account").await.path == "/account"
}

async fn rows(app: &TestApp) -> usize {
    app.state.store.accounts.read().await.expect("a look").handovers().list().await.expect("rows").len()
}

/// What the second device says to a link that opens nothing.
const OVER: &str = "Deze link is gebruikt of te oud.";

server::stories! {
    async fn a_second_device_signs_in_once(app) {
        let mut anna = app.member().await;
        let token = anna.hands_over().await;
        let page = anna.sees("/account/handover").await;
        assert!(page.says("nog 60 seconden"), "{}", page.words());
        assert_eq!(page.attributes("svg.qr", "role"), ["img"]);
        assert_eq!(page.first(".link-text"), format!("https://health-thing.test/handover#{token}"));

        let mut phone = anna.elsewhere();
        let page = phone.takes_over(&token).await;
        assert_eq!((page.path.as_str(), rows(app).await), ("/threads", 0));
        assert!(is_in(&mut phone).await);
        let thread = anna.shares("Ik durf niet te vragen hoe de tillift werkt.").await;
        assert_eq!(phone.gets(&format!("/threads/{thread}/seen")).await.status, 200, "it is the same person");
        assert!(anna.sees("/account/handover").await.says("De link is gebruikt"), "the first device says so");
        assert_eq!(anna.sees("/account/sessions").await.all("ul.list > li").len(), 2);

        let mut thief = app.person();
        let page = thief.takes_over(&token).await;
        assert!(page.status() == 422 && page.fault("code").contains(OVER), "{}", page.words());
        assert!(!is_in(&mut thief).await);
    }

    async fn the_whole_link_may_be_pasted(app) {
        let mut anna = app.member().await;
        let token = anna.hands_over().await;
        let mut phone = anna.elsewhere();
        let page = phone.takes_over(&token[..60]).await;
        assert!(page.status() == 422 && page.fault("code").contains("64"), "{}", page.words());
        assert_eq!(page.form("people/take_over").value("code"), &token[..60], "and it comes back to be mended");
        assert_eq!(phone.takes_over(&format!("https://health-thing.test/handover#{}", token.to_uppercase())).await.path, "/threads");
    }

    async fn after_a_minute_it_is_over(app) {
        let mut anna = app.member().await;
        let token = anna.hands_over().await;
        app.forward(Duration::seconds(61));
        let mut phone = anna.elsewhere();
        assert!(phone.takes_over(&token).await.fault("code").contains(OVER));
        assert!(!is_in(&mut phone).await);
        let page = anna.sees("/account/handover").await;
        assert!(page.says("De tijd is om.") && page.has_form("account/hand_over"), "{}", page.words());
        let in_time = anna.hands_over().await;
        app.forward(Duration::seconds(60));
        assert_eq!(anna.elsewhere().takes_over(&in_time).await.path, "/threads");
    }

    /// The row says nothing of when it is over, so the minute's job takes what it saw a minute ago.
    async fn its_row_goes_by_the_minute(app) {
        let mut anna = app.member().await;
        anna.hands_over().await;
        let store = &app.state.store;
        let seen = server::jobs::end_handovers(store, &[]).await.expect("ended");
        assert_eq!((seen.len(), rows(app).await), (1, 1), "it may have a minute still");
        let mut other = anna.elsewhere();
        other.signs_in().await;
        let later = other.hands_over().await;
        let seen = server::jobs::end_handovers(store, &seen).await.expect("ended");
        assert_eq!((seen.len(), rows(app).await), (1, 1), "one that took its place is not older");
        server::jobs::end_handovers(store, &seen).await.expect("ended");
        assert_eq!(rows(app).await, 0);
        assert!(anna.elsewhere().takes_over(&later).await.fault("code").contains(OVER));
    }

    async fn a_new_link_ends_the_one_before(app) {
        let mut anna = app.member().await;
        let first = anna.hands_over().await;
        let mut other = anna.elsewhere();
        other.signs_in().await;
        let second = other.hands_over().await;
        assert_eq!(rows(app).await, 1);
        assert!(anna.elsewhere().takes_over(&first).await.fault("code").contains(OVER));
        assert!(!anna.sees("/account/handover").await.says("seconden, en één keer"));
        assert_eq!(anna.elsewhere().takes_over(&second).await.path, "/threads");
    }

    async fn nobody_gets_a_link_without_the_key_or_on_a_shared_computer(app) {
        let mut anna = app.member().await;
        let bram = app.member().await;
        for wrong in [AccountCode::generate(&Seeded::new(9)).grouped(), bram.code.clone(), String::new()] {
            let form = anna.sees("/account/handover").await.form("account/hand_over").with("password", &wrong);
            let page = anna.sends(&form).await;
            assert!(page.status() == 422 && !page.fault("password").is_empty(), "{}", page.words());
        }
        let mut shared = anna.elsewhere();
        shared.signs_in_shared().await;
        let page = shared.sees("/account/handover").await;
        assert!(page.says("gedeelde computer") && !page.has_form("account/hand_over"), "{}", page.words());
        let code = shared.code.clone();
        assert_eq!(shared.asks("/api/account/hand_over", &[("password", &code)]).await.status, 403);
        assert_eq!(rows(app).await, 0);
    }

    /// Each device shows its own: the link of somebody who was here before is not shown to the next.
    async fn the_next_person_here_sees_no_link(app) {
        let mut here = app.member().await;
        let bram = app.member().await;
        here.hands_over().await;
        let kept = here.cookie("handover").expect("a cookie").to_owned();
        here.signs_in_with(&bram.code).await;
        assert_eq!(here.cookie("handover"), None);
        here.cookies.insert("__Host-handover".to_owned(), kept.clone());
        let page = here.sees("/account/handover").await;
        assert!(page.has_form("account/hand_over") && !page.html().contains(&kept), "{}", page.words());
    }

    /// What ends sessions ends what may become one.
    async fn a_handover_ends_with_what_ends_sessions(app) {
        let mut anna = app.member().await;
        let token = anna.hands_over().await;
        let form = anna.sees("/account/sessions").await.form("account/sign_out_everywhere");
        anna.sends(&form).await;
        assert!(anna.elsewhere().takes_over(&token).await.fault("code").contains(OVER), "signed out everywhere");

        anna.signs_in().await;
        let token = anna.hands_over().await;
        let form = anna.sees("/account/code").await.form("account/change_code").with("password", &anna.code.clone());
        let page = anna.sends(&form).await;
        anna.keeps_code_of(&page);
        anna.confirms_code().await;
        assert!(anna.elsewhere().takes_over(&token).await.fault("code").contains(OVER), "a new key");

        let mut other = anna.elsewhere();
        other.signs_in().await;
        let token = anna.hands_over().await;
        let form = other.sees("/account/sessions").await.form("account/end_session");
        other.sends(&form).await;
        assert!(anna.elsewhere().takes_over(&token).await.fault("code").contains(OVER), "one session ended");

        for posts in ["keep", "remove"] {
            let mut anna = app.member().await;
            let token = anna.hands_over().await;
            let form = anna.sees("/account/remove").await.form("account/remove").with("posts", posts).with("password", &anna.code.clone());
            anna.sends(&form).await;
            assert!(anna.elsewhere().takes_over(&token).await.fault("code").contains(OVER), "removed, {posts}");
        }
        assert_eq!(rows(app).await, 0);
    }

    /// The key was said on the other device: the last group of it does not stand here, so it opens no door.
    async fn after_leaving_only_the_whole_key_opens_it(app) {
        let mut anna = app.member().await;
        let token = anna.hands_over().await;
        let mut phone = anna.elsewhere();
        phone.takes_over(&token).await;
        phone.gets("/leave").await;
        let group = anna.code.rsplit('-').next().unwrap_or_default().to_owned();
        assert_eq!(phone.signs_in_with(&group).await.status(), 422);
        assert_eq!(phone.signs_in().await.path, "/threads");
    }

    /// Somebody looked over her shoulder.
    async fn a_link_ends_when_its_owner_leaves(app) {
        for way in ["/leave", "sign out"] {
            let mut anna = app.member().await;
            let token = anna.hands_over().await;
            match way {
                "/leave" => drop(anna.gets("/leave").await),
                _ => drop(anna.signs_out().await),
            }
            assert_eq!(anna.cookie("handover"), None, "{way}");
            assert_eq!(app.person().takes_over(&token).await.status(), 422, "{way}");
        }
    }

    async fn who_is_in_is_not_taken_elsewhere_by_a_link(app) {
        let (mut anna, mut bram) = (app.member().await, app.member().await);
        let token = anna.hands_over().await;
        let page = bram.sees(&format!("/handover#{token}")).await;
        assert!(!page.has_form("people/take_over") && page.has_form("people/sign_out"), "{}", page.words());
        assert_eq!(bram.asks("/api/people/take_over", &[("code", &token)]).await.status, 403);
        assert!(is_in(&mut bram).await);
        assert_eq!(app.person().takes_over(&token).await.path, "/threads", "nobody used it up");
    }

    async fn a_shared_computer_takes_over_as_one(app) {
        let mut anna = app.member().await;
        let token = anna.hands_over().await;
        let mut desk = anna.elsewhere();
        let form = desk.sees("/handover").await.form("people/take_over").with("code", &token).with("shared", "yes");
        assert_eq!(desk.sends(&form).await.path, "/threads");
        assert!(desk.cookie("shared").is_some());
        app.forward(Duration::minutes(11));
        assert!(!is_in(&mut desk).await);
    }
}
