//! Somebody joins with the code of a group.

use domain::codes::CohortCode;
use domain::entropy::Seeded;
use server::testing::{Form, TestApp};

async fn accounts(app: &TestApp) -> i64 {
    app.state.store.accounts.read().await.expect("a look").accounts().count().await.expect("a count")
}

fn owned(fields: &[(&str, &str)]) -> Vec<(String, String)> {
    fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
}

server::stories! {
    async fn somebody_joins_and_stands_in_the_feed(app) {
        let mut anna = app.person();
        let page = anna.joins().await;
        assert_eq!((page.path.as_str(), page.status()), ("/join/key", 200));
        assert!(page.says(anna.code.split('-').next().expect("a group")), "the code is shown");
        let page = anna.confirms_code().await;
        assert_eq!((page.path.as_str(), page.status()), ("/threads", 200));
        assert!(anna.cookie("joining").is_none(), "the code is nowhere any more");
        assert_eq!(accounts(app).await, 1);
    }

    async fn each_thing_that_is_wrong_with_a_code_is_said_in_its_own_words(app) {
        let unknown = CohortCode::generate(&Seeded::new(9)).grouped();
        let expired = app.a_cohort_of(None, app.today().plus(-1)).await;
        let used = app.a_cohort_of(Some(1), app.today().plus(9)).await;
        app.person().joins_with(&used).await;
        let mistyped = if used.starts_with('7') { used.replacen('7', "8", 1) } else { format!("7{}", &used[1..]) };
        let mut anna = app.person();
        for (code, words) in [
            ("", "Dit is nog leeg"),
            ("7QX", "nog niet compleet. Het zijn 10 tekens"),
            (&*mistyped, "Hier zit een typfout in"),
            (&*unknown, "Hiermee vinden we niets"),
            (&*expired, "Deze code is verlopen"),
            (&*used, "zo vaak gebruikt als mag"),
        ] {
            let page = anna.enters(code).await;
            assert_eq!(page.status(), 422, "{code}: {}", page.words());
            assert!(page.fault("code").contains(words), "{code}: {}", page.fault("code"));
            assert_eq!(page.form("people/check_cohort").value("code"), code, "what was typed still stands there");
            assert!(anna.cookie("joining").is_none(), "{code}");
        }
    }

    async fn a_code_is_read_as_people_type_it(app) {
        let code = app.a_cohort().await;
        let sloppy = format!(" {} ", code.to_lowercase().replace('-', " ").replace('0', "o").replace('1', "l"));
        assert_eq!(app.person().enters(&sloppy).await.path, "/join/rules");
    }

    /// S4.
    async fn no_step_can_be_skipped(app) {
        let mut anna = app.person();
        let about = [("phase", "student"), ("sector", "vvt"), ("region", "utrecht")];
        for path in ["/join/rules", "/join/about"] {
            assert_eq!(anna.sees(path).await.path, "/join", "{path}");
        }
        assert_eq!(anna.sees("/join/key").await.path, "/sign-in");
        for (endpoint, fields, status, next) in [
            ("people/accept_rules", &[("listen", "yes")][..], 409, "people/check_cohort"),
            ("people/join", &about, 409, "people/check_cohort"),
            ("people/confirm_code", &[("group", "7QXM")], 401, "people/sign_in"),
        ] {
            let action = format!("/api/{endpoint}");
            assert_eq!(anna.asks(&action, fields).await.status, status, "{endpoint}");
            let form = Form { action, fields: owned(fields) };
            assert!(anna.sends(&form).await.has_form(next), "{endpoint}");
        }

        let code = app.a_cohort().await;
        anna.enters(&code).await;
        assert_eq!(anna.sees("/join/about").await.path, "/join", "the rules come first");
        assert_eq!(anna.asks("/api/people/join", &about).await.status, 409);
        assert_eq!(accounts(app).await, 0);
    }

    async fn each_rule_is_ticked_by_itself(app) {
        let mut anna = app.person();
        let code = app.a_cohort().await;
        let page = anna.enters(&code).await;
        let page = anna.sends(&page.form("people/accept_rules").with("listen", "yes")).await;
        assert_eq!(page.status(), 422);
        assert_eq!(page.fault("listen"), "");
        for field in ["private", "help"] {
            assert!(page.fault(field).contains("Vink dit aan"), "{field}: {}", page.words());
        }
        assert_eq!(page.form("people/accept_rules").value("listen"), "yes", "the tick stays");
    }

    async fn what_is_missing_about_somebody_is_said_at_its_field(app) {
        let mut anna = app.person();
        let code = app.a_cohort().await;
        anna.enters(&code).await;
        let page = anna.accepts_rules().await;
        let page = anna.sends(&page.form("people/join").with("phase", "starter").with("sector", "maan")).await;
        assert_eq!(page.status(), 422);
        assert!(page.fault("sector").contains("Kies een"), "{}", page.words());
        assert!(!page.fault("region").is_empty());
        assert_eq!(page.form("people/join").value("phase"), "starter");
        assert_eq!(accounts(app).await, 0);
    }

    async fn sending_the_last_step_twice_makes_one_account(app) {
        let mut anna = app.person();
        let code = app.a_cohort().await;
        anna.enters(&code).await;
        let form = anna.accepts_rules().await.form("people/join");
        let form = form.with("phase", "student").with("sector", "ggz").with("region", "utrecht");
        let page = anna.sends(&form).await;
        anna.keeps_code_of(&page);
        let first = anna.code.clone();
        let page = anna.sends(&form).await;
        anna.keeps_code_of(&page);
        assert_eq!(anna.code, first);
        assert_eq!(accounts(app).await, 1);
    }

    /// One cookie makes one account, however often it is sent: the last answer counts, until a key was shown to be kept.
    async fn a_cookie_that_is_sent_again_makes_no_second_account(app) {
        let mut anna = app.person();
        let code = app.a_cohort_of(Some(9), app.today().plus(9)).await;
        anna.enters(&code).await;
        let form = anna.accepts_rules().await.form("people/join");
        let form = form.with("phase", "student").with("sector", "ggz").with("region", "utrecht");
        let before = anna.clone();
        let mut codes = Vec::new();
        for _ in 0..4 {
            // The answer before this one never arrived.
            let mut again = before.clone();
            let page = again.sends(&form).await;
            again.keeps_code_of(&page);
            codes.push(again.code.clone());
            assert_eq!(accounts(app).await, 1);
            anna = again;
        }
        for lost in &codes[..3] {
            assert_eq!(app.person().signs_in_with(lost).await.status(), 422, "a key that nobody saw opens nothing");
        }
        anna.confirms_code().await;
        let page = before.clone().sends(&form).await;
        assert_eq!(page.status(), 409, "{}", page.words());
        assert_eq!(anna.sees("/threads").await.status(), 200, "and takes nothing away");
        anna.signs_out().await;
        assert_eq!(before.clone().sends(&form).await.status(), 409);
        assert_eq!(anna.signs_in().await.path, "/threads");
        let mut tx = app.state.store.accounts.read().await.expect("a look");
        assert_eq!(tx.cohorts().list().await.expect("a list")[0].used, 1, "one place of the group");
    }

    async fn joining_ends_after_an_hour(app) {
        let mut anna = app.person();
        let code = app.a_cohort().await;
        anna.enters(&code).await;
        app.forward(chrono::Duration::minutes(61));
        assert_eq!(anna.sees("/join/rules").await.path, "/join");
    }

    async fn the_code_is_typed_back_before_the_first_post(app) {
        let mut anna = app.person();
        anna.joins().await;
        assert_eq!(anna.sees("/threads").await.status(), 200, "reading is free");
        assert_eq!(anna.sees("/threads/new").await.path, "/join/key");
        assert_eq!(anna.asks("/api/threads/add", &[("happened", "Iets")]).await.status, 403);
        let wrong = anna.sees("/join/key").await.form("people/confirm_code").with("group", "0000");
        let page = anna.sends(&wrong).await;
        assert_eq!(page.status(), 422);
        assert!(page.fault("group").contains("niet de laatste vier tekens"), "{}", page.words());
        anna.confirms_code().await;
        anna.shares("Ik durf niet te vragen hoe de tillift werkt.").await;
    }

    async fn a_lost_code_can_be_made_anew_while_signed_in(app) {
        let mut anna = app.person();
        anna.joins().await;
        app.forward(chrono::Duration::minutes(61));
        let page = anna.sees("/join/key").await;
        assert!(page.says("niet meer te zien"), "{}", page.words());
        let page = anna.sends(&page.form("account/change_code")).await;
        anna.keeps_code_of(&page);
        anna.confirms_code().await;
        assert_eq!(anna.elsewhere().signs_in().await.path, "/threads");
    }

    async fn the_last_seat_is_taken_once(app) {
        let code = app.a_cohort_of(Some(3), app.today().plus(9)).await;
        let mut people: Vec<_> = (0..8).map(|_| app.person()).collect();
        for person in &mut people {
            person.enters(&code).await;
            person.accepts_rules().await;
        }
        let about = [("phase", "student"), ("sector", "vvt"), ("region", "utrecht")];
        let answers = futures::future::join_all(people.iter_mut().map(|person| person.posts("/api/people/join", &about))).await;
        let joined = answers.iter().filter(|answer| answer.status == 303).count();
        assert_eq!(joined, 3);
        for answer in answers.iter().filter(|answer| answer.status != 303) {
            assert_eq!(answer.status, 422);
            assert!(answer.text().contains("zo vaak gebruikt als mag"));
            assert!(answer.text().contains(">Typ een andere code<"), "this step has no field for it");
        }
        assert_eq!(accounts(app).await, 3);
    }

    async fn joining_speaks_english_to_those_who_ask_for_it(app) {
        let mut anna = app.person();
        anna.languages = "en-GB,en;q=0.8".to_owned();
        let page = anna.enters("7QX").await;
        assert_eq!(page.attributes("html", "lang"), ["en"]);
        assert!(page.fault("code").contains("10 characters"), "{}", page.fault("code"));
    }
}
