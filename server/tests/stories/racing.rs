//! A deed and its opposite at one moment, on several threads.

server::stories! {
    on_several_threads
    /// A deed and its opposite at one moment: whichever comes first, nothing stays at a post that is gone.
    async fn a_reaction_that_races_a_removal_leaves_nothing_behind(app) {
        let mut anna = app.member().await;
        let mut bram = app.member().await;
        let thread = anna.shares("Ik durf niet te vragen hoe de tillift werkt.").await;
        for round in 0..8 {
            let tip = bram.replies(&thread, &format!("Vraag het gewoon, keer {round}.")).await;
            let strength = [("thread", &*thread), ("post", &*tip), ("kind", "strength"), ("on", "yes")];
            let tried = [("thread", &*thread), ("post", &*tip), ("value", "helped")];
            let post = [("post", &*tip)];
            let removes = bram.asks("/api/posts/remove", &post);
            let reacts = async {
                anna.asks("/api/reactions/set", &strength).await;
                anna.asks("/api/tried/set", &tried).await
            };
            let (removed, _) = tokio::join!(removes, reacts);
            assert_eq!(removed.status, 200, "{}", removed.text());
        }
        let rows = app.place().rows().await.expect("rows");
        let left: Vec<_> = rows.iter().filter(|row| row.starts_with("community.reactions") || row.starts_with("community.tried")).collect();
        assert_eq!(left, Vec::<&String>::new());
    }

    /// A story that waits is changed while it appears: the words stand there, or they come back. They are never gone.
    async fn words_that_race_the_moment_of_their_story_are_never_lost(app) {
        let mut anna = app.member().await;
        for round in 0..8 {
            let thread = anna.shares_safely(&format!("Ik stond er alleen voor, keer {round}.")).await;
            let words = format!("Zo wilde ik het zeggen, keer {round}.");
            let edit = anna.sees(&format!("/waiting/{thread}/edit")).await.form("waiting/edit").with("body", &words);
            let publish = anna.sees(&format!("/threads/{thread}")).await.form("waiting/publish");
            let (mut tab, mut other) = (anna.clone(), anna.clone());
            let (words_of_edit, words_of_publish) = (edit.pairs(), publish.pairs());
            let (edited, published) = tokio::join!(
                tab.posts(&edit.action, &words_of_edit),
                other.posts(&publish.action, &words_of_publish)
            );
            assert_eq!(published.status, 303, "{}", published.text());
            let there = anna.sees(&format!("/threads/{thread}")).await.says(&words);
            assert_eq!(there, edited.status == 303, "round {round}: {}", edited.text());
            assert!(there || edited.text().contains(&words), "round {round}: {}", edited.text());
        }
    }
}
