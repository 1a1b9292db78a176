//! Mijn plek: one's own threads and what is new in them, and a drawer that nobody else opens.

use chrono::Duration;
use server::testing::{Page, Person, TestApp};

const STORY: &str = "Mijn begeleider heeft nooit tijd voor mij.";

/// The rows of "Mijn gesprekken".
fn own(page: &Page) -> Vec<String> {
    page.all("ul.list a[href^='/threads/']")
}

/// A later look: what was computed a moment ago is looked at again.
async fn later<'a>(app: &TestApp, person: &mut Person<'a>, path: &str) -> Page {
    app.forward(Duration::seconds(3));
    person.sees(path).await
}

async fn thanks(person: &mut Person<'_>, thread: &str) {
    let form = person.sees(&format!("/threads/{thread}")).await.form("posts/mark_helpful");
    person.sends(&form).await;
}

server::stories! {
    async fn own_threads_and_replies_are_found_after_signing_in_anywhere(app) {
        let (mut anna, mut bram) = (app.member().await, app.member().await);
        let thread = anna.shares(STORY).await;
        let other = bram.shares("Een bewoner werd boos op mij.").await;
        anna.replies(&other, "Vraag een collega erbij.").await;
        assert_eq!(own(&anna.sees("/account").await).len(), 2, "at once, in the same session");

        let mut phone = anna.elsewhere();
        phone.signs_in().await;
        let page = phone.sees("/account").await;
        assert_eq!(own(&page).len(), 2, "{}", page.words());
        assert!(page.says("Mijn begeleider heeft nooit tijd") && page.says("als "));
        let newcomer = later(app, &mut app.member().await, "/account").await;
        assert!(own(&newcomer).is_empty() && newcomer.says("Deel een verhaal"));

        // What one phone writes, the other finds.
        let third = bram.shares("Eerste nachtdienst alleen op de gang.").await;
        phone.replies(&third, "Dat had ik ook.").await;
        assert_eq!(own(&later(app, &mut anna, "/account/threads").await).len(), 3);
        // A day later too, in a session that stays awake.
        app.forward(Duration::hours(11));
        anna.sees("/threads").await;
        app.forward(Duration::hours(11));
        assert_eq!(own(&anna.sees("/account/threads").await).len(), 3);
        assert_eq!(own(&later(app, &mut bram.elsewhere(), "/account").await).len(), 0, "for members only");
        let form = anna.sees(&format!("/posts/{thread}/remove")).await.form("posts/remove");
        anna.sends(&form).await;
        assert!(later(app, &mut anna, "/account/threads").await.says("Gewist verhaal"));
    }

    async fn what_is_new_is_told_once(app) {
        let (mut anna, mut bram) = (app.member().await, app.member().await);
        let thread = anna.shares(STORY).await;
        assert!(!anna.sees("/account").await.says("nieuw antwoord"), "one's own words are no news");
        bram.replies(&thread, "Plan elke week een kwartier.").await;
        bram.replies(&thread, "Vraag het via de mail.").await;
        let page = later(app, &mut anna, "/account").await;
        assert!(page.says("2 nieuwe antwoorden"), "{}", page.words());
        assert_eq!(anna.sees("/threads").await.all("nav .badge"), ["1 nieuw in jouw gesprekken"]);

        anna.sees(&format!("/threads/{thread}")).await;
        assert!(!anna.sees("/account").await.says("nieuwe antwoorden"), "read");
        assert!(anna.sees("/threads").await.all("nav .badge").is_empty());
        thanks(&mut anna, &thread).await;
        let page = later(app, &mut bram, "/account").await;
        assert!(page.says("jouw antwoord hielp"), "{}", page.words());
        let form = page.form("account/see_news");
        assert!(!bram.sends(&form).await.says("jouw antwoord hielp"));
        let mut phone = bram.elsewhere();
        phone.signs_in().await;
        assert!(!phone.sees("/account").await.says("jouw antwoord hielp"), "seen on the other phone");
    }

    /// The number is right on whichever page comes first, what has news is on top, and a reply has its own day.
    async fn news_is_told_on_any_page_and_on_top_and_a_reply_has_its_day(app) {
        let (mut anna, mut bram) = (app.member().await, app.member().await);
        let old = anna.shares(STORY).await;
        anna.sees("/account").await;
        app.forward(Duration::days(3));
        anna.signs_in().await;
        bram.signs_in().await;
        let other = bram.shares("Een bewoner werd boos op mij.").await;
        anna.sees("/account").await;
        app.forward(Duration::days(2));
        anna.signs_in().await;
        bram.signs_in().await;
        anna.replies(&other, "Vraag een collega erbij.").await;
        let rows = own(&anna.sees("/account").await);
        assert!(rows[0].contains("boos op mij") && rows[0].contains("vandaag"), "the reply is of today: {rows:?}");
        assert!(rows[1].contains("deze week"), "{rows:?}");

        bram.replies(&old, "Plan elke week een kwartier.").await;
        app.forward(Duration::minutes(2));
        assert_eq!(anna.sees("/threads").await.all("nav .badge").len(), 1, "without opening Ik first");
        let rows = own(&anna.sees("/account").await);
        assert!(rows[0].contains("1 nieuw antwoord") && rows[1].contains("boos op mij"), "news on top: {rows:?}");
    }

    async fn who_wants_no_number_sees_none(app) {
        let (mut anna, mut bram) = (app.member().await, app.member().await);
        let thread = anna.shares(STORY).await;
        bram.replies(&thread, "Plan elke week een kwartier.").await;
        later(app, &mut anna, "/account").await;
        assert_eq!(anna.sees("/account/settings").await.all("nav .badge").len(), 1);
        let form = anna.sees("/account/settings").await.form("account/set_settings").without("number");
        anna.sends(&form).await;
        assert!(anna.sees("/threads").await.all("nav .badge").is_empty());
        assert!(!anna.sees("/account/settings").await.form("account/set_settings").fields.iter().any(|(name, _)| name == "number"));
    }

    async fn a_saved_thread_is_found_again_on_another_phone(app) {
        let (mut anna, mut bram) = (app.member().await, app.member().await);
        let thread = anna.shares(STORY).await;
        assert!(bram.sees("/account/saved").await.says("Nog niets bewaard"));
        let page = bram.saves(&thread).await;
        assert_eq!(page.attributes("form[action='/api/account/set_saved'] button", "aria-pressed"), ["true"]);
        let mut phone = bram.elsewhere();
        phone.signs_in().await;
        let page = phone.sees("/account/saved").await;
        assert!(page.says("Mijn begeleider heeft nooit tijd"));
        let form = page.form("account/set_saved");
        assert!(phone.sends(&form).await.says("Nog niets bewaard"));
        assert!(!anna.sees("/account/saved").await.says("Mijn begeleider"), "nobody else's drawer");
        let gone = "0".repeat(32);
        assert_eq!(bram.asks("/api/account/set_saved", &[("thread", &gone), ("on", "yes")]).await.status, 404);
    }

    async fn two_phones_lose_nothing_to_each_other(app) {
        let mut anna = app.member().await;
        let mut phone = anna.elsewhere();
        phone.signs_in().await;
        let note = anna.notes("Een zware dienst.").await;
        phone.notes("Nog een.").await;
        // Both have the same note open.
        let path = format!("/account/notes/{note}");
        let forms = [anna.sees(&path).await.form("account/edit_note"), phone.sees(&path).await.form("account/edit_note")];
        anna.sends(&forms[0].clone().with("text", "Een zware late dienst.")).await;
        let page = phone.sends(&forms[1].clone().with("text", "Een zware vroege dienst.")).await;
        for text in ["Een zware late dienst.", "Een zware vroege dienst.", "Nog een."] {
            assert!(page.says(text), "{text}: {}", page.words());
        }
        let form = anna.sees(&path).await.form("account/remove_note");
        assert!(!anna.sends(&form).await.says("Een zware late dienst."));
        assert_eq!(anna.sees(&path).await.status(), 404);
    }

    /// Accounts are made in a moment: what is kept for a new one is little, and more with the days. What did not fit is not lost.
    async fn a_new_place_grows_with_the_days(app) {
        let mut anna = app.member().await;
        let words = "Een zware dienst. ".repeat(110);
        let mut kept = 0;
        let refused = loop {
            let form = anna.sees("/account/notes").await.form("account/add_note").with("text", &words);
            let page = anna.sends(&form).await;
            if page.says("Je plek is nog nieuw") {
                break page;
            }
            kept += 1;
            assert!(kept < domain::drawer::MOST_NOTES, "a new place is never full");
        };
        assert!((4..12).contains(&kept), "{kept} notes on the first day");
        assert!(refused.fault("text").contains("Je plek is nog nieuw"), "{}", refused.words());
        let typed = refused.form("account/add_note");
        assert_eq!(typed.value("text").trim(), words.trim(), "what was typed stands there still");
        app.forward(Duration::days(1));
        anna.signs_in().await;
        anna.notes(typed.value("text")).await;
    }

    async fn a_draft_waits_and_is_gone_once_it_was_sent(app) {
        let mut anna = app.member().await;
        let form = anna.sees("/threads/new").await.form("threads/add").with("moment", "now").with("happened", STORY).with("theme", "insecurity");
        let keep = |mut form: server::testing::Form| { form.action = "/api/account/keep_draft".to_owned(); form };
        let page = anna.sends(&keep(form.clone())).await;
        assert_eq!(page.path, "/account/drafts", "{}", page.words());
        assert!(page.says("Mijn begeleider heeft nooit tijd"));
        // Kept again: still one.
        anna.sends(&keep(form)).await;
        let mut phone = anna.elsewhere();
        phone.signs_in().await;
        let links = phone.sees("/account/drafts").await.attributes("a[href^='/threads/new?draft=']", "href");
        assert_eq!(links.len(), 1);
        let form = phone.sees(&links[0]).await.form("threads/add");
        assert_eq!((form.value("happened"), form.value("theme")), (STORY, "insecurity"));
        app.a_moment_later();
        let page = phone.sends(&form.with("tried", "Gevraagd.")).await;
        assert!(page.path.starts_with("/threads/") && page.says(STORY), "{}", page.words());
        assert!(phone.sees("/account/drafts").await.says("Geen concepten"));
        // The other phone sends it as well: the same words are the same post, others come back.
        let form = anna.sees(&links[0]).await.form("threads/add");
        app.a_moment_later();
        assert_eq!(anna.sends(&form.clone().with("tried", "Gevraagd.")).await.path, page.path);
        assert_eq!(anna.sends(&form).await.status(), 422);

        let empty = anna.sees("/threads/new").await.form("threads/add").with("moment", "now");
        let page = anna.sends(&keep(empty)).await;
        assert!(page.status() == 422 && page.fault("happened").contains("leeg"), "{}", page.words());
    }

    async fn a_followed_theme_stands_at_the_own_place(app) {
        let mut anna = app.member().await;
        assert!(anna.sees("/account").await.says("Je volgt nog geen thema."));
        let follow = [("theme", "workload"), ("on", "yes"), ("back", "account")];
        assert_eq!(anna.posts("/api/account/set_followed", &follow).await.status, 303);
        assert_eq!(anna.sees("/account").await.all("section a.chip").len(), 1);
        let unknown = [("theme", "weather"), ("on", "yes")];
        assert_eq!(anna.asks("/api/account/set_followed", &unknown).await.status, 422);
    }

    /// The drawer goes along with the download, and goes with the account.
    async fn the_drawer_is_taken_along_and_thrown_away(app) {
        let mut anna = app.member().await;
        let thread = anna.shares(STORY).await;
        anna.notes("Wat niemand leest.").await;
        anna.saves(&thread).await;
        let code = anna.code.clone();
        let told = anna.asks("/api/account/download", &[("password", &code)]).await.json();
        assert_eq!(told["notes"][0]["text"], "Wat niemand leest.");
        assert_eq!(told["saved"][0], format!("/threads/{thread}"));
        assert_eq!(told["posts"].as_array().map(Vec::len), Some(1));
        let drawers = async || app.state.store.accounts.read().await.expect("a look").drawers().list(None, 9).await.expect("rows").len();
        assert_eq!(drawers().await, 1);
        let form = anna.sees("/account/remove").await.form("account/remove").with("posts", "remove").with("password", &code);
        anna.sends(&form).await;
        assert_eq!(drawers().await, 0);
        assert!(app.state.memory.is_empty(), "and nothing of it is remembered");
    }

    /// What the server knows of a session ends with it.
    async fn nothing_is_remembered_of_a_session_that_ended(app) {
        let mut anna = app.member().await;
        anna.shares(STORY).await;
        let mut phone = anna.elsewhere();
        phone.signs_in().await;
        assert_eq!(app.state.memory.len(), 2);
        phone.signs_out().await;
        assert_eq!(app.state.memory.len(), 1);
        phone.signs_in().await;
        let form = anna.sees("/account/sessions").await.form("account/sign_out_everywhere");
        anna.sends(&form).await;
        assert!(app.state.memory.is_empty());
        anna.signs_in().await;
        app.forward(Duration::hours(13));
        app.state.memory.sweep(domain::time::Clock::now(&*app.clock).timestamp() / 60);
        assert!(app.state.memory.is_empty(), "idle for too long");
        // Whoever comes back has it computed again.
        anna.signs_in().await;
        assert_eq!(own(&anna.sees("/account").await).len(), 1);
    }
}
