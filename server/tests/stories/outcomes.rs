//! The author of a challenge is asked after three weeks how it ended, and tells the others.

use chrono::Duration;

const NOBODY: &str = "00112233445566778899aabbccddeeff";
const STORY: &str = "Ik durf niet te vragen hoe de tillift werkt.";
const ASKED: &str = "drie weken geleden of langer";

server::stories! {
    async fn the_author_is_asked_after_three_weeks_and_nobody_else(app) {
        let mut anna = app.member().await;
        let thread = anna.shares(STORY).await;
        let mut bram = app.member().await;
        let path = format!("/threads/{thread}");
        assert!(!anna.sees(&path).await.says(ASKED));
        assert!(anna.sees(&path).await.has_form("outcomes/set"), "whoever wants tells it earlier");
        assert_eq!(anna.sees(&path).await.first("#outcome summary"), "Vertel hoe het afliep", "nobody asks");
        for (days, asked) in [(20, false), (1, true), (40, true)] {
            app.forward(Duration::days(days));
            anna.signs_in().await;
            bram.signs_in().await;
            assert_eq!(anna.sees(&path).await.says(ASKED), asked);
            assert_eq!(anna.sees(&path).await.first("#outcome summary") == "Hoe liep het af?", asked);
            let others = bram.sees(&path).await;
            assert!(!others.says(ASKED) && !others.has_form("outcomes/set"));
        }
        let rows = app.place().rows().await.expect("rows");
        assert!(!rows.iter().any(|row| row.starts_with("community.outcomes")), "asking stores nothing");
    }

    async fn what_was_told_stands_in_the_thread_and_in_the_lists_and_can_be_told_anew(app) {
        let mut anna = app.member().await;
        let thread = anna.shares(STORY).await;
        let mut bram = app.member().await;
        let path = format!("/threads/{thread}");
        app.forward(Duration::days(22));
        anna.signs_in().await;
        bram.signs_in().await;
        let form = anna.sees(&path).await.form("outcomes/set");
        let form = form.with("outcome", "solved").with("closing", "Ik vroeg het.\n\nEn het viel mee.");
        let page = anna.sends(&form).await;
        assert!(page.path.ends_with("#outcome") && !page.says(ASKED), "{}", page.path);
        for page in [page, bram.sees(&path).await] {
            assert!(page.says("Zo liep het af: opgelost") && page.says("En het viel mee."), "{}", page.words());
        }
        for list in ["/threads", "/themes/insecurity"] {
            assert!(bram.sees(list).await.says("opgelost"), "{list}");
        }

        let form = anna.sees(&path).await.form("outcomes/set");
        assert_eq!((form.value("outcome"), form.value("closing")), ("solved", "Ik vroeg het.\n\nEn het viel mee."));
        anna.sends(&form.with("outcome", "ongoing").with("closing", "")).await;
        let page = bram.sees(&path).await;
        assert!(page.says("Zo liep het af: loopt nog") && !page.says("het viel mee"), "{}", page.words());
        bram.languages = "en".to_owned();
        assert!(bram.sees(&path).await.says("How it ended: still going on"));
    }

    async fn what_was_told_goes_along_with_the_own_data(app) {
        let mut anna = app.member().await;
        let thread = anna.shares(STORY).await;
        let form = anna.sees(&format!("/threads/{thread}")).await.form("outcomes/set");
        anna.sends(&form.with("outcome", "solved").with("closing", "Ik vroeg het.")).await;
        let code = anna.code.clone();
        let data = anna.asks("/api/account/download", &[("password", &code)]).await.json();
        assert_eq!((data["posts"][0]["outcome"].as_str(), data["posts"][0]["closing"].as_str()), (Some("solved"), Some("Ik vroeg het.")));
    }

    async fn nobody_else_tells_how_it_ended(app) {
        let mut anna = app.member().await;
        let thread = anna.shares(STORY).await;
        let mut bram = app.member().await;
        bram.replies(&thread, "Vraag het gewoon.").await;
        let fields = |thread| [("thread", thread), ("outcome", "solved"), ("closing", "Van mij.")];
        assert_eq!(bram.asks("/api/outcomes/set", &fields(&thread)).await.status, 403);
        assert_eq!(app.person().asks("/api/outcomes/set", &fields(&thread)).await.status, 401);
        assert_eq!(anna.asks("/api/outcomes/set", &fields(NOBODY)).await.status, 404);
        assert!(!anna.sees(&format!("/threads/{thread}")).await.says("Van mij."));
    }

    async fn a_refused_outcome_keeps_what_was_typed(app) {
        let mut anna = app.member().await;
        let thread = anna.shares(STORY).await;
        let form = anna.sees(&format!("/threads/{thread}")).await.form("outcomes/set");
        let page = anna.sends(&form.clone().with("outcome", "solved").with("closing", "x")).await;
        assert_eq!(page.status(), 422);
        assert!(page.fault("closing").contains("minstens 3"), "{}", page.fault("closing"));
        let shown = page.form("outcomes/set");
        assert_eq!((shown.value("outcome"), shown.value("closing")), ("solved", "x"));
        // Nobody looks at closing words before they are shown, so what leads straight to somebody does not stand there.
        let closing = "Bel Sanne op 06-12345678.";
        let page = anna.sends(&form.clone().with("outcome", "solved").with("closing", closing)).await;
        assert!(page.status() == 422 && page.fault("closing").contains("nummer"), "{}", page.words());
        assert_eq!(page.form("outcomes/set").value("closing"), closing);
        assert!(!anna.sees(&format!("/threads/{thread}")).await.says("12345678"));
        let page = anna.sends(&form.with("closing", "Zonder keuze.")).await;
        assert!(page.status() == 422 && !page.fault("outcome").is_empty(), "{}", page.words());
        assert_eq!(page.form("outcomes/set").value("closing"), "Zonder keuze.");
    }

    async fn the_outcome_goes_with_the_story(app) {
        let mut anna = app.member().await;
        let thread = anna.shares(STORY).await;
        app.member().await.replies(&thread, "Vraag het gewoon.").await;
        let path = format!("/threads/{thread}");
        let form = anna.sees(&path).await.form("outcomes/set").with("outcome", "unsolved").with("closing", "Ik stop ermee.");
        anna.sends(&form).await;
        let form = anna.sees(&format!("/posts/{thread}/remove")).await.form("posts/remove");
        anna.sends(&form).await;
        let page = anna.sees(&path).await;
        assert!(!page.says("Ik stop ermee.") && !page.says("niet gelukt") && !page.has_form("outcomes/set"), "{}", page.words());
    }

    async fn of_a_list_of_own_threads_it_is_known_which_wait(app) {
        let mut anna = app.member().await;
        let old = anna.shares(STORY).await;
        let told = anna.shares("En dit speelde toen ook.").await;
        let form = anna.sees(&format!("/threads/{told}")).await.form("outcomes/set").with("outcome", "solved");
        anna.sends(&form).await;
        app.forward(Duration::days(21));
        anna.signs_in().await;
        let new = anna.shares("En dit speelt nu.").await;
        let own: Vec<_> = [&old, &told, &new].iter().map(|id| id.parse().expect("an id")).collect();
        let mut tx = app.state.store.community.read().await.expect("a look");
        let due = tx.outcomes().list_due(&own, app.today()).await.expect("an answer");
        assert_eq!(due, [own[0]]);
    }
}
