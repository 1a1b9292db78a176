//! Finding what others shared, without JavaScript; and what nobody may find or read in an address.

use server::testing::{Form, Page, Person};

async fn searches(person: &mut Person<'_>, fields: &[(&str, &str)]) -> Page {
    let mut form = person.sees("/search").await.form("search/open");
    for (name, value) in fields {
        form = form.with(name, value);
    }
    person.sends(&form).await
}

/// The same form, sent by its other button.
fn elsewhere(form: Form) -> Form {
    Form { action: "/api/search/alike".to_owned(), ..form }
}

/// The threads on a page, in its order.
fn found(page: &Page) -> Vec<String> {
    let hrefs = page.attributes(".feed a[href^='/threads/']", "href");
    hrefs
        .into_iter()
        .map(|href| href["/threads/".len()..].split('#').next().unwrap_or_default().to_owned())
        .collect()
}

server::stories! {
    async fn a_story_is_found_with_a_typo_and_shows_why(app) {
        let mut anna = app.member().await;
        let story = anna.shares("Na een nachtdienst kan ik niet slapen en lig ik te malen.").await;
        anna.shares("De familie van een bewoner was boos over het eten.").await;
        let mut bram = app.member().await;
        for text in ["nachtdienst", "nacht dienst", "NACHTDIENSTEN", "nachtdeinst", "slapen", "slape"] {
            let page = searches(&mut bram, &[("q", text)]).await;
            assert_eq!(found(&page), std::slice::from_ref(&story), "{text}");
            assert!(page.html().contains("<mark>"), "{text}");
        }
        let page = searches(&mut bram, &[("q", "nachtdienst"), ("theme", "aggression")]).await;
        assert!(found(&page).is_empty() && page.says("Hierover vonden we niets"));
    }

    /// What somebody looks for stands in no address, and nobody else can read the address.
    async fn a_question_is_not_in_the_address_and_opens_for_its_asker_only(app) {
        let mut anna = app.member().await;
        anna.shares("Ik wil stoppen met deze opleiding en durf het niet te zeggen.").await;
        let page = searches(&mut anna, &[("q", "stoppen opleiding")]).await;
        let address = page.path.clone();
        assert!(address.starts_with("/search?s=") && !address.contains("stoppen"), "{address}");
        assert_eq!(found(&anna.sees(&address).await).len(), 1, "the way back works");
        let other = app.member().await.sees(&address).await;
        assert!(found(&other).is_empty() && !other.html().contains("stoppen"));
    }

    async fn what_was_removed_is_not_found(app) {
        let mut anna = app.member().await;
        let story = anna.shares("Een zebra op de afdeling, dat vergeet ik nooit meer.").await;
        let tip = app.member().await.replies(&story, "Vraag de kangoeroe om raad.").await;
        let mut bram = app.member().await;
        let page = searches(&mut bram, &[("q", "kangoeroe")]).await;
        assert!(page.html().contains(&format!("#post-{tip}")), "it leads to the answer");
        let form = anna.sees(&format!("/posts/{story}/remove")).await.form("posts/remove");
        anna.sends(&form).await;
        for text in ["zebra", "kangoeroe"] {
            assert!(found(&searches(&mut bram, &[("q", text)]).await).is_empty(), "{text}");
        }
    }

    async fn pages_help_and_themes_are_found_too(app) {
        let mut anna = app.member().await;
        for (text, href) in [("zelfmoord", "/help"), ("113", "/help"), ("rooster", "/themes/roster"), ("cookies", "/about/cookies")] {
            let page = searches(&mut anna, &[("q", text)]).await;
            let hrefs = page.attributes("ul.list a", "href");
            assert!(hrefs.iter().any(|there| there.contains(href)), "{text} {hrefs:?}");
        }
        let page = searches(&mut anna, &[("q", "rooster")]).await;
        assert!(page.says("Hierover is nog geen verhaal gedeeld.") && page.all("main h2").is_empty(), "{}", page.words());
        assert!(page.attributes("main a.btn", "href").contains(&"/threads/new".to_owned()), "there is a way on");
    }

    async fn answers_come_in_pages_and_in_both_orders(app) {
        let mut anna = app.member().await;
        let mut all = Vec::new();
        for n in 0..13 {
            all.insert(0, anna.shares(&format!("Verhaal {n} over een giraffe in de gang.")).await);
        }
        for order in ["", "newest"] {
            let mut page = searches(&mut anna, &[("q", "giraffe"), ("order", order)]).await;
            let mut seen = found(&page);
            assert_eq!(seen.len(), 10);
            let next = page.attributes(".center > a.btn", "href").remove(0);
            page = anna.sees(&next).await;
            seen.extend(found(&page));
            assert!(page.attributes(".center > a.btn", "href").is_empty());
            if order == "newest" {
                assert_eq!(seen, all);
            }
            let mut each = all.clone();
            each.sort();
            seen.sort();
            assert_eq!(seen, each, "each once");
        }
    }

    async fn somebody_who_writes_sees_what_is_like_it_and_keeps_what_was_typed(app) {
        let mut anna = app.member().await;
        let story = anna.shares("Mijn begeleider heeft nooit tijd voor mijn leerdoelen.").await;
        let mut bram = app.member().await;
        let form = bram.sees("/threads/new").await.form("threads/add").with("moment", "now");
        let form = form.with("happened", "Ook mijn begeleider vergeet de leerdoelen steeds, ik baal.");
        let page = bram.sends(&elsewhere(form)).await;
        assert_eq!(page.status(), 200);
        assert!(page.html().contains(&format!("/threads/{story}")) && page.html().contains("/api/reactions/set"));
        assert!(page.says("Stagebegeleiding") && page.html().contains("Ook mijn begeleider vergeet"));
        assert_eq!(page.first("#alike-found a"), "Lijkt op 1 gesprek");
        assert!(page.says("Dan wordt dit de titel: “Ook mijn begeleider vergeet de leerdoelen steeds, ik baal”"), "{}", page.words());
        // The chip at the field chooses the theme; nothing else of what was typed changes.
        assert_eq!(page.attributes("#alike-theme button", "value"), ["placement-guidance"]);
        let mut form = page.form("threads/add");
        form.action = page.attributes("#alike-theme button", "formaction").remove(0);
        form.fields.push(("theme".to_owned(), "placement-guidance".to_owned()));
        let page = bram.sends(&form).await;
        let form = page.form("threads/add");
        assert_eq!((form.value("theme"), form.value("moment")), ("placement-guidance", "now"));
        assert!(page.all("#alike-theme button").is_empty() && page.html().contains("Ook mijn begeleider vergeet"));
        app.a_moment_later();
        assert!(bram.sends(&form).await.path.starts_with("/threads/"), "and may still be shared");
    }

    /// The words of a draft are neither kept nor found.
    async fn a_draft_leaves_no_trace(app) {
        let mut anna = app.member().await;
        let form = anna.sees("/threads/new").await.form("threads/add").with("moment", "now");
        anna.sends(&elsewhere(form.with("happened", "Een zebravink vloog door de zaal."))).await;
        let rows = app.place().rows().await.expect("rows");
        assert!(rows.iter().all(|row| !row.contains("zebravink")));
    }
}
