//! Where staff begin: what waits for them, what they see, and what their palette finds.

use domain::staff::StaffRole;
use server::testing::{Colleague, TestApp};

/// The words of the rail, without numbers.
fn rail(page: &server::testing::Page) -> Vec<String> {
    page.all(".rail > a")
        .into_iter()
        .map(|words| words.split_whitespace().next().unwrap_or_default().to_owned())
        .collect()
}

async fn somebody<'a>(app: &'a TestApp, roles: &[StaffRole]) -> Colleague<'a> {
    app.colleague(roles).await
}

server::stories! {
    async fn the_first_page_says_what_waits_for_whoever_is_there(app) {
        let mut anna = app.member().await;
        let mut noor = somebody(app, &[StaffRole::Moderator]).await;
        let page = noor.sees("/staff").await;
        assert_eq!(rail(&page), ["Start", "Wachtrij", "Wat", "SB"], "{}", page.words());
        assert!(page.says("Alles is bekeken"), "{}", page.words());

        let form = anna.sees("/threads/new").await.form("threads/add").with("theme", "insecurity");
        let form = form.with("happened", "Bel mij op 06 12345678 als je dit herkent.").with("moment", "now");
        app.a_moment_later();
        anna.keeps(&form).await;
        let page = noor.sees("/staff").await;
        assert!(page.says("Er wacht 1 tekst op een moderator."), "{}", page.words());
        assert_eq!(page.all(".rail .count"), ["1 wacht"], "{}", page.words());

        let mut admin = somebody(app, &[StaffRole::Admin]).await;
        let page = admin.sees("/staff").await;
        assert_eq!(rail(&page), ["Start", "Beheer", "Wat", "SB"], "{}", page.words());
        assert!(!page.says("op een moderator") && page.all(".rail .count").is_empty(), "{}", page.words());
        let mut expert = somebody(app, &[StaffRole::Expert]).await;
        let page = expert.sees("/staff").await;
        assert!(page.says("Voor jouw rol wacht hier nu niets") && page.all(".rail .count").is_empty(), "{}", page.words());
    }

    /// S22: what somebody sees follows from their roles at each request.
    async fn what_somebody_sees_follows_from_their_roles_at_once(app) {
        let mut noor = somebody(app, &[StaffRole::Moderator]).await;
        let seen = |page: &server::testing::Page| page.all(".see .seeflag:not(.seeflag--no)").len();
        assert_eq!(seen(&noor.sees("/staff/who-sees-what").await), 2);
        app.set_roles(noor.id, &StaffRole::ALL).await;
        assert_eq!(seen(&noor.sees("/staff/who-sees-what").await), 7);
        app.set_roles(noor.id, &[StaffRole::Expert]).await;
        let page = noor.sees("/staff/who-sees-what").await;
        assert_eq!(seen(&page), 1);
        assert_eq!(rail(&page), ["Start", "Wat", "SB"], "{}", page.words());
    }

    async fn the_palette_finds_colleagues_for_who_manages_them_and_for_nobody_else(app) {
        let find = "/api/staff/palette/find";
        let mut admin = somebody(app, &[StaffRole::Admin]).await;
        somebody(app, &[StaffRole::Expert]).await;
        let query = admin.name.to_uppercase();
        let answer = admin.asks(find, &[("q", &query)]).await;
        assert_eq!(answer.status, 200, "{}", answer.text());
        let found = answer.json();
        assert_eq!(found.as_array().map(Vec::len), Some(1), "{found}");
        assert_eq!(found[0]["name"], admin.name);
        assert_eq!(found[0]["href"], format!("/staff/team/{}", admin.id));
        assert_eq!(found[0].as_object().map(serde_json::Map::len), Some(3), "{found}");
        for nothing in ["", "   ", "zzzz", &"a".repeat(500)] {
            assert_eq!(admin.asks(find, &[("q", nothing)]).await.json(), serde_json::json!([]), "{nothing}");
        }
        let mut noor = somebody(app, &[StaffRole::Moderator]).await;
        assert_eq!(noor.asks(find, &[("q", &query)]).await.status, 403);
        assert_eq!(app.member().await.asks(find, &[("q", &query)]).await.status, 401);
        assert_eq!(app.browser().asks(find, &[("q", &query)]).await.status, 401);
    }

    /// Who is lost here is led to where staff begin, and never among members.
    async fn a_page_that_is_not_there_or_not_theirs_leads_to_their_desk(app) {
        let mut noor = somebody(app, &[StaffRole::Moderator]).await;
        for (path, status) in [("/staff/no/such", 404), ("/staff/held/x", 404), ("/staff/team", 403)] {
            let page = noor.sees(path).await;
            assert_eq!((page.status(), &*page.path), (status, path), "{}", page.words());
            assert_eq!(page.attributes("main a", "href"), ["/staff"], "{path}");
            assert!(page.says("Ga naar je werkplek"), "{path}: {}", page.words());
        }
    }

    /// A page of staff loads nothing of members that is theirs alone, says what it is, and no style stands in its HTML.
    async fn a_page_of_staff_is_a_page_of_staff(app) {
        let mut noor = somebody(app, &StaffRole::ALL).await;
        for path in ["/staff", "/staff/who-sees-what", "/staff/account"] {
            let page = noor.sees(path).await;
            let html = page.html();
            assert_eq!(page.attributes("body", "data-density"), ["desk"], "{path}");
            for word in ["manifest.webmanifest", "quick-exit", "data-phone", " style="] {
                assert!(!html.contains(word), "{path}: {word}");
            }
            let title = page.first("title");
            assert!(title.ends_with("· Health-Thing") || path == "/staff/account", "{title}");
            assert_eq!(page.all("main").len(), 1, "{path}");
            assert_eq!(page.all("h1").len(), 1, "{path}");
        }
    }
}
