//! Somebody signs in and out, ends sessions, changes the code, takes the data along, and leaves.

use chrono::Duration;
use domain::codes::AccountCode;
use domain::entropy::Seeded;
use server::testing::Person;

async fn is_in(person: &mut Person<'_>) -> bool {
    person.sees("/account").await.path == "/account"
}

server::stories! {
    /// Somebody joined here and went without typing the code back; the next person at this browser never sees that code.
    async fn the_code_of_who_joined_here_is_not_shown_to_the_next(app) {
        let (mut here, bram) = (app.person(), app.member().await);
        here.joins().await;
        let hers = here.code.clone();
        let kept = here.cookie("joining").expect("a cookie of joining").to_owned();
        here.signs_in_with(&bram.code).await;
        assert!(here.cookie("joining").is_none(), "it is taken away with the sign-in");
        // And if it came back with an answer that was late, it is not Bram's.
        here.cookies.insert("__Host-joining".to_owned(), kept);
        assert!(!here.sees("/join/key").await.html().contains(&hers));
        let group = hers.rsplit('-').next().expect("a group");
        assert_eq!(here.asks("/api/people/confirm_code", &[("group", group)]).await.status, 409);
    }

    /// A page that is still on its way when somebody else signs in on the same computer brings a newer cookie of its reader.
    async fn a_late_page_does_not_bring_the_person_before_back(app) {
        let (mut anna, bram) = (app.member().await, app.member().await);
        anna.sees("/account").await;
        // Long enough for the cookie to be renewed with the next page.
        app.forward(chrono::Duration::minutes(3));
        let mut late = anna.clone();
        late.sees("/threads").await;
        assert_ne!(late.cookie("session"), anna.cookie("session"), "it was renewed");

        let mut here = anna;
        assert_eq!(here.signs_in_with(&bram.code).await.path, "/threads");
        here.cookies.clone_from(&late.cookies);
        assert_eq!(here.sees("/account/about").await.path, "/sign-in", "nobody is Anna any more");
        let mut there = bram.elsewhere();
        assert_eq!(there.signs_in().await.path, "/threads", "and Bram is where he was");

        // The same behind the door that "Snel weg" closed: nobody signs in over a session without ending it.
        let mut anna = app.member().await;
        let before = anna.cookies.clone();
        anna.gets("/leave").await;
        anna.signs_in_with(&bram.code).await;
        anna.cookies = before;
        assert_eq!(anna.sees("/account/about").await.path, "/sign-in", "her session ended");
    }

    async fn somebody_signs_out_and_in_again(app) {
        let mut anna = app.member().await;
        let old = anna.cookie("session").expect("a session").to_owned();
        let page = anna.signs_out().await;
        assert_eq!(page.path, "/sign-in");
        assert!(anna.cookie("session").is_none());
        assert!(!is_in(&mut anna).await);

        anna.cookies.insert("__Host-session".to_owned(), old);
        assert!(!is_in(&mut anna).await, "the session is over at the server too");
        assert_eq!(anna.signs_in().await.path, "/account", "where she wanted to be");
        assert!(is_in(&mut anna).await);
    }

    async fn signing_out_lets_the_browser_forget(app) {
        let mut anna = app.member().await;
        let answer = anna.posts("/api/people/sign_out", &[]).await;
        assert_eq!(answer.header("clear-site-data"), "\"cache\", \"storage\"");
        assert_eq!(app.person().posts("/api/people/sign_out", &[]).await.status, 303, "nobody is told whether");
    }

    async fn a_code_is_typed_with_any_dashes_and_case(app) {
        let anna = app.member().await;
        let sloppy = anna.code.to_lowercase().replace('-', " ").replace('1', "i").replace('0', "O");
        assert_eq!(app.person().signs_in_with(&sloppy).await.path, "/threads");
    }

    async fn a_wrong_code_is_said_plainly_and_shown_to_nobody(app) {
        app.member().await;
        let unknown = AccountCode::generate(&Seeded::new(77)).grouped();
        let mut wrong = unknown.clone();
        let last = wrong.pop().expect("a character");
        wrong.push(if last == '7' { '8' } else { '7' });
        for (code, words) in [
            ("", "nog leeg"),
            ("7QXM-K2D9", "28 tekens"),
            (&*wrong, "typfout"),
            (&*unknown, "vinden we niets"),
        ] {
            let mut person = app.person();
            let page = person.signs_in_with(code).await;
            assert_eq!(page.status(), 422, "{code}");
            assert!(page.fault("password").contains(words), "{code}: {}", page.fault("password"));
            let back = page.attributes("#field-password", "value");
            let mend = if code == unknown || code.is_empty() { vec![String::new()] } else { vec![code.to_owned()] };
            assert_eq!(back, mend, "a mistake comes back to be mended, and what may be a key does not");
            assert!(person.cookie("session").is_none());
        }
    }

    /// S18.
    async fn a_session_is_never_one_that_somebody_else_chose(app) {
        let mut mallory = app.member().await;
        let planted = mallory.cookie("session").expect("a session").to_owned();
        let mut anna = app.member().await.elsewhere();
        anna.cookies.insert("__Host-session".to_owned(), planted.clone());
        anna.signs_in().await;
        let given = anna.cookie("session").expect("a session").to_owned();
        assert_ne!(given, planted);
        assert_ne!(given[..64], planted[..64], "another token, not the old one renewed");
        assert!(!is_in(&mut mallory).await, "and the session with which the browser came is over, whoever chose it");
        let tokens: std::collections::HashSet<String> = {
            let mut all = std::collections::HashSet::new();
            for _ in 0..20 {
                let mut there = anna.elsewhere();
                there.signs_in().await;
                all.insert(there.cookie("session").expect("a session")[..64].to_owned());
            }
            all
        };
        assert_eq!(tokens.len(), 20, "256 bits, new at every sign-in");
    }

    /// S19.
    async fn a_session_ends_after_thirty_quiet_days(app) {
        let mut anna = app.member().await;
        for _ in 0..5 {
            app.forward(Duration::days(29));
            assert!(is_in(&mut anna).await, "every visit counts");
        }
        app.forward(Duration::days(30) + Duration::minutes(1));
        assert!(!is_in(&mut anna).await);
    }

    /// S19.
    async fn on_a_shared_computer_ten_minutes_are_enough(app) {
        let mut anna = app.member().await.elsewhere();
        anna.signs_in_shared().await;
        app.forward(Duration::minutes(9));
        assert!(is_in(&mut anna).await);
        app.forward(Duration::minutes(11));
        assert!(!is_in(&mut anna).await);
    }

    /// S19.
    async fn after_half_a_year_every_session_ends_however_busy(app) {
        let mut anna = app.member().await;
        for days in (0..=180).step_by(20) {
            assert!(is_in(&mut anna).await, "day {days}");
            app.next_day().await;
            app.forward(Duration::days(20));
        }
        assert!(!is_in(&mut anna).await);
    }

    /// S19: a cookie that somebody copied does not stay alive because its owner goes on.
    async fn an_old_copy_of_a_cookie_does_not_live_on(app) {
        let mut anna = app.member().await;
        let mut thief = anna.elsewhere();
        thief.cookies.clone_from(&anna.cookies);
        for _ in 0..3 {
            app.forward(Duration::days(15));
            assert!(is_in(&mut anna).await);
        }
        assert!(!is_in(&mut thief).await);
    }

    async fn every_session_is_listed_and_can_be_ended(app) {
        let mut anna = app.member().await;
        let mut phone = anna.elsewhere();
        phone.signs_in().await;
        let page = anna.sees("/account/sessions").await;
        let ends: Vec<_> = page.forms().into_iter().filter(|form| form.action.ends_with("end_session")).collect();
        assert_eq!(ends.len(), 1, "this device has no button: {}", page.words());
        assert!(page.says("Dit toestel"));
        anna.sends(&ends[0]).await;
        assert!(!is_in(&mut phone).await);
        assert!(is_in(&mut anna).await);
    }

    async fn somebody_signs_out_everywhere(app) {
        let mut anna = app.member().await;
        let mut phone = anna.elsewhere();
        phone.signs_in().await;
        let form = anna.sees("/account/sessions").await.form("account/sign_out_everywhere");
        anna.sends(&form).await;
        assert!(!is_in(&mut phone).await && !is_in(&mut anna).await);
        assert_eq!(phone.signs_in().await.path, "/account", "the code still works");
    }

    /// T22.
    async fn a_new_code_ends_the_old_one_and_every_session_and_keeps_the_threads(app) {
        let mut anna = app.member().await;
        let thread = anna.shares("Ik durfde niets te zeggen bij de overdracht.").await;
        let mut phone = anna.elsewhere();
        phone.signs_in().await;
        let old = anna.code.clone();
        let cookie = anna.cookie("session").expect("a session").to_owned();

        let form = anna.sees("/account/code").await.form("account/change_code");
        let page = anna.sends(&form.clone().with("password", "")).await;
        assert_eq!(page.status(), 422, "asked for the code again (S20)");
        let page = anna.sends(&form.with("password", &old)).await;
        anna.keeps_code_of(&page);
        assert_ne!(anna.code, old);
        assert!(is_in(&mut phone).await, "nothing changed yet");
        anna.confirms_code().await;
        assert!(!is_in(&mut phone).await, "the other device is signed out");
        phone.cookies.insert("__Host-session".to_owned(), cookie);
        assert!(!is_in(&mut phone).await, "so is the session that asked");
        assert_eq!(app.person().signs_in_with(&old).await.status(), 422);

        let mut there = anna.elsewhere();
        there.signs_in().await;
        let page = there.sees(&format!("/threads/{thread}")).await;
        assert!(!page.attributes("a[href$='/edit']", "href").is_empty(), "it is still her own thread");
    }

    /// Whoever never got the answer that shows the new key still has the old one, and the session. What shows the key is sealed
    /// for the account as it was: it shows nothing to anybody else, and nothing once there is another key.
    async fn an_answer_that_is_lost_costs_nobody_their_account(app) {
        let mut anna = app.member().await;
        let (old, thread) = (anna.code.clone(), anna.shares("Ik durfde niets te zeggen.").await);
        let form = anna.sees("/account/code").await.form("account/change_code").with("password", &old);
        let mut lost = anna.clone();
        let page = lost.sends(&form).await;
        lost.keeps_code_of(&page);
        assert_eq!(anna.elsewhere().signs_in().await.path, "/threads");
        anna.replies(&thread, "En toch deed ik het.").await;

        // Later it is done anew, and the answer from then comes back.
        let cookie = lost.cookie("joining").expect("a cookie of joining").to_owned();
        let page = anna.sends(&form).await;
        anna.keeps_code_of(&page);
        anna.confirms_code().await;
        anna.cookies.insert("__Host-joining".to_owned(), cookie.clone());
        assert!(!anna.sees("/join/key").await.html().contains(&lost.code));
        let group = lost.code.rsplit('-').next().expect("a group");
        assert_eq!(anna.asks("/api/people/confirm_code", &[("group", group)]).await.status, 409);
        let mut bram = app.member().await;
        bram.cookies.insert("__Host-joining".to_owned(), cookie);
        assert!(!bram.sees("/join/key").await.html().contains(&lost.code));
    }

    /// The same on a page that a person can read, behind the same question, and at no address.
    async fn everything_that_is_kept_can_be_read(app) {
        let mut anna = app.member().await;
        anna.shares("De eerste keer alleen op de afdeling.").await;
        anna.shares_safely("Een bewoner werd boos op mij.").await;
        anna.notes("Vandaag ging het goed.").await;
        app.member().await.shares("Mijn collega luistert nooit naar mij.").await;
        let mut form = anna.sees("/account/data").await.form("account/download");
        form.action = "/api/account/show_data".to_owned();
        let wrong = anna.sends(&form.clone().with("password", &app.member().await.code)).await;
        assert!(wrong.status() == 422 && !wrong.says("alleen op de afdeling"), "{}", wrong.words());
        let code = anna.code.clone();
        let form = form.with("password", &code);
        let page = anna.sends(&form).await;
        for words in ["De eerste keer alleen op de afdeling.", "Een bewoner werd boos op mij.", "Vandaag ging het goed.", "november 2026"] {
            assert!(page.status() == 200 && page.says(words), "{words}: {}", page.words());
        }
        assert!(!page.says("luistert nooit") && !page.says("2026-11") && !page.html().contains(&code));
        assert_eq!(anna.sees("/account/data/shown").await.status(), 404);
        anna.languages = "en".to_owned();
        let page = anna.sends(&form).await;
        assert!(page.says("elderly care") && !page.says("ouderenzorg") && !page.says("Verpleging"), "{}", page.words());
    }

    async fn everything_that_is_kept_can_be_taken_along(app) {
        let mut anna = app.member().await;
        let own = anna.shares("De eerste keer alleen op de afdeling.").await;
        let mut bram = app.member().await;
        let other = bram.shares("Mijn collega luistert nooit naar mij.").await;
        anna.replies(&other, "Vraag het eens onder vier ogen.").await;

        let form = anna.sees("/account/data").await.form("account/download");
        assert_eq!(anna.sends(&form.clone().with("password", &bram.code)).await.status(), 422, "not with another's code");
        let code = anna.code.clone();
        let answer = anna.sends(&form.with("password", &code)).await.answer;
        assert_eq!(answer.status, 200);
        assert!(answer.header("content-disposition").starts_with("attachment"), "{}", answer.header("content-disposition"));
        let export = answer.json();
        assert_eq!(export["joined"], "2026-11");
        let posts: Vec<&str> = export["posts"].as_array().expect("posts").iter().filter_map(|post| post["body"].as_str()).collect();
        assert_eq!(posts.len(), 2, "{export}");
        assert!(posts.contains(&"De eerste keer alleen op de afdeling.") && posts.contains(&"Vraag het eens onder vier ogen."));
        assert!(export["posts"].as_array().expect("posts").iter().any(|post| post["thread"].as_str().is_some_and(|path| path.contains(&own))));
        assert!(!answer.text().contains("luistert nooit"), "nothing of others");
    }

    async fn an_account_goes_and_its_posts_stay(app) {
        let mut anna = app.member().await;
        let thread = anna.shares("Ik tilde verkeerd en niemand zag het.").await;
        let form = anna.sees("/account/remove").await.form("account/remove");
        let code = anna.code.clone();
        let page = anna.sends(&form.clone().with("password", &code)).await;
        assert_eq!(page.fault("posts"), "Je hebt nog niets gekozen. Kies er een.");
        let page = anna.sends(&form.with("posts", "keep").with("password", &code)).await;
        assert_eq!(page.path, "/");
        assert!(!is_in(&mut anna).await);
        assert_eq!(anna.signs_in().await.status(), 422);
        let mut bram = app.member().await;
        assert!(bram.sees(&format!("/threads/{thread}")).await.says("Ik tilde verkeerd"));
    }

    async fn an_account_goes_with_its_posts(app) {
        let mut anna = app.member().await;
        let mut bram = app.member().await;
        let hers = anna.shares("Ik tilde verkeerd en niemand zag het.").await;
        let his = bram.shares("De familie werd boos op mij.").await;
        bram.replies(&hers, "Meld het toch maar, dat lucht op.").await;
        anna.replies(&his, "Neem er een collega bij.").await;

        let form = anna.sees("/account/remove").await.form("account/remove");
        let code = anna.code.clone();
        anna.sends(&form.with("posts", "remove").with("password", &code)).await;
        let page = bram.sees(&format!("/threads/{hers}")).await;
        assert!(!page.says("verkeerd") && page.says("Meld het toch maar"), "{}", page.words());
        assert!(!bram.sees(&format!("/threads/{his}")).await.says("Neem er een collega bij"));
        assert!(!bram.sees("/threads").await.says("verkeerd"));
    }

    async fn somebody_changes_where_she_works(app) {
        let mut anna = app.member().await;
        let form = anna.sees("/account/about").await.form("account/set_cohort");
        assert_eq!((form.value("phase"), form.value("sector"), form.value("region")), ("student", "vvt", "utrecht"));
        anna.sends(&form.with("sector", "jeugd").with("phase", "starter")).await;
        let form = anna.sees("/account/about").await.form("account/set_cohort");
        assert_eq!((form.value("phase"), form.value("sector")), ("starter", "jeugd"));
    }

    async fn a_visitor_is_sent_to_sign_in(app) {
        for path in ["/threads", "/threads/new", "/themes", "/account", "/account/sessions", "/account/code",
            "/account/data", "/account/remove", "/account/about"] {
            assert_eq!(app.person().sees(path).await.path, "/sign-in", "{path}");
        }
    }

    async fn the_language_is_a_choice_that_stays(app) {
        let mut anna = app.member().await;
        let page = anna.sees("/account").await;
        assert_eq!(page.attributes("html", "lang"), ["nl"]);
        let english = page.forms().into_iter().find(|form| form.action == "/api/language/set");
        let english = english.expect("a form to choose the language").with("language", "en");
        let page = anna.sends(&english).await;
        assert_eq!((page.path.as_str(), page.attributes("html", "lang")[0].as_str()), ("/account", "en"));
        assert_eq!(anna.sees("/threads").await.attributes("html", "lang"), ["en"]);
        let page = anna.sends(&english.with("language", "nl").with("back", "//evil.example")).await;
        assert_eq!((page.path.as_str(), page.attributes("html", "lang")[0].as_str()), ("/", "nl"));
    }
}
