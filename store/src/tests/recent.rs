//! The newest replies are found as if their words stood in the index already, and nobody sees when they are put there.

use super::samples::*;
use crate::posts::Form;
use crate::search::{Found, Terms};
use crate::testing::TestStore;
use crate::zone::Base;
use crate::{Added, Post, Thread, both};
use domain::posts::PostKind;
use domain::search::{Asked, Query};

const WORDS: [&str; 14] = [
    "rooster",
    "roosters",
    "nacht",
    "nachtdienst",
    "dienst",
    "cliënten",
    "begeleiding",
    "zebra",
    "zebrapad",
    "paard",
    "olifant",
    "team",
    "teamleider",
    "leider",
];
const QUESTIONS: [&str; 12] = [
    "rooster",
    "nachtdienst",
    "nacht dienst",
    "zebra rooster",
    "begelieding",
    "begel",
    "team leider",
    "roos",
    "olifant",
    "client",
    "zebra paard olifant",
    "tandarts",
];

async fn answered(store: &TestStore, n: usize) -> crate::Result<Thread> {
    let thread = a_thread();
    let mut tx = store.community.begin().await?;
    opened(&mut tx, &thread).await?;
    let mut tip = a_tip(thread.id);
    tip.text = a_text(WORDS[n % WORDS.len()]);
    tx.posts().add(&tip).await?;
    tx.commit().await?;
    Ok(thread)
}

/// As the server keeps a reply.
async fn reply(store: &TestStore, thread: &Thread, words: &str) -> crate::Result<Post> {
    let post = Post { kind: PostKind::Support, text: a_text(words), ..a_tip(thread.id) };
    let Form::New(spot) = store.community.glance().await?.posts().find_form(post.id, thread.id).await? else {
        unreachable!("a new form")
    };
    if !store.community.add_reply_at(spot, &post, &Terms::of_reply(post.kind, &post.text, false)).await? {
        let mut tx = store.community.begin().await?;
        assert!(matches!(tx.posts().add(&post).await?, Added::New(_)));
        tx.commit().await?;
    }
    Ok(post)
}

async fn found(store: &TestStore, text: &str) -> crate::Result<Found> {
    let query = Query::of(&Asked { text: text.to_owned(), ..Asked::default() });
    store.community.look().await?.search().list(&query, None).await
}

async fn answers(store: &TestStore) -> crate::Result<Vec<Found>> {
    let mut all = Vec::new();
    for text in QUESTIONS {
        all.push(found(store, text).await?);
    }
    Ok(all)
}

/// How many texts stand apart, and how many in the index.
async fn texts(store: &TestStore) -> Result<(usize, usize), Box<dyn std::error::Error>> {
    let rows = store.rows().await?;
    let count = |table| rows.iter().filter(|row| row.starts_with(table)).count();
    Ok((count("community.search_recent"), count("community.search_docs")))
}

both! {
    async fn the_same_is_found_in_the_same_order_before_and_after(store) {
        let mut threads = Vec::new();
        for n in 0..12 {
            threads.push(answered(store, n).await?);
        }
        for round in 0..3 {
            for n in 0..40 {
                let words = [n * 7 + round, n * n + 3, n / 3].map(|n| WORDS[n % WORDS.len()]).join(" ");
                reply(store, &threads[n * 5 % threads.len()], &words).await?;
            }
            let apart = answers(store).await?;
            assert!(apart.iter().filter(|found| !found.threads.is_empty()).count() > 9, "{apart:?}");
            let (recent, docs) = texts(store).await?;
            assert_eq!(recent, if store.folder().is_some() { 40 } else { 0 });
            assert_eq!(store.community.settle_recent().await?, recent as u64);
            assert_eq!(texts(store).await?, (0, docs + recent));
            assert_eq!(answers(store).await?, apart);
            assert_eq!(store.community.settle_recent().await?, 0, "once");
        }
    }

    async fn what_was_removed_or_changed_leaves_no_word(store) {
        let thread = answered(store, 0).await?;
        let gone = reply(store, &thread, "Een giraffe in de wei.").await?;
        let changed = reply(store, &thread, "Een kameel in de stal.").await?;
        let settled = reply(store, &thread, "Een tijger in de boom.").await?;
        for (text, count) in [("giraffe", 1), ("kameel", 1), ("tijger", 1)] {
            assert_eq!(found(store, text).await?.threads.len(), count, "{text}");
        }
        // As if it were being put into the index: half of its words stand there.
        store.tamper("insert into search_postings (term, place, weight) select 'giraf', place, 24 from search_recent where terms like '%giraf%'", "select 1").await?;
        let mut tx = store.community.begin().await?;
        tx.posts().remove(gone.id, day(22)).await?;
        tx.posts().set_text(changed.id, &a_text("Een dromedaris in de stal."), day(22)).await?;
        tx.commit().await?;
        store.community.settle_recent().await?;
        let mut tx = store.community.begin().await?;
        tx.posts().remove(settled.id, day(22)).await?;
        tx.commit().await?;
        for (text, count) in [("giraffe", 0), ("kameel", 0), ("tijger", 0), ("dromedaris", 1)] {
            assert_eq!(found(store, text).await?.threads.len(), count, "{text}");
        }
        let rows = store.rows().await?.join("\n");
        for word in ["giraf", "kamel", "tijger"] {
            assert!(!rows.contains(word), "{word}");
        }
        assert!(rows.contains("dromedaris"));
    }

    /// Acknowledged is found, also by whoever opens the file after a power failure.
    async fn what_stands_apart_is_found_by_the_next_program(store) {
        let thread = answered(store, 0).await?;
        reply(store, &thread, "Een giraffe.").await?;
        let (accounts, community) = store.urls();
        let again = crate::Store::open(&accounts, &community).await?;
        let query = Query::of(&Asked { text: "giraffe".to_owned(), ..Asked::default() });
        assert_eq!(again.community.look().await?.search().list(&query, None).await?.threads.len(), 1);
        again.close().await;
        // Texts that are indexed anew stand in one place only.
        let empty = "delete from search_progress";
        store.tamper(empty, empty).await?;
        let mut tx = store.community.begin().await?;
        tx.search().set_next(10).await?;
        tx.commit().await?;
        assert_eq!(texts(store).await?.0, 0);
        assert_eq!(found(store, "giraffe").await?.threads.len(), 1);
    }

    /// While they are put into the index, people go on writing, changing and removing.
    async fn putting_them_into_the_index_waits_for_nobody(store) {
        let thread = answered(store, 0).await?;
        let mut posts = Vec::new();
        for n in 0..30 {
            posts.push(reply(store, &thread, &format!("Een giraffe met de {}.", WORDS[n % WORDS.len()])).await?);
        }
        let removing = async {
            for post in &posts[..15] {
                let mut tx = store.community.begin().await?;
                tx.posts().remove(post.id, day(22)).await?;
                tx.commit().await?;
            }
            crate::Result::Ok(())
        };
        let writing = async {
            for _ in 0..15 {
                reply(store, &thread, "Een kameel.").await?;
            }
            crate::Result::Ok(())
        };
        let (removed, settled, again, written) =
            tokio::join!(removing, store.community.settle_recent(), store.community.settle_recent(), writing);
        removed?;
        written?;
        assert!(settled? + again? <= 45);
        store.community.settle_recent().await?;
        let mut tx = store.community.begin().await?;
        tx.search().set_thread(thread.id).await?;
        tx.commit().await?;
        let rows = store.rows().await?;
        let postings = |term: &str| {
            let stands = |row: &&String| row.starts_with("community.search_postings") && row.contains(term);
            rows.iter().filter(stands).count()
        };
        assert_eq!((postings("giraf"), postings("kamel")), (15, 15));
    }

    async fn what_was_taken_away_does_not_count_for_ever(store) {
        let thread = answered(store, 0).await?;
        let Base::Sqlite(base) = &store.community.base else { return Ok(()) };
        let gone = reply(store, &thread, "zebra").await?;
        assert_eq!(base.backlog.counted(), 1);
        let mut tx = store.community.begin().await?;
        tx.posts().remove(gone.id, day(22)).await?;
        tx.commit().await?;
        assert_eq!(store.community.settle_recent().await?, 0);
        assert_eq!(base.backlog.counted(), 0, "or replies would be put into the index one by one some day");
        reply(store, &thread, "paard").await?;
        assert_eq!((base.backlog.counted(), store.community.settle_recent().await?), (1, 1));
        assert_eq!(base.backlog.counted(), 0);
    }

    async fn a_change_of_somebody_else_that_fails_takes_no_words_away(store) {
        let (thread, other) = (answered(store, 0).await?, answered(store, 1).await?);
        if store.folder().is_none() {
            return Ok(());
        }
        let kept = reply(store, &thread, "zebra").await?;
        // Something stands already where the words of the next reply in the other thread would.
        let taken = "insert into search_recent (place, terms) select max(position) * 4096 + 2, 'x 1' from threads";
        store.tamper(taken, "").await?;
        let bad = Post { kind: PostKind::Support, text: a_text("paard"), ..a_tip(other.id) };
        let Form::New(spot) = store.community.glance().await?.posts().find_form(bad.id, other.id).await? else {
            unreachable!("a new form")
        };
        // While somebody else writes, both come into one commit, and the second one fails.
        let turn = store.community.begin().await?;
        let wait = |milliseconds| tokio::time::sleep(std::time::Duration::from_millis(milliseconds));
        let terms = Terms::of_reply(bad.kind, &bad.text, false);
        let (settled, failed, ()) = tokio::join!(
            store.community.settle_recent(),
            async {
                wait(50).await;
                store.community.add_reply_at(spot, &bad, &terms).await
            },
            async {
                wait(100).await;
                drop(turn);
            }
        );
        assert!(failed.is_err(), "its place in the index is taken");
        assert!(settled.is_ok(), "{settled:?}");
        for _ in 0..2 {
            let posts = found(store, "zebra").await?;
            assert_eq!(posts.threads.len(), 1, "{posts:?}");
            store.community.settle_recent().await?;
        }
        assert!(store.community.look().await?.posts().find(kept.id).await?.is_some());
    }
}
