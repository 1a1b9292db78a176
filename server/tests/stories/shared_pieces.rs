//! Pieces of pages are rendered once and shared between members. What one reader may do or did never reaches another.

server::stories! {
    async fn what_one_reader_may_do_is_not_on_the_page_of_another(app) {
        let mut anna = app.member().await;
        let thread = anna.shares("Ik durf niet te vragen hoe de tillift werkt.").await;
        let mut bram = app.member().await;
        bram.replies(&thread, "Vraag het gewoon.").await;
        let mut cora = app.member().await;
        let path = format!("/threads/{thread}");

        // Whoever looks first, and whatever is shared by then: each sees the own page.
        for _ in 0..2 {
            let page = cora.sees(&path).await;
            assert_eq!(page.all("a[href^='/posts/']").len(), 0, "nothing is Cora's: {}", page.words());
            assert!(!page.has_form("posts/mark_helpful"), "Cora did not open the thread");

            let page = anna.sees(&path).await;
            let tools = page.attributes("a[href^='/posts/']", "href");
            assert!(tools.len() == 2 && tools.iter().all(|href| href.contains(&thread)), "{tools:?}");
            assert!(page.has_form("posts/mark_helpful"), "Anna may say what helped");

            let page = bram.sees(&path).await;
            let tools = page.attributes("a[href^='/posts/']", "href");
            assert!(tools.len() == 2 && tools.iter().all(|href| !href.contains(&thread)), "{tools:?}");
            assert!(!page.has_form("posts/mark_helpful"), "Bram did not open the thread");
        }
    }

    async fn what_one_reader_pressed_is_not_pressed_for_another(app) {
        let mut anna = app.member().await;
        let thread = anna.shares("Ik durf niet te vragen hoe de tillift werkt.").await;
        let (mut bram, mut cora) = (app.member().await, app.member().await);
        bram.sees("/threads").await;
        cora.recognises(&thread).await;
        for _ in 0..2 {
            for path in ["/threads".to_owned(), format!("/threads/{thread}")] {
                let pressed = cora.sees(&path).await.attributes("button.recognise", "aria-pressed");
                assert_eq!(pressed, ["true"], "{path}");
                let pressed = bram.sees(&path).await.attributes("button.recognise", "aria-pressed");
                assert_eq!(pressed, ["false"], "{path}");
                assert_eq!(anna.sees(&path).await.all("button.recognise").len(), 0, "it is Anna's own: {path}");
            }
        }
    }

    async fn only_a_public_page_says_in_its_title_what_it_is_about(app) {
        let mut anna = app.member().await;
        assert_eq!(anna.sees("/about/terms").await.first("title"), "Voorwaarden en huisregels · Health-Thing");
        assert_eq!(anna.sees("/threads").await.first("title"), "Health-Thing");
    }

    async fn an_english_and_a_dutch_reader_share_nothing(app) {
        let mut anna = app.member().await;
        let thread = anna.shares("Ik durf niet te vragen hoe de tillift werkt.").await;
        let mut bram = app.member().await;
        bram.posts("/api/language/set", &[("language", "en"), ("back", "/threads")]).await;
        for _ in 0..2 {
            let (dutch, english) = (anna.sees("/threads").await, bram.sees("/threads").await);
            assert!(dutch.says("nog geen tip") && !dutch.says("no tip yet"), "{}", dutch.words());
            assert!(english.says("no tip yet") && !english.says("nog geen tip"), "{}", english.words());
        }
        assert!(bram.sees(&format!("/threads/{thread}")).await.says("today"));
        assert!(anna.sees(&format!("/threads/{thread}")).await.says("vandaag"));
    }

    async fn a_text_that_was_changed_or_removed_is_shown_to_nobody(app) {
        let mut anna = app.member().await;
        let thread = anna.shares("Ik durf niet te vragen hoe de tillift werkt.").await;
        let mut bram = app.member().await;
        let path = format!("/threads/{thread}");
        bram.sees("/threads").await;
        bram.sees(&path).await;
        let form = anna.sees(&format!("/posts/{thread}/edit")).await.form("posts/edit");
        anna.sends(&form.with("body", "Ik vroeg het, en het viel mee.").with("title", "Het viel mee")).await;
        for page in [bram.sees("/threads").await, bram.sees(&path).await] {
            assert!(page.says("Het viel mee") && !page.says("tillift"), "{}", page.words());
        }
        let form = anna.sees(&format!("/posts/{thread}/remove")).await.form("posts/remove");
        anna.sends(&form).await;
        assert!(!bram.sees("/threads").await.says("Het viel mee"));
        assert_eq!(bram.gets(&path).await.status, 404);
    }
}
