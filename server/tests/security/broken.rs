//! S36, G5: when something breaks, people see a plain page, nothing is half kept, and the log says no names.

use crate::canary::{lines, listen};
use domain::ids::PostId;
use server::testing::Page;

/// What no page may show of a failure.
const INSIDES: &[&str] = &[
    "sqlx",
    "sqlite",
    "postgres",
    "panicked",
    "src/",
    "backtrace",
    "select p.",
    "insert into",
    "no such table",
    "relation",
    "Error {",
    "Database(",
];

fn is_generic(page: &Page, what: &str) {
    let html = page.html().to_lowercase();
    for inside in INSIDES {
        assert!(!html.contains(&inside.to_lowercase()), "{what}: {inside}");
    }
    assert!(page.answer.header("content-security-policy").contains("default-src 'none'"), "{what}");
}

server::stories! {
    async fn a_closed_store_is_a_plain_page_everywhere(app) {
        let mut anna = app.member().await;
        let thread = anna.shares("Voordat alles stukging.").await;
        let form = anna.sees("/threads/new").await.form("threads/add").with("moment", "now").with("happened", "Dit komt niet aan.").with("theme", "insecurity");
        app.a_moment_later();
        app.state.store.close().await;
        for path in ["/threads", "/account", "/ready", &format!("/threads/{thread}")] {
            let page = anna.sees(path).await;
            assert_eq!(page.status(), 503, "{path}");
            is_generic(&page, path);
        }
        assert_eq!(anna.sees("/help").await.status() / 100 % 5, 0);
        let page = anna.sends(&form).await;
        assert_eq!(page.status(), 503);
        is_generic(&page, "posting");
        let again = page.form("threads/add");
        assert_eq!(again.value("happened"), "Dit komt niet aan.", "the text stands there to send again");
        for field in ["once", "theme"] {
            assert_eq!(again.value(field), form.value(field), "{field} goes with it");
        }
        let answer = anna.asks("/api/threads/add", &form.pairs()).await;
        assert_eq!(answer.status, 503);
        let mut visitor = app.person();
        for endpoint in ["people/check_cohort", "people/sign_in"] {
            let code = domain::codes::CohortCode::generate(&*app.state.entropy).grouped();
            let key = domain::codes::AccountCode::generate(&*app.state.entropy).grouped();
            let page = Page::new(endpoint.to_owned(), visitor.posts(&format!("/api/{endpoint}"), &[("code", &code), ("password", &key)]).await);
            assert_eq!(page.status(), 503, "{endpoint}");
            is_generic(&page, endpoint);
            assert!(!page.html().contains(&key));
            assert!(!page.says("Je tekst staat hier nog"), "{endpoint}: nobody wrote a text here");
        }
    }

    /// The thread is written before its opening; when the opening fails, there is no thread.
    async fn a_post_that_fails_halfway_is_not_there_at_all_and_keeps_its_text(app) {
        listen();
        let mut anna = app.member().await;
        let thread = anna.shares("Voordat alles stukging.").await;
        let before = app.place().rows().await.expect("rows");
        app.place()
            .tamper(
                "create trigger stuk before insert on posts begin select raise(abort, 'kapot 198.51.100.23 00112233445566778899aabbccddeeff'); end",
                "alter table posts add constraint stuk check (body <> 'Dit komt niet aan.')",
            )
            .await
            .expect("broken");
        for endpoint in ["threads/add", "posts/add"] {
            let page = if endpoint == "threads/add" { anna.sees("/threads/new").await } else { anna.sees(&format!("/threads/{thread}")).await };
            let text = if endpoint == "threads/add" { "happened" } else { "body" };
            let form = page.form(endpoint).with(text, "Dit komt niet aan.").with("theme", "insecurity").with("moment", "now");
            app.a_moment_later();
            let page = anna.sends(&form).await;
            assert_eq!(page.status(), 500, "{endpoint}");
            is_generic(&page, endpoint);
            assert_eq!(page.form(endpoint).value(text), "Dit komt niet aan.", "the text stands there to send again");
            let ticket = page.summary().split("Nummer: ").nth(1).map(|rest| rest[..8].to_owned()).expect("a number");
            let written = lines();
            let line = written.lines().find(|line| line.contains(&ticket)).unwrap_or_else(|| panic!("no line for {ticket}: {written}"));
            for secret in ["198.51.100.23", "00112233", "Dit komt niet aan", &thread] {
                assert!(!line.contains(secret), "{line}");
            }
        }
        assert_eq!(app.place().rows().await.expect("rows"), before);
        assert_eq!(anna.sees("/threads").await.status(), 200, "reading goes on");
    }

    /// Neither the post nor the page that would show the form again: the text comes back all the same.
    async fn a_form_whose_own_page_is_broken_keeps_its_text_too(app) {
        let mut anna = app.member().await;
        let thread = anna.shares("Voordat alles stukging.").await;
        let form = anna.sees(&format!("/threads/{thread}")).await.form("posts/add");
        let form = form.with("body", "Dit komt <b>niet</b> aan.");
        app.a_moment_later();
        let both = [
            "drop table outcomes; create trigger stuk before insert on posts begin select raise(abort, 'kapot'); end",
            "drop table outcomes; alter table posts add constraint stuk check (body not like 'Dit komt%')",
        ];
        app.place().tamper(both[0], both[1]).await.expect("broken");
        let page = anna.sends(&form.clone().with("body", "")).await;
        assert_eq!(page.status(), 500, "a refusal that nobody can show");
        let page = anna.sends(&form).await;
        assert_eq!(page.status(), 500, "{}", page.words());
        is_generic(&page, "posting");
        assert!(page.says("Er ging iets mis bij ons") && page.says("Er is niets bewaard"), "{}", page.words());
        let again = page.form("posts/add");
        assert_eq!(again.value("body"), "Dit komt <b>niet</b> aan.", "the text stands there to send again");
        for field in ["once", "thread", "kind"] {
            assert_eq!(again.value(field), form.value(field), "{field} goes with it");
        }
    }
}

/// G5: whatever a cause says, the log does not.
#[tokio::test]
async fn a_cause_is_masked_in_the_log() {
    listen();
    let id = PostId::from_bytes([0xab; 16]);
    let code = domain::codes::AccountCode::generate(&domain::entropy::Seeded::new(3)).grouped();
    server::log::report(
        app::kit::state::Ticket(0xFEED_BEEF),
        "test",
        &format!("{id} {code} iemand@zorg.example 198.51.100.23\r\nerror forged"),
    );
    let ended = std::thread::spawn(move || panic!("{id} of {code} at iemand@zorg.example")).join();
    assert!(ended.is_err());
    let written = lines();
    assert!(written.contains("FEEDBEEF"), "{written}");
    for secret in [
        "abababab",
        "iemand@",
        "198.51.100.23",
        &*domain::codes::AccountCode::generate(&domain::entropy::Seeded::new(3)).grouped(),
    ] {
        assert!(!written.contains(secret), "{secret}");
    }
    assert!(!written.lines().any(|line| line.starts_with("error forged")), "S35");
}
