//! A reply that is kept where its form was told that it would stand: the same rows, or nothing.

use super::samples::*;
use crate::posts::{Form, Spot};
use crate::search::Terms;
use crate::testing::TestStore;
use crate::{Added, Author, Error, Held, Post, Thread, both};
use domain::ids::ThreadId;
use domain::posts::PostKind;
use futures::future::join_all;

async fn spot_of(store: &TestStore, post: &Post) -> crate::Result<Spot> {
    match store.community.glance().await?.posts().find_form(post.id, post.thread).await? {
        Form::New(spot) => Ok(spot),
        other => unreachable!("a new form: {other:?}"),
    }
}

async fn add_at(store: &TestStore, spot: Spot, post: &Post) -> crate::Result<bool> {
    store.community.add_reply_at(spot, post, &Terms::of_reply(post.kind, &post.text, false)).await
}

/// A thread with one answer: one more changes nothing about its lists.
async fn answered(store: &TestStore) -> crate::Result<Thread> {
    let thread = a_thread();
    let mut tx = store.community.begin().await?;
    opened(&mut tx, &thread).await?;
    tx.posts().add(&a_tip(thread.id)).await?;
    tx.commit().await?;
    Ok(thread)
}

async fn row(store: &TestStore, thread: ThreadId) -> crate::Result<crate::ThreadRow> {
    Ok(store.community.look().await?.threads().find(thread).await?.expect("the thread"))
}

both! {
    async fn a_reply_in_one_go_is_the_reply_it_would_be(store) {
        let thread = a_thread();
        let mut tx = store.community.begin().await?;
        opened(&mut tx, &thread).await?;
        tx.commit().await?;
        let first = a_tip(thread.id);
        let spot = spot_of(store, &first).await?;
        assert!(!add_at(store, spot, &first).await?, "it changes the lists of the thread");
        let mut tx = store.community.begin().await?;
        tx.posts().add(&first).await?;
        tx.commit().await?;
        let mut tip = a_tip(thread.id);
        tip.text = a_text("Cliënten en collega's: \"vraag\" het, één keer. Échte\nroosters \\ %.");
        let support = Post { kind: PostKind::Support, text: a_text("Dat het."), ..a_tip(thread.id) };
        for (seq, post) in [(2, &tip), (3, &support)] {
            let spot = spot_of(store, post).await?;
            let mut live = store.live();
            if add_at(store, spot, post).await? {
                assert_eq!(live.try_recv(), Ok(thread.id), "open pages are told");
            } else {
                assert!(store.folder().is_none(), "PostgreSQL");
                let mut tx = store.community.begin().await?;
                assert_eq!(tx.posts().add(post).await?, Added::New(seq));
                tx.commit().await?;
            }
            let mut tx = store.community.look().await?;
            let row = tx.posts().find(post.id).await?.expect("the post");
            assert_eq!((row.thread, row.seq, row.kind, row.author), (post.thread, seq, post.kind, post.author));
            assert_eq!((row.text.as_ref(), row.day), (Some(&post.text), post.day));
        }
        let found = row(store, thread.id).await?;
        assert_eq!((found.tips, found.supports, found.experts), (2, 1, 0));
        let mut tx = store.community.begin().await?;
        assert_eq!(tx.posts().add(&a_tip(thread.id)).await?, Added::New(4), "each place is taken once");
        tx.commit().await?;

        let index = async || store.rows().await.map(|rows| rows.into_iter().filter(|row| row.contains("search_")).collect::<Vec<_>>());
        store.community.settle_recent().await?;
        let at_once = index().await?;
        let empty = "delete from search_docs; delete from search_postings";
        store.tamper(empty, empty).await?;
        let mut tx = store.community.begin().await?;
        tx.search().set_thread(thread.id).await?;
        tx.commit().await?;
        assert_eq!(index().await?, at_once, "found by the same words");
    }

    async fn what_changed_since_it_was_read_is_seen(store) {
        let thread = answered(store).await?;
        let (tip, late) = (a_tip(thread.id), a_tip(thread.id));
        let spot = spot_of(store, &tip).await?;
        let mut tx = store.community.begin().await?;
        tx.posts().add(&tip).await?;
        tx.commit().await?;
        assert!(!add_at(store, spot, &late).await?, "the place is taken");
        let spot = spot_of(store, &late).await?;
        let held = a_tip(thread.id);
        let Author::Member { tag, name } = held.author else { unreachable!("a member") };
        let mut tx = store.community.begin().await?;
        tx.held().hold(&Held::reply(&held, tag, name)).await?;
        tx.commit().await?;
        assert!(!add_at(store, spot, &late).await?, "a name is taken");
        let mut tx = store.community.begin().await?;
        tx.held().remove(held.id).await?;
        let opening = tx.threads().find(thread.id).await?.expect("the thread").opening;
        tx.posts().remove(opening, day(22)).await?;
        tx.commit().await?;
        assert!(!add_at(store, spot, &late).await?, "nobody finds a reply under a removed challenge");
    }

    async fn a_form_sent_twice_is_one_post_and_counts_once(store) {
        let thread = answered(store).await?;
        let tip = a_tip(thread.id);
        let mut tx = store.community.begin().await?;
        tx.posts().add(&tip).await?;
        tx.commit().await?;
        let next = spot_of(store, &a_tip(thread.id)).await?;
        assert!(!add_at(store, next, &tip).await?);
        assert!(!add_at(store, next, &Post { author: a_member(), ..tip.clone() }).await?);
        assert_eq!(row(store, thread.id).await?.tips, 2);
        let mut tx = store.community.begin().await?;
        assert_eq!(tx.posts().add(&tip).await?, Added::Known);
        assert_eq!(tx.posts().add(&a_tip(thread.id)).await?, Added::New(3), "no place is lost");
        tx.commit().await?;
    }

    /// Many at once, beside units of work: each is kept, or nothing of it and somebody says so.
    async fn replies_and_units_of_work_take_turns(store) {
        let threads = join_all((0..4).map(|_| answered(store))).await.into_iter().collect::<crate::Result<Vec<_>>>()?;
        let replies: Vec<Post> = (0..80).map(|n| a_tip(threads[n % 4].id)).collect();
        let kept = join_all(replies.iter().enumerate().map(|(n, post)| async move {
            let spot = spot_of(store, post).await?;
            if n % 3 == 0 || !add_at(store, spot, post).await? {
                let mut tx = store.community.begin().await?;
                assert!(matches!(tx.posts().add(post).await?, Added::New(_)));
                if n % 9 == 0 {
                    return Ok(false);
                }
                tx.commit().await?;
            }
            crate::Result::Ok(true)
        })).await;
        let mut tx = store.community.look().await?;
        for (post, kept) in replies.iter().zip(kept) {
            assert_eq!(tx.posts().find(post.id).await?.is_some(), kept?);
        }
        for thread in &threads {
            let posts = tx.posts().list(thread.id, -1).await?;
            let places: Vec<i64> = posts.iter().map(|post| post.seq).collect();
            assert_eq!(places, (0..places.len() as i64).collect::<Vec<_>>(), "each place once");
            let tips = tx.threads().find(thread.id).await?.expect("the thread").tips;
            assert_eq!(tips as usize, posts.len() - 1);
        }
    }
}

#[tokio::test]
async fn a_failure_loses_only_itself() -> crate::testing::Tested {
    let store = TestStore::sqlite().await?;
    let thread = answered(&store).await?;
    // Something stands already where the words of the next reply would.
    store
        .tamper("insert into search_recent (place, terms) select position * 4096 + 2, 'x 1' from threads", "")
        .await?;
    let tip = a_tip(thread.id);
    let spot = spot_of(&store, &tip).await?;
    assert!(matches!(add_at(&store, spot, &tip).await, Err(Error::Other(_))));
    assert_eq!(row(&store, thread.id).await?.tips, 1, "nothing of it is kept");
    let other = answered(&store).await?;
    let (tip, bad) = (a_tip(other.id), a_tip(thread.id));
    let (spot, bad_spot) = (spot_of(&store, &tip).await?, spot_of(&store, &bad).await?);
    let turn = store.community.begin().await?;
    let both = tokio::join!(add_at(&store, spot, &tip), add_at(&store, bad_spot, &bad), async {
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
        drop(turn);
    });
    assert!(both.1.is_err());
    let kept = store.community.look().await?.posts().find(tip.id).await?.is_some();
    assert_eq!(both.0.ok(), Some(kept), "kept, or to be made in another way");
    assert!(add_at(&store, spot_of(&store, &a_tip(other.id)).await?, &a_tip(other.id)).await?);
    store.finish().await
}

#[tokio::test]
async fn nothing_is_kept_after_closing() -> crate::testing::Tested {
    let store = TestStore::sqlite().await?;
    let thread = answered(&store).await?;
    let tip = a_tip(thread.id);
    let spot = spot_of(&store, &tip).await?;
    assert!(add_at(&store, spot, &tip).await?);
    store.close().await;
    assert!(matches!(add_at(&store, spot, &a_tip(thread.id)).await, Err(Error::Offline)));
    store.finish().await
}
