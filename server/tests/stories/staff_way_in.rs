//! How staff come in: the three ways, a personal link, and what does not work, or not any more (S15, S17, S18, S34).

use chrono::Duration;
use domain::staff::{StaffDeed, StaffRole};
use server::metrics::SecurityEvent;
use server::testing::{Colleague, PASSPHRASE, Page, Passkey, TestApp};

/// The deeds in the log of the zone of staff, the oldest first.
async fn deeds(app: &TestApp) -> Vec<StaffDeed> {
    let mut tx = app.state.store.staff.read().await.expect("a look");
    let lines = tx.staff_log().list(&store::StaffLogFilter::default(), None, 100).await.expect("lines");
    lines.into_iter().rev().map(|(_, line)| line.deed).collect()
}

fn is_refused(page: &Page, why: &str) {
    assert!(page.status() == 422 && page.says(why), "{} {}: {}", page.status(), page.path, page.words());
}

/// Nobody came in, and no cookie was given.
async fn is_out(person: &mut Colleague<'_>) {
    assert_eq!(person.cookie("staff"), None);
    assert!(!person.is_at_the_desk().await);
}

const UNKNOWN: &str = "Dit past niet bij elkaar";
const OVER: &str = "Deze link werkt niet meer";

server::stories! {
    async fn a_link_ends_in_a_passkey_and_ten_recovery_codes(app) {
        let mut noor = app.newcomer(&[StaffRole::Moderator]).await;
        let link = app.staff_link(noor.id).await;
        assert!(link.contains("/staff/activate#"), "the secret stands behind the #: {link}");
        let page = noor.opens_link(&link).await;
        assert!(page.status() == 200 && page.says(&format!("Welkom, {}", noor.name)), "{}", page.words());
        is_out(&mut noor).await;
        let page = noor.activates_by_passkey(&link).await;
        assert_eq!(page.path, "/staff", "{}", page.words());
        assert!(noor.is_at_the_desk().await);
        assert_eq!(deeds(app).await, [StaffDeed::MakeLink, StaffDeed::Activate]);
        let page = noor.sees("/staff/account/recovery-codes").await;
        assert_eq!(page.path, "/staff/account", "they are shown once");
        assert!(page.says("Nog 10 van 10 over") && page.says("Mijn laptop"), "{}", page.words());

        let mut there = noor.elsewhere();
        assert_eq!(there.signs_in().await.path, "/staff");
        let mut stranger = noor.elsewhere();
        stranger.passkey = Passkey::new(99);
        is_refused(&stranger.signs_in().await, "Deze passkey kennen we niet");
        is_out(&mut stranger).await;
    }

    async fn a_link_ends_in_an_app_with_a_passphrase(app) {
        let mut noor = app.newcomer(&[StaffRole::Moderator]).await;
        let link = app.staff_link(noor.id).await;
        let page = noor.opens_link(&link).await;
        assert!(!page.all("svg.qr").is_empty(), "a picture for the app");
        let form = page.form("staff/way_in/activate_app");
        let refused = noor.sends(&form.clone().with("password", "te kort").with("totp", "12345")).await;
        assert!(!refused.fault("password").is_empty() && !refused.fault("totp").is_empty(), "{}", refused.words());
        let again = refused.form("staff/way_in/activate_app");
        assert_eq!(again.value("password"), "", "a passphrase stands on no page");
        let typed = noor.fills_app(again);
        let before = noor.fills_app(form);
        assert_eq!(before.value("totp"), typed.value("totp"), "the secret is the same after a refusal");
        let page = noor.sends(&typed).await;
        noor.keeps_codes(page).await;

        let mut there = noor.elsewhere();
        is_refused(&there.signs_in_by_app().await, UNKNOWN);
        app.forward(Duration::seconds(30));
        assert_eq!(there.signs_in_by_app().await.path, "/staff", "the next code");
        let mut third = noor.elsewhere();
        is_refused(&third.signs_in_by_app().await, UNKNOWN);
        is_out(&mut third).await;
    }

    async fn what_does_not_fit_lets_nobody_in_and_does_not_say_why(app) {
        let mut noor = app.newcomer(&[StaffRole::Moderator]).await;
        let link = app.staff_link(noor.id).await;
        noor.activates_by_app(&link).await;
        app.forward(Duration::seconds(120));
        let right = noor.app_code();
        let wrong = noor.wrong_code();
        let mut there = noor.elsewhere();
        for (passphrase, code) in [("een andere wachtzin", &*right), (PASSPHRASE, wrong), ("", wrong)] {
            let page = there.signs_in_with(passphrase, code).await;
            assert_eq!(page.status(), 422, "{}", page.words());
            is_out(&mut there).await;
        }
        let mut nobody = noor.elsewhere();
        nobody.email = "niemand@health-thing.example".to_owned();
        let page = nobody.signs_in_with(PASSPHRASE, &right).await;
        is_refused(&page, UNKNOWN);
        assert!(!page.html().contains(PASSPHRASE), "a passphrase stands on no page");
        let mut bram = app.colleague(&[StaffRole::Moderator]).await.elsewhere();
        is_refused(&bram.signs_in_with(PASSPHRASE, &right).await, UNKNOWN);
        // Two and a half minutes old.
        let old = noor.app_code();
        app.forward(Duration::seconds(150));
        is_refused(&there.signs_in_with(PASSPHRASE, &old).await, UNKNOWN);
        assert_eq!(app.house.metrics.counted(SecurityEvent::StaffSignInFailed), 5, "a form without a passphrase is no try");
        assert_eq!(app.house.metrics.counted(SecurityEvent::SignInFailed), 0);
        assert_eq!(there.signs_in_by_app().await.path, "/staff");
    }

    async fn a_recovery_code_lets_in_once(app) {
        let noor = app.colleague(&[StaffRole::Moderator]).await;
        let mut there = noor.elsewhere();
        assert_eq!(there.signs_in_with("", &noor.codes[3].to_lowercase()).await.path, "/staff");
        assert!(there.sees("/staff/account").await.says("Nog 9 van 10 over"));
        assert!(deeds(app).await.contains(&StaffDeed::UseRecoveryCode));
        let mut third = noor.elsewhere();
        is_refused(&third.signs_in_with("", &noor.codes[3]).await, UNKNOWN);
        is_out(&mut third).await;
        let mut other = app.colleague(&[StaffRole::Admin]).await.elsewhere();
        is_refused(&other.signs_in_with("", &noor.codes[4]).await, UNKNOWN);
        is_out(&mut other).await;
    }

    /// They are shown once: whoever has not said that they are kept goes on seeing them.
    async fn recovery_codes_are_shown_until_somebody_says_that_they_are_kept(app) {
        let mut noor = app.colleague(&[StaffRole::Moderator]).await;
        let make = noor.sees("/staff/account").await.form("staff/account/make_codes");
        let page = noor.does(&make).await;
        let codes = page.all(".codes li");
        assert_eq!(codes.len(), 10, "{}", page.words());
        let form = page.form("staff/account/keep_codes");
        let refused = noor.sends(&form).await;
        assert!(refused.status() == 422 && !refused.fault("kept").is_empty(), "{}", refused.words());
        assert_eq!(refused.all(".codes li"), codes, "nothing is lost");
        assert!(noor.sees("/staff/account").await.says("nog niet bewaard"));
        assert_eq!(noor.sends(&form.with("kept", "yes")).await.path, "/staff");
        assert!(noor.sees("/staff/account/recovery-codes").await.all(".codes li").is_empty());
    }

    async fn a_link_works_once_and_for_72_hours(app) {
        let mut noor = app.newcomer(&[StaffRole::Moderator]).await;
        let link = app.staff_link(noor.id).await;
        noor.activates_by_passkey(&link).await;
        is_refused(&noor.elsewhere().opens_link(&link).await, OVER);

        let first = app.staff_link(noor.id).await;
        let second = app.staff_link(noor.id).await;
        is_refused(&noor.elsewhere().opens_link(&first).await, OVER);
        app.forward(Duration::hours(72) - Duration::seconds(1));
        assert_eq!(noor.elsewhere().opens_link(&second).await.status(), 200);
        app.forward(Duration::seconds(2));
        is_refused(&noor.elsewhere().opens_link(&second).await, OVER);

        let third = app.staff_link(noor.id).await;
        app.removes_staff(noor.id).await;
        is_refused(&noor.elsewhere().opens_link(&third).await, OVER);
        assert_eq!(app.house.metrics.counted(SecurityEvent::StaffLinkFailed), 4);
    }

    /// A link was on two screens: what one of them set up meanwhile, the other does not undo.
    async fn a_link_that_was_used_meanwhile_is_over(app) {
        let mut noor = app.newcomer(&[StaffRole::Moderator]).await;
        let link = app.staff_link(noor.id).await;
        let mut there = noor.elsewhere();
        let page = there.opens_link(&link).await;
        noor.activates_by_passkey(&link).await;
        let form = there.fills_app(page.form("staff/way_in/activate_app"));
        is_refused(&there.sends(&form).await, OVER);
        is_out(&mut there).await;
        assert!(noor.is_at_the_desk().await);
    }

    async fn a_new_link_ends_what_was_there_before_once_it_is_used(app) {
        let mut noor = app.colleague(&[StaffRole::Moderator]).await;
        let codes = noor.codes.clone();
        let mut there = noor.elsewhere();
        there.signs_in().await;
        let link = app.staff_link(noor.id).await;
        assert!(there.is_at_the_desk().await, "a link by itself ends nothing");
        let mut new = noor.elsewhere();
        new.passkey = Passkey::new(7);
        new.activates_by_passkey(&link).await;
        assert!(!noor.is_at_the_desk().await && !there.is_at_the_desk().await, "sessions of before");
        assert_eq!(noor.elsewhere().signs_in().await.status(), 422, "the passkey of before");
        is_refused(&noor.elsewhere().signs_in_with("", &codes[0]).await, UNKNOWN);
        assert!(new.is_at_the_desk().await);
    }

    /// S18: who knew a token before somebody signed in knows nothing afterwards.
    async fn each_sign_in_has_a_new_token_and_the_old_one_is_dead(app) {
        let mut noor = app.colleague(&[StaffRole::Moderator]).await;
        let mut before = (*noor).clone();
        noor.signs_in().await;
        assert_ne!(noor.cookie("staff"), before.cookie("staff"));
        assert!(noor.is_at_the_desk().await && !before.is_at_the_desk().await);
        let mut planted = noor.elsewhere();
        planted.cookies.insert("__Host-staff".to_owned(), "0".repeat(64));
        planted.signs_in().await;
        assert_ne!(planted.cookie("staff"), Some(&*"0".repeat(64)));
    }

    async fn who_is_led_to_sign_in_lands_where_they_wanted(app) {
        let noor = app.colleague(&[StaffRole::Moderator]).await;
        let mut there = noor.elsewhere();
        assert_eq!(there.sees("/staff/who-sees-what").await.path, "/staff/sign-in");
        assert_eq!(there.signs_in().await.path, "/staff/who-sees-what");
        // A member's page is none of theirs.
        let mut third = noor.elsewhere();
        third.sees("/themes").await;
        assert_eq!(third.signs_in().await.path, "/staff");
    }

    /// Without the links of a demo, which are there on the machine of whoever tries this out alone, nothing lets in for nothing.
    async fn nobody_tries_this_out_on_a_server(app) {
        let page = app.browser().gets("/staff/try").await;
        assert_eq!(page.status, 404);
        let answer = app.browser().asks("/api/staff/way_in/try_out", &[("code", &"0".repeat(64))]).await;
        assert_eq!(answer.status, 404);
    }
}

/// With the links of a demo, and only with them, each lets in as one of its people.
#[tokio::test]
async fn a_demo_lets_in_by_its_links() -> server::testing::Tested {
    use domain::secrets::StaffToken;
    let token = StaffToken::parse(&"7".repeat(64)).expect("a token");
    let id = domain::ids::StaffId::from_bytes([7; 16]);
    let mut settings = TestApp::wide();
    settings.demo_staff = app::kit::state::DemoStaff(vec![(token.hash(), id)]);
    let app = TestApp::over(server::testing::TestStore::sqlite().await?, settings);
    let row = store::StaffRow {
        id,
        name: "Noor van Dijk".to_owned(),
        function: "moderator".to_owned(),
        email: "moderator@demo.example".to_owned(),
        roles: [StaffRole::Moderator].into_iter().collect(),
        organisation: None,
        added: app.today(),
        removed: None,
    };
    let mut tx = app.state.store.staff.begin().await?;
    tx.staff().add(&row).await?;
    tx.commit().await?;
    let mut browser = app.browser();
    let form = browser.sees("/staff/try").await.form("staff/way_in/try_out");
    is_refused(&browser.sends(&form.clone().with("code", &"8".repeat(64))).await, OVER);
    let page = browser.sends(&form.with("code", &token.text())).await;
    assert_eq!(page.path, "/staff", "{}", page.words());
    app.finish().await
}
