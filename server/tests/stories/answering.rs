//! Others recognise a challenge, answer it, and its author says what helped.

const NOBODY: &str = "00112233445566778899aabbccddeeff";

server::stories! {
    async fn a_tip_and_a_word_of_support_stand_below_a_challenge(app) {
        let mut anna = app.member().await;
        let thread = anna.shares("Ik durf niet te vragen hoe de tillift werkt.").await;
        let mut bram = app.member().await;
        bram.replies(&thread, "Vraag het gewoon.\n\n- bel je maatje\n- kijk samen").await;
        let form = bram.sees(&format!("/threads/{thread}")).await.form("posts/add");
        app.a_moment_later();
        bram.sends(&form.with("kind", "support").with("body", "Je bent niet de enige.")).await;

        let page = anna.sees(&format!("/threads/{thread}")).await;
        assert!(page.says("2 antwoorden"), "{}", page.words());
        assert_eq!(page.all("article li"), ["bel je maatje", "kijk samen"]);
        assert!(page.says("Tip · vandaag") && page.says("Steun · vandaag"), "{}", page.words());
        let feed = anna.sees("/threads").await;
        assert!(feed.says("nieuwe tips") && !feed.says("1 tip"), "that, at once; how many, the next day (T21): {}", feed.words());
        app.next_day().await;
        let feed = anna.sees("/threads").await;
        assert!(feed.says("1 tip"), "{}", feed.words());
    }

    async fn a_refused_answer_keeps_what_was_typed(app) {
        let mut anna = app.member().await;
        let thread = anna.shares("Ik durf niet te vragen hoe de tillift werkt.").await;
        let form = anna.sees(&format!("/threads/{thread}")).await.form("posts/add");
        app.a_moment_later();
        let page = anna.sends(&form.clone().with("kind", "support").with("body", "x")).await;
        assert_eq!(page.status(), 422);
        assert!(page.fault("body").contains("minstens 3"), "{}", page.fault("body"));
        let shown = page.form("posts/add");
        assert_eq!((shown.value("kind"), shown.value("body")), ("support", "x"));
        assert_eq!(shown.value("once"), form.value("once"));
        assert!(page.says("tillift"), "the challenge stands above it");
        assert_eq!(anna.sends(&form.with("body", "")).await.status(), 422);
    }

    async fn an_answer_sent_twice_is_one_answer(app) {
        let mut anna = app.member().await;
        let thread = anna.shares("Ik durf niet te vragen hoe de tillift werkt.").await;
        let form = anna.sees(&format!("/threads/{thread}")).await.form("posts/add").with("body", "Vraag het gewoon.");
        app.a_moment_later();
        let (mut tab, mut other) = (anna.clone(), anna.clone());
        let pairs = form.pairs();
        let (one, two) = tokio::join!(tab.posts(&form.action, &pairs), other.posts(&form.action, &pairs));
        assert_eq!((one.status, two.status), (303, 303));
        anna.sends(&form).await;
        let page = anna.sees(&format!("/threads/{thread}")).await;
        assert!(page.says("1 antwoord") && page.all("article.tip").len() == 1, "{}", page.words());
    }

    async fn an_answer_to_nothing_goes_nowhere(app) {
        let mut anna = app.member().await;
        let thread = anna.shares("Ik durf niet te vragen hoe de tillift werkt.").await;
        let form = anna.sees(&format!("/threads/{thread}")).await.form("posts/add").with("body", "Vraag het gewoon.");
        app.a_moment_later();
        for (id, status) in [(NOBODY, 404), ("x", 422)] {
            let answer = anna.asks("/api/posts/add", &form.clone().with("thread", id).pairs()).await;
            assert_eq!(answer.status, status, "{id}: {}", answer.text());
            let page = anna.sends(&form.clone().with("thread", id)).await;
            assert!(page.status() >= 400 && page.status() < 500, "{id}: {}", page.status());
        }
        assert_eq!(anna.sees(&format!("/threads/{NOBODY}")).await.status(), 404);
        assert_eq!(anna.sees("/threads/x").await.status(), 404);
    }

    async fn one_person_has_one_name_in_a_thread_and_another_in_the_next(app) {
        let mut anna = app.member().await;
        let mut bram = app.member().await;
        let mut names = std::collections::HashSet::new();
        for day in 0..4 {
            let thread = anna.shares(&format!("Alweer een dag waarop alles misging, dag {day}.")).await;
            bram.replies(&thread, "Morgen weer een dag.").await;
            bram.replies(&thread, "En praat er eens over.").await;
            let page = anna.sees(&format!("/threads/{thread}")).await;
            let titles: Vec<String> = page.all("article.tip b");
            assert_eq!(titles.len(), 2, "{titles:?}");
            assert_eq!(titles[0], titles[1], "Bram is one person here");
            let opener = page.first(".thread-top b");
            assert_ne!(opener, titles[0], "and nobody else");
            names.insert(titles[0].clone());
        }
        assert!(names.len() >= 3, "{names:?}");
    }

    /// S21.
    async fn what_somebody_else_wrote_cannot_be_changed_or_removed(app) {
        let mut anna = app.member().await;
        let mut bram = app.member().await;
        let thread = anna.shares("Ik durf niet te vragen hoe de tillift werkt.").await;
        let reply = anna.replies(&thread, "Ik vroeg het toch.").await;
        for id in [&thread, &reply] {
            for what in ["edit", "remove"] {
                let page = bram.sees(&format!("/posts/{id}/{what}")).await;
                assert_eq!(page.status(), 403, "{what}");
                assert!(page.says("Dit is van iemand anders") && !page.says("ging mis"), "{}", page.words());
            }
            let fields = [("post", &**id), ("body", "Overgenomen"), ("title", "Overgenomen titel")];
            assert_eq!(bram.asks("/api/posts/edit", &fields).await.status, 403);
            assert_eq!(bram.asks("/api/posts/remove", &fields).await.status, 403);
            assert_eq!(app.person().asks("/api/posts/remove", &fields).await.status, 401);
        }
        for endpoint in ["edit", "remove"] {
            let answer = bram.asks(&format!("/api/posts/{endpoint}"), &[("post", NOBODY), ("body", "Iets anders")]).await;
            assert_eq!(answer.status, 404, "{endpoint}");
        }
        let page = bram.sees(&format!("/threads/{thread}")).await;
        assert!(page.says("tillift") && page.says("Ik vroeg het toch.") && !page.says("Overgenomen"));
    }

    async fn an_own_answer_is_changed_and_removed(app) {
        let mut anna = app.member().await;
        let mut bram = app.member().await;
        let thread = anna.shares("Ik durf niet te vragen hoe de tillift werkt.").await;
        let reply = bram.replies(&thread, "Vraag het gewoon.").await;
        let form = bram.sees(&format!("/posts/{reply}/edit")).await.form("posts/edit");
        let page = bram.sends(&form.with("body", "Vraag het aan je maatje.")).await;
        assert!(page.says("aan je maatje") && page.says("aangepast"));
        let form = bram.sees(&format!("/posts/{reply}/remove")).await.form("posts/remove");
        let page = bram.sends(&form).await;
        assert!(!page.says("maatje") && page.says("gewist door de schrijver"), "{}", page.words());
        assert_eq!(bram.asks("/api/posts/edit", &[("post", &reply), ("body", "Toch weer")]).await.status, 404);
        assert!(anna.sees("/threads").await.says("nog geen tip"));
    }

    async fn a_thread_is_gone_when_its_last_words_are(app) {
        let mut anna = app.member().await;
        let mut bram = app.member().await;
        let thread = anna.shares("Ik durf niet te vragen hoe de tillift werkt.").await;
        let reply = bram.replies(&thread, "Vraag het gewoon.").await;
        let form = anna.sees(&format!("/posts/{thread}/remove")).await.form("posts/remove");
        anna.sends(&form).await;
        assert!(anna.sees(&format!("/threads/{thread}")).await.says("Vraag het gewoon."), "the answer stands");
        let form = bram.sees(&format!("/posts/{reply}/remove")).await.form("posts/remove");
        let page = bram.sends(&form).await;
        assert_eq!(page.status(), 200, "{}", page.words());
        assert_eq!(anna.sees(&format!("/threads/{thread}")).await.status(), 404);
    }

    async fn only_the_author_of_a_challenge_says_what_helped(app) {
        let mut anna = app.member().await;
        let mut bram = app.member().await;
        let mut cato = app.member().await;
        let thread = anna.shares("Ik durf niet te vragen hoe de tillift werkt.").await;
        let reply = bram.replies(&thread, "Vraag het gewoon.").await;
        let own = anna.replies(&thread, "Bedankt allemaal.").await;
        for post in [&reply, &own, &thread] {
            let fields = [("thread", &*thread), ("post", &**post), ("on", "yes")];
            for other in [&mut bram, &mut cato] {
                assert_eq!(other.asks("/api/posts/mark_helpful", &fields).await.status, 403);
            }
            if post != &reply {
                assert_eq!(anna.asks("/api/posts/mark_helpful", &fields).await.status, 403, "not one's own");
            }
        }
        assert!(!cato.sees(&format!("/threads/{thread}")).await.says("Hielp de schrijver"));
        assert!(!bram.sees(&format!("/threads/{thread}")).await.has_form("posts/mark_helpful"));

        let form = anna.sees(&format!("/threads/{thread}")).await.form("posts/mark_helpful");
        anna.sends(&form).await;
        assert!(cato.sees(&format!("/threads/{thread}")).await.says("Hielp de schrijver"));
        let back = anna.sees(&format!("/threads/{thread}")).await.form("posts/mark_helpful");
        anna.sends(&back).await;
        assert!(!cato.sees(&format!("/threads/{thread}")).await.says("Hielp de schrijver"));
    }

    async fn a_reaction_counts_once_and_shows_as_a_step_the_next_day(app) {
        let mut anna = app.member().await;
        let thread = anna.shares("Ik durf niet te vragen hoe de tillift werkt.").await;
        assert!(!anna.sees(&format!("/threads/{thread}")).await.forms().iter().any(|form| form.value("kind") == "recognise"),
            "nobody recognises herself");
        let own = [("thread", &*thread), ("post", &*thread), ("kind", "recognise"), ("on", "yes")];
        assert_eq!(anna.asks("/api/reactions/set", &own).await.status, 403);

        let mut crowd = Vec::new();
        for _ in 0..11 {
            let mut person = app.member().await;
            person.recognises(&thread).await;
            person.asks("/api/reactions/set", &own).await;
            person.asks("/api/reactions/set", &own).await;
            crowd.push(person);
        }
        let before = anna.sees(&format!("/threads/{thread}")).await;
        assert!(!before.says("tientallen") && !before.says("enkele"), "nothing ticks while somebody watches (T21)");
        refresh(app).await;
        assert!(anna.sees(&format!("/threads/{thread}")).await.first(".react-own").contains("tientallen"));
        assert!(crowd[0].sees("/threads").await.says("tientallen"));

        for person in crowd.iter_mut().take(2) {
            let page = person.recognises(&thread).await;
            assert!(page.attributes("button.recognise", "aria-pressed").contains(&"false".to_owned()), "taken back");
        }
        refresh(app).await;
        assert!(anna.sees(&format!("/threads/{thread}")).await.first(".react-own").contains("enkele"));
    }

    async fn a_reaction_asks_for_a_real_post_and_a_real_kind(app) {
        let mut anna = app.member().await;
        let mut bram = app.member().await;
        let thread = anna.shares("Ik durf niet te vragen hoe de tillift werkt.").await;
        let other = anna.shares("En nog een verhaal van mij.").await;
        for (post, within, kind, on, status) in [
            (&*thread, &*thread, "recognise", "yes", 200),
            (&thread, &thread, "haat", "yes", 422),
            (&thread, &thread, "recognise", "misschien", 422),
            (&thread, &other, "recognise", "yes", 404),
            (NOBODY, &thread, "recognise", "yes", 404),
        ] {
            let fields = [("thread", within), ("post", post), ("kind", kind), ("on", on)];
            assert_eq!(bram.asks("/api/reactions/set", &fields).await.status, status, "{kind} {on}");
        }
    }

    async fn a_reaction_from_the_feed_returns_to_the_feed(app) {
        let mut anna = app.member().await;
        let mut bram = app.member().await;
        anna.shares("Ik durf niet te vragen hoe de tillift werkt.").await;
        let form = bram.sees("/threads").await.form("reactions/set");
        let page = bram.sends(&form).await;
        assert!(page.path.starts_with("/threads#thread-"), "{}", page.path);
        assert!(page.attributes("button.recognise", "aria-pressed").contains(&"true".to_owned()), "{}", page.html());
    }
}

async fn refresh(app: &server::testing::TestApp) {
    let mut tx = app.state.store.community.begin().await.expect("a unit of work");
    tx.reactions().refresh_shown().await.expect("refreshed");
    tx.commit().await.expect("kept");
}
