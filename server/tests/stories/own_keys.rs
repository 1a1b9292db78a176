//! A key or a join code that somebody typed or pasted into the wrong field: it is refused before anybody else can read it.

use app::routes;
use domain::codes::{AccountCode, CohortCode};
use domain::entropy::Seeded;

/// The ways in which people write a key.
fn spellings(code: &str) -> Vec<String> {
    vec![
        code.to_owned(),
        code.to_lowercase(),
        code.replace('-', " "),
        code.replace('-', ""),
        code.replace('-', ".\n"),
        code.replace('0', "O").replace('1', "l"),
        code.chars().map(|c| char::from_u32(u32::from(c) + 0xfee0).unwrap_or(c)).collect(),
        format!("Mijn sleutel is \"{code}\", wie helpt me?"),
    ]
}

server::stories! {
    async fn a_key_is_in_no_post_however_it_is_spelt(app) {
        let mut anna = app.member().await;
        let join = app.a_cohort().await;
        for code in [anna.code.clone(), join] {
            for spelt in spellings(&code) {
                let form = anna.sees("/threads/new").await.form("threads/add");
                let form = form.with("happened", &format!("Dit was een lange nacht. {spelt}")).with("theme", "insecurity");
                app.a_moment_later();
                let page = anna.sends(&form.with("stays", &format!("happened key {spelt}\nhappened key {code}"))).await;
                assert_eq!(page.status(), 422, "{spelt}");
                assert!(page.fault("happened").contains("Wie hem leest, komt ermee binnen."), "{spelt}: {}", page.words());
            }
        }
        assert!(!anna.sees("/threads").await.says("lange nacht"));
    }

    /// Every field in which anybody writes, of every form that keeps something: a new form that forgets it is seen here.
    async fn no_field_takes_a_key(app) {
        let mut anna = app.member().await;
        let thread = anna.shares("Ik durf niet te vragen hoe de tillift werkt.").await;
        let waits = anna.shares_safely("Ik stond er alleen voor.").await;
        let note = anna.notes("Voor mezelf.").await;
        let insisted = anna.sees("/threads/new").await.form("threads/add").with("moment", "now").with("theme", "insecurity");
        app.a_moment_later();
        let page = anna.keeps(&insisted.with("happened", "Bel me op 06-12345678, ik kan niet meer.")).await;
        let held = page.path.replace("/threads/", "");
        let key = AccountCode::generate(&Seeded::new(7)).grouped();
        let story = [("happened", "Een lange nacht."), ("theme", "insecurity"), ("moment", "now")];
        let on_thread = [("kind", "tip"), ("body", "Een heel verhaal."), ("outcome", "solved")];
        for form in routes::FORMS.iter().copied().flatten().filter(|form| !form.written.is_empty() && form.shown_by.is_none()) {
            for field in form.written {
                let (page, fields) = match form.endpoint {
                    "threads/add" | "account/keep_draft" => ("/threads/new".to_owned(), &story),
                    "posts/add" | "outcomes/set" => (format!("/threads/{thread}"), &on_thread),
                    "posts/edit" => (format!("/posts/{thread}/edit"), &on_thread),
                    "held/edit" => (format!("/held/{held}/edit"), &on_thread),
                    "waiting/edit" => (format!("/waiting/{waits}/edit"), &on_thread),
                    "account/add_note" => ("/account/notes".to_owned(), &on_thread),
                    "account/edit_note" => (format!("/account/notes/{note}"), &on_thread),
                    new => panic!("say here where the form {new} stands"),
                };
                let page = anna.sees(&page).await;
                // The other buttons of a form send the fields of its first one.
                let mut sent = if form.endpoint == "account/keep_draft" { page.form("threads/add") } else { page.form(form.endpoint) };
                sent.action = form.action();
                let sent = fields.iter().fold(sent, |sent, (name, value)| sent.with(name, value));
                app.a_moment_later();
                let sent = sent.with(field, &format!("Dit is hem {key}"));
                let answer = anna.posts(&sent.action, &sent.pairs()).await;
                assert_eq!(answer.status, 422, "{} {field}: {}", form.endpoint, answer.text());
                assert!(answer.text().contains("Wie hem leest, komt ermee binnen."), "{} {field}", form.endpoint);
            }
        }
    }

    async fn a_key_in_the_field_to_search_goes_nowhere(app) {
        let mut anna = app.member().await;
        let key = anna.code.clone();
        let form = anna.sees("/search").await.form("search/open").with("q", &key.to_lowercase());
        let page = anna.sends(&form).await;
        assert_eq!(page.status(), 422);
        assert!(page.summary().contains("Wie hem leest, komt ermee binnen."), "{}", page.words());
        assert!(!page.html().to_lowercase().contains(&key.to_lowercase()), "the field is empty again");
        let join = CohortCode::generate(&Seeded::new(3)).grouped();
        let suggested = anna.asks("/api/search/suggest", &[("q", &join)]).await;
        assert_eq!((suggested.status, suggested.text().trim()), (200, "[]"));
    }
}
