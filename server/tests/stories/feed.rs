//! What stands in the feed, in which order, and what a filter leaves.

use domain::ids::{ExpertId, PostId, ThreadId};
use domain::posts::PostKind;
use server::testing::{Page, TestApp};
use store::{Author, Expert, Post, Text};

/// The threads of a page, in its order.
fn threads(page: &Page) -> Vec<String> {
    let mut seen = Vec::new();
    for href in page.attributes(".feed a[href^='/threads/']", "href") {
        let id = href["/threads/".len()..].split('#').next().unwrap_or_default().to_owned();
        if id.len() == 32 && !seen.contains(&id) {
            seen.push(id);
        }
    }
    seen
}

async fn an_expert_answers(app: &TestApp, thread: &str) {
    let expert = ExpertId::random(&*app.state.entropy);
    let row = Expert {
        id: expert,
        slug: "saskia".to_owned(),
        name: "Saskia de Vries".to_owned(),
        title_nl: "Praktijkopleider".to_owned(),
        title_en: "Practice educator".to_owned(),
        field: "learning-and-guidance".to_owned(),
        bio_nl: "Leidt op.".to_owned(),
        bio_en: "Teaches.".to_owned(),
    };
    let post = Post {
        id: PostId::random(&*app.state.entropy),
        thread: thread.parse::<ThreadId>().expect("an id"),
        kind: PostKind::Tip,
        author: Author::Expert(expert),
        text: Text { body: "Vraag om een vast moment.".to_owned(), tried: None, question: None },
        day: app.today(),
    };
    let mut tx = app.state.store.community.begin().await.expect("a unit of work");
    tx.experts().add(&row).await.expect("an expert");
    tx.posts().add(&post).await.expect("an answer");
    tx.commit().await.expect("kept");
}

server::stories! {
    async fn the_newest_stands_first_and_older_ones_are_a_page_away(app) {
        let mut anna = app.member().await;
        assert!(anna.sees("/threads").await.says("Hier is nog niets gedeeld"));
        let mut shared = Vec::new();
        for n in 0..27 {
            shared.insert(0, anna.shares(&format!("Verhaal nummer {n} van deze lange week.")).await);
        }
        let mut seen = Vec::new();
        let mut path = "/threads".to_owned();
        for expected in [12, 12, 3] {
            let page = anna.sees(&path).await;
            let here = threads(&page);
            assert_eq!(here.len(), expected, "{path}");
            seen.extend(here);
            path = page.attributes("a[href*='before=']", "href").pop().unwrap_or_default();
        }
        assert_eq!(path, "", "nothing is older");
        assert_eq!(seen, shared);
    }

    /// What an empty list says is true: nothing at all, nothing of these, or nothing more. Without experts nobody is offered any.
    async fn an_empty_list_says_why(app) {
        let mut anna = app.member().await;
        for path in ["/threads", "/threads?filter=unanswered", "/threads?filter=expert"] {
            assert!(anna.sees(path).await.says("Hier is nog niets gedeeld"), "{path}");
        }
        assert!(anna.sees("/threads").await.attributes("a.chip[href*='filter=expert']", "href").is_empty());
        let thread = anna.shares("Ik durf niets te vragen.").await;
        app.member().await.replies(&thread, "Vraag het gewoon.").await;
        for (path, says) in [
            ("/threads?filter=unanswered", "Iedereen heeft een antwoord"),
            ("/threads?filter=expert", "Nog geen antwoord van een expert"),
            ("/threads?theme=workload", "Over dit thema is nog niets gedeeld"),
            ("/threads?before=1", "Dit waren alle verhalen"),
        ] {
            assert!(anna.sees(path).await.says(says), "{path}: {}", anna.sees(path).await.words());
        }
        // No expert, no promise of one; with the first it is made.
        let promises = |page: &Page| page.html().contains("id=\"experts\"") || page.says("antwoorden van experts");
        assert!(!promises(&app.person().sees("/").await) && !promises(&anna.sees("/themes/insecurity").await));
        an_expert_answers(app, &thread).await;
        assert!(promises(&app.person().sees("/").await) && promises(&anna.sees("/themes/workload").await));
        assert_eq!(anna.sees("/threads").await.attributes("a.chip[href*='filter=expert']", "href").len(), 1);
    }

    /// Language and help stand in the bar of every page that a visitor can open, and nothing there leads to sign in without saying so.
    async fn every_public_page_has_help_and_the_other_language_in_its_bar(app) {
        let mut visitor = app.person();
        for path in ["/", "/join", "/sign-in", "/help", "/about/who-sees-what", "/about/terms", "/about/privacy", "/about/cookies"] {
            let page = visitor.sees(path).await;
            assert_eq!(page.all("header.bar form button"), ["EN English"], "{path}");
            assert_eq!(page.attributes("header.bar input[name=back]", "value"), [path]);
            assert!(path == "/help" || !page.all("header.bar a[href='/help']").is_empty(), "{path}");
        }
        let lost = visitor.sees("/no/such/page").await;
        assert!(lost.all("nav.nav").is_empty() && !lost.attributes("main a[href='/']", "href").is_empty(), "{}", lost.words());
    }

    async fn a_new_challenge_does_not_move_the_pages(app) {
        let mut anna = app.member().await;
        for n in 0..14 {
            anna.shares(&format!("Verhaal nummer {n} van deze lange week.")).await;
        }
        let older = anna.sees("/threads").await.attributes("a[href*='before=']", "href").remove(0);
        let before = threads(&anna.sees(&older).await);
        anna.shares("En toen kwam dit er nog bij.").await;
        assert_eq!(threads(&anna.sees(&older).await), before);
    }

    async fn a_filter_leaves_what_it_says(app) {
        let mut anna = app.member().await;
        let plain = anna.shares("Zonder antwoord, met mijn sector erbij.").await;
        let answered = anna.shares("Dit kreeg een tip van iemand.").await;
        let by_expert = anna.shares("Dit kreeg een antwoord van een expert.").await;
        let form = anna.sees("/threads/new").await.form("threads/add").with("moment", "now").without("show_sector");
        app.a_moment_later();
        let hidden = anna.sends(&form.with("happened", "Hier staat mijn sector niet bij.").with("theme", "making-mistakes")).await;
        let hidden = hidden.path["/threads/".len()..].to_owned();
        let mut bram = app.member().await;
        bram.replies(&answered, "Een tip van mij.").await;
        an_expert_answers(app, &by_expert).await;

        for (path, expected) in [
            ("/threads", vec![&hidden, &by_expert, &answered, &plain]),
            ("/threads?filter=new", vec![&hidden, &by_expert, &answered, &plain]),
            ("/threads?filter=sector", vec![&by_expert, &answered, &plain]),
            ("/threads?filter=unanswered", vec![&hidden, &plain]),
            ("/threads?filter=expert", vec![&by_expert]),
            ("/threads?theme=making-mistakes", vec![&hidden]),
            ("/threads?theme=team-culture-that-is-not-there", vec![&hidden, &by_expert, &answered, &plain]),
            ("/threads?before=x", vec![&hidden, &by_expert, &answered, &plain]),
            ("/threads?before=1", vec![]),
            ("/threads?before=-9223372036854775808", vec![]),
        ] {
            let page = bram.sees(path).await;
            assert_eq!(page.status(), 200, "{path}");
            assert_eq!(threads(&page).iter().collect::<Vec<_>>(), expected, "{path}");
        }
    }

    async fn an_expert_stands_above_the_others_with_name_and_title(app) {
        let mut anna = app.member().await;
        let thread = anna.shares("Dit kreeg een antwoord van een expert.").await;
        anna.replies(&thread, "Mijn eigen aanvulling.").await;
        an_expert_answers(app, &thread).await;
        let page = anna.sees(&format!("/threads/{thread}")).await;
        assert!(page.first("#replies > article").contains("Saskia de Vries"), "{}", page.words());
        assert!(page.says("Expert · Praktijkopleider"));
        anna.languages = "en".to_owned();
        assert!(anna.sees(&format!("/threads/{thread}")).await.says("Practice educator"));
    }

    async fn every_theme_leads_to_its_challenges(app) {
        let mut anna = app.member().await;
        let page = anna.sees("/themes").await;
        let links = page.attributes("a[href^='/themes/']", "href");
        assert_eq!(links.len(), domain::themes::ThemeId::all().count(), "one tap to the themes, one to each");
        assert_eq!(anna.sees(&links[0]).await.status(), 200);
    }

    async fn days_are_said_in_coarse_words(app) {
        let mut anna = app.member().await;
        let thread = anna.shares("Vandaag ging het niet goed.").await;
        for (days, word) in [(0, "vandaag"), (1, "gisteren"), (3, "deze week"), (40, "in november")] {
            app.forward(chrono::Duration::days(days));
            anna.signs_in().await;
            let page = anna.sees(&format!("/threads/{thread}")).await;
            assert!(page.says(word), "{word}: {}", page.first(".thread-top"));
        }
    }
}
