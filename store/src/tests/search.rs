//! What is found, what is not any more, and that both databases agree.

use super::samples::*;
use crate::outcomes::OutcomeRow;
use crate::search::Filled;
use crate::testing::TestStore;
use crate::{Added, Author, Community, Post, Thread, Tx};
use domain::ids::PostId;
use domain::outcomes::Outcome;
use domain::posts::PostKind;
use domain::search::{Asked, PostPlace, SearchQuery};
use domain::themes::ThemeId;
use domain::threads::Position;

type Tested<T> = Result<T, Box<dyn std::error::Error>>;

fn asked(text: &str) -> SearchQuery {
    SearchQuery::of(&Asked { text: text.to_owned(), ..Asked::default() })
}

/// A thread with this title and story.
async fn told(tx: &mut Tx<Community>, title: &str, story: &str) -> crate::Result<(Thread, Position, Post)> {
    let thread = Thread { title: title.to_owned(), ..a_thread() };
    let position = tx.threads().add(&thread).await?;
    let mut post = a_post(thread.id, PostKind::Opening, a_member());
    post.text = a_text(story);
    assert_eq!(tx.posts().add(&post).await?, Added::New(0));
    Ok((thread, position, post))
}

async fn replied(
    tx: &mut Tx<Community>,
    thread: &Thread,
    author: Author,
    words: &str,
) -> crate::Result<PostId> {
    let mut post = a_post(thread.id, PostKind::Tip, author);
    post.text = a_text(words);
    assert!(matches!(tx.posts().add(&post).await?, Added::New(_)));
    Ok(post.id)
}

async fn found(store: &TestStore, query: &SearchQuery) -> crate::Result<Vec<PostPlace>> {
    let mut tx = store.community.read().await?;
    Ok(tx.search().list(query, None).await?.threads.iter().map(|found| found.place).collect())
}

/// The rows of the index, sorted.
async fn index(store: &TestStore) -> Tested<Vec<String>> {
    let rows = store.rows().await?.into_iter();
    Ok(rows.filter(|row| row.contains("search_docs") || row.contains("search_postings")).collect())
}

crate::both! {
    async fn a_text_is_found_however_it_is_asked_for(store) {
        let mut tx = store.community.begin().await?;
        told(&mut tx, "Iets anders", "Over het rooster en de weekenden.").await?;
        let (thread, position, _) = told(&mut tx, "Boze cliënten", "In de nachtdienst had ik geen begeleiding.").await?;
        replied(&mut tx, &thread, a_member(), "Vraag het aan de praktijkopleider, 's nachts ook.").await?;
        tx.commit().await?;
        for (text, seq) in [
            ("client", 0), ("CLIËNT", 0), ("cliente", 0), ("boze clienten", 0),
            ("begeleidingen", 0), ("begelieding", 0), ("begeliding", 0), ("begeleidi", 0), ("bege", 0),
            ("nacht dienst", 0), ("nachtdiensten", 0), ("praktijk opleider", 1), ("praktijkopl", 1),
            ("hoe vraag je het de praktijkopleider", 1),
        ] {
            let place = PostPlace::of(position, seq).expect("a place");
            assert_eq!(found(store, &asked(text)).await?, [place], "{text}");
        }
        for text in ["tandarts", "=expert", "%", "' or 1=1", "bege ", ""] {
            assert_eq!(found(store, &asked(text)).await?, [], "{text}");
        }
    }

    async fn a_question_is_narrowed_to_what_the_rows_say(store) {
        let mut tx = store.community.begin().await?;
        let expert = an_expert();
        tx.experts().add(&expert).await?;
        let (plain, first, _) = told(&mut tx, "Het rooster", "Een rooster.").await?;
        let theme = ThemeId::from_slug("roster").expect("a theme");
        let other = Thread { themes: theme.into(), sector: None, phase: None, title: "Mijn rooster".into(), ..a_thread() };
        let second = tx.threads().add(&other).await?;
        tx.posts().add(&a_post(other.id, PostKind::Opening, a_member())).await?;
        let answer = replied(&mut tx, &other, Author::Expert(expert.id), "Vraag het na.").await?;
        tx.commit().await?;
        let threads = async |asked: &Asked| -> crate::Result<Vec<Position>> {
            Ok(found(store, &SearchQuery::of(asked)).await?.into_iter().map(PostPlace::thread).collect())
        };
        let all = Asked { text: "rooster".into(), ..Asked::default() };
        assert_eq!(threads(&all).await?.len(), 2);
        assert_eq!(threads(&Asked { theme: Some(theme), ..all.clone() }).await?, [second]);
        assert_eq!(threads(&Asked { sector: plain.sector, ..all.clone() }).await?, [first]);
        assert_eq!(threads(&Asked { phase: plain.phase, text: String::new(), ..all.clone() }).await?, [first]);
        assert_eq!(threads(&Asked { expert: true, ..all.clone() }).await?, [second]);
        assert_eq!(threads(&Asked { theme: Some(theme), sector: plain.sector, ..all.clone() }).await?, []);

        let mut tx = store.community.begin().await?;
        let closing = Some("Met mijn team een zebrapad afgesproken.".to_owned());
        tx.outcomes().set(plain.id, &OutcomeRow { outcome: Outcome::Solved, day: day(22), closing }).await?;
        tx.commit().await?;
        assert_eq!(threads(&Asked { outcome: Some(Outcome::Solved), ..all.clone() }).await?, [first]);
        assert_eq!(found(store, &asked("zebrapad")).await?.len(), 1, "the closing words too");

        let mut tx = store.community.begin().await?;
        tx.posts().remove(answer, day(22)).await?;
        tx.commit().await?;
        assert_eq!(threads(&Asked { expert: true, ..all }).await?, [], "the answer is gone");
    }

    async fn what_was_removed_or_changed_is_not_found_any_more(store) {
        let mut tx = store.community.begin().await?;
        let (thread, _, opening) = told(&mut tx, "Zebra", "Over olifanten.").await?;
        let tip = replied(&mut tx, &thread, a_member(), "Neem een giraffe.").await?;
        let other = replied(&mut tx, &thread, a_member(), "Of een kameel.").await?;
        tx.commit().await?;
        assert_eq!(found(store, &asked("giraffe")).await?.len(), 1);

        let mut tx = store.community.begin().await?;
        tx.posts().set_text(tip, &a_text("Neem een tijger."), day(22)).await?;
        tx.posts().set_text(opening.id, &a_text("Over nijlpaarden."), day(22)).await?;
        tx.threads().set_title(thread.id, "Kangoeroe").await?;
        tx.posts().remove(other, day(22)).await?;
        tx.commit().await?;
        for (text, count) in [("giraffe", 0), ("olifant", 0), ("zebra", 0), ("kameel", 0), ("tijger", 1), ("nijlpaard", 1), ("kangoeroe", 1)] {
            assert_eq!(found(store, &asked(text)).await?.len(), count, "{text}");
        }
        let mut tx = store.community.begin().await?;
        tx.posts().remove(opening.id, day(22)).await?;
        tx.commit().await?;
        assert_eq!(index(store).await?, [""; 0], "without its opening a thread is not found by its replies");
    }

    async fn what_is_not_kept_is_not_found(store) {
        let mut tx = store.community.begin().await?;
        told(&mut tx, "Zebra", "Over olifanten.").await?;
        drop(tx);
        assert_eq!(index(store).await?, [""; 0]);
    }

    /// Nothing in the index joins two posts: no tag, no day, no order but that of the threads.
    async fn the_index_knows_nothing_of_authors(store) {
        let mut tx = store.community.begin().await?;
        let me = a_member();
        for words in ["Een zebra.", "Een olifant."] {
            let thread = a_thread();
            tx.threads().add(&thread).await?;
            tx.posts().add(&Post { text: a_text(words), ..a_post(thread.id, PostKind::Opening, me) }).await?;
        }
        tx.commit().await?;
        let Author::Member { tag, .. } = me else { unreachable!("a member") };
        let hex: String = tag.bytes().iter().map(|byte| format!("{byte:02x}")).collect();
        for row in index(store).await? {
            assert!(!row.to_lowercase().contains(&hex) && !row.contains("2026"), "{row}");
        }
    }

    /// A reply is indexed by what was read before its unit of work: that is what its rows say, too.
    async fn the_terms_of_a_new_reply_are_those_of_its_rows(store) {
        let mut tx = store.community.begin().await?;
        let expert = an_expert();
        tx.experts().add(&expert).await?;
        let (thread, ..) = told(&mut tx, "Het rooster", "Een rooster.").await?;
        for author in [a_member(), Author::Expert(expert.id)] {
            for kind in [PostKind::Tip, PostKind::Support] {
                let mut post = a_post(thread.id, kind, author);
                post.text = a_text("Cliënten en collega's: \"vraag\" het, één keer. Échte\nroosters \\ %.");
                assert!(matches!(tx.posts().add(&post).await?, Added::New(_)));
            }
        }
        tx.commit().await?;
        let at_once = index(store).await?;
        assert!(at_once.iter().any(|row| row.contains("=expert")), "{at_once:?}");
        let empty = "delete from search_docs; delete from search_postings";
        store.tamper(empty, empty).await?;
        let mut tx = store.community.begin().await?;
        tx.search().set_thread(thread.id).await?;
        tx.commit().await?;
        assert_eq!(index(store).await?, at_once);
    }

    /// A thread that left the lists can still be answered by whoever has it open; nobody finds that.
    async fn a_reply_under_a_removed_challenge_is_not_found(store) {
        let mut tx = store.community.begin().await?;
        let (thread, _, opening) = told(&mut tx, "Weg", "Dit verdwijnt.").await?;
        tx.posts().remove(opening.id, day(22)).await?;
        replied(&mut tx, &thread, a_member(), "Een zebra.").await?;
        tx.commit().await?;
        assert_eq!(index(store).await?, [""; 0]);
    }

    /// Texts that come after the first look are indexed as they come, so they need not be read again at the next start.
    async fn an_empty_store_has_no_older_texts_later(store) {
        for _ in 0..2 {
            let mut tx = store.community.begin().await?;
            assert_eq!(tx.search().set_next(10).await?, Filled::All);
            told(&mut tx, "Zebra", "Een verhaal.").await?;
            tx.commit().await?;
        }
    }

    async fn older_texts_are_indexed_a_little_at_a_time(store) {
        let mut tx = store.community.begin().await?;
        for n in 0..5 {
            let (thread, ..) = told(&mut tx, "Zebra", &format!("Verhaal {n}.")).await?;
            replied(&mut tx, &thread, a_member(), "Een tip.").await?;
        }
        let (_, _, gone) = told(&mut tx, "Weg", "Dit verdwijnt.").await?;
        tx.posts().remove(gone.id, day(22)).await?;
        tx.commit().await?;
        let whole = index(store).await?;
        let empty = "delete from search_docs; delete from search_postings; delete from search_progress";
        store.tamper(empty, empty).await?;
        assert_eq!(index(store).await?, [""; 0]);

        for step in 0..3 {
            let mut tx = store.community.begin().await?;
            assert_eq!(tx.search().set_next(2).await?, Filled::Some(2), "{step}");
            tx.commit().await?;
            if step == 0 {
                // Stopped in the middle: nothing of this is kept, and the next one begins where the last one was.
                let mut tx = store.community.begin().await?;
                tx.search().set_next(2).await?;
                drop(tx);
            }
        }
        let mut tx = store.community.begin().await?;
        assert_eq!(tx.search().set_next(2).await?, Filled::All);
        tx.commit().await?;
        assert_eq!(index(store).await?, whole);
    }

    async fn other_rules_index_everything_anew(store) {
        let mut tx = store.community.begin().await?;
        told(&mut tx, "Zebra", "Een verhaal.").await?;
        tx.commit().await?;
        let whole = index(store).await?;
        // As if the version before had written another term.
        let older = "update search_postings set term = 'zebraaa' where term = 'zebra';
            update search_docs set terms = replace(terms, 'zebra', 'zebraaa');
            insert into search_progress (version, reached, goal) values (0, 1, 1)";
        store.tamper(older, older).await?;
        let mut tx = store.community.begin().await?;
        assert_eq!(tx.search().set_next(10).await?, Filled::Some(1));
        tx.commit().await?;
        assert_eq!(index(store).await?, whole);
    }

    /// A common word is read so far and no further; what is older is one page on, and a rare word finds it at once.
    async fn a_search_reads_so_much_and_no_more(store) {
        let mut tx = store.community.begin().await?;
        let mut rare = Vec::new();
        for n in 0..1_150 {
            let word = if n % 500 == 7 { "zebra" } else { "paard" };
            let (_, position, _) = told(&mut tx, "Rooster", word).await?;
            if word == "zebra" {
                rare.push(position);
            }
        }
        tx.commit().await?;
        let mut tx = store.community.read().await?;
        let first = tx.search().list(&asked("rooster"), None).await?;
        assert_eq!(first.threads.len(), 1_000);
        let second = tx.search().list(&asked("rooster"), first.older).await?;
        assert_eq!((second.threads.len(), second.older), (150, None));
        let both = tx.search().list(&asked("zebra rooster"), None).await?;
        let whole: Vec<_> = both.threads.iter().filter(|found| found.words == 2).map(|f| f.thread()).collect();
        assert_eq!(whole, rare.iter().rev().copied().collect::<Vec<_>>(), "the old ones too");
        assert_eq!(both.older, None);
    }
}
