//! A reply that is added where its form was told that it would stand: the same rows, or nothing.

use super::samples::*;
use crate::posts::{Form, Spot};
use crate::search::Terms;
use crate::{Added, Author, Community, Held, Post, Tx, both};
use domain::posts::Kind;

async fn spot_of(tx: &mut Tx<Community>, post: &Post) -> crate::Result<Spot> {
    match tx.posts().find_form(post.id, post.thread).await? {
        Form::New(spot) => Ok(spot),
        other => unreachable!("a new form: {other:?}"),
    }
}

async fn add_at(tx: &mut Tx<Community>, spot: Spot, post: &Post) -> crate::Result<Option<Added>> {
    tx.posts().add_at(spot, post, &Terms::of_reply(post.kind, &post.text, false)).await
}

both! {
    async fn a_reply_in_one_trip_is_the_reply_it_would_be(store) {
        let thread = a_thread();
        let mut tx = store.community.begin().await?;
        opened(&mut tx, &thread).await?;
        let first = a_tip(thread.id);
        let spot = spot_of(&mut tx, &first).await?;
        assert_eq!(add_at(&mut tx, spot, &first).await?, None, "it changes the lists of the thread");
        tx.posts().add(&first).await?;
        let mut tip = a_tip(thread.id);
        tip.text = a_text("Cliënten en collega's: \"vraag\" het, één keer. Échte\nroosters \\ %.");
        let support = Post { kind: Kind::Support, text: a_text("Dat het."), ..a_tip(thread.id) };
        for (seq, post) in [(2, &tip), (3, &support)] {
            let spot = spot_of(&mut tx, post).await?;
            match add_at(&mut tx, spot, post).await? {
                Some(added) => assert_eq!(added, Added::New(seq)),
                None => assert_eq!(tx.posts().add(post).await?, Added::New(seq), "PostgreSQL"),
            }
            let row = tx.posts().find(post.id).await?.expect("the post");
            assert_eq!((row.thread, row.seq, row.kind, row.author), (post.thread, seq, post.kind, post.author));
            assert_eq!((row.text.as_ref(), row.day), (Some(&post.text), post.day));
        }
        let row = tx.threads().find(thread.id).await?.expect("the thread");
        assert_eq!((row.tips, row.supports, row.experts), (2, 1, 0));
        assert_eq!(tx.posts().add(&a_tip(thread.id)).await?, Added::New(4), "each place is taken once");
        tx.commit().await?;

        let index = async || store.rows().await.map(|rows| rows.into_iter().filter(|row| row.contains("search_")).collect::<Vec<_>>());
        let at_once = index().await?;
        let empty = "delete from search_docs; delete from search_postings";
        store.tamper(empty, empty).await?;
        let mut tx = store.community.begin().await?;
        tx.search().set_thread(thread.id).await?;
        tx.commit().await?;
        assert_eq!(index().await?, at_once, "found by the same words");
    }

    async fn what_changed_since_it_was_read_is_seen(store) {
        let thread = a_thread();
        let mut tx = store.community.begin().await?;
        opened(&mut tx, &thread).await?;
        let (tip, late) = (a_tip(thread.id), a_tip(thread.id));
        tx.posts().add(&a_tip(thread.id)).await?;
        let spot = spot_of(&mut tx, &tip).await?;
        tx.posts().add(&tip).await?;
        assert_eq!(add_at(&mut tx, spot, &late).await?, None, "the place is taken");
        let spot = spot_of(&mut tx, &late).await?;
        let held = a_tip(thread.id);
        let Author::Member { tag, name } = held.author else { unreachable!("a member") };
        tx.held().hold(&Held::reply(&held, tag, name)).await?;
        assert_eq!(add_at(&mut tx, spot, &late).await?, None, "a name is taken");
        tx.held().remove(held.id).await?;
        let opening = tx.threads().find(thread.id).await?.expect("the thread").opening;
        tx.posts().remove(opening, day(22)).await?;
        assert_eq!(add_at(&mut tx, spot, &late).await?, None, "nobody finds a reply under a removed challenge");
        tx.commit().await?;
    }
}

#[tokio::test]
async fn a_form_sent_twice_is_one_post_and_counts_once() -> crate::testing::Tested {
    let store = crate::testing::TestStore::sqlite().await?;
    let thread = a_thread();
    let mut tx = store.community.begin().await?;
    opened(&mut tx, &thread).await?;
    let tip = a_tip(thread.id);
    tx.posts().add(&a_tip(thread.id)).await?;
    tx.posts().add(&tip).await?;
    let next = spot_of(&mut tx, &a_tip(thread.id)).await?;
    assert_eq!(add_at(&mut tx, next, &tip).await?, Some(Added::Known));
    assert_eq!(
        add_at(&mut tx, next, &Post { author: a_member(), ..tip.clone() }).await?,
        Some(Added::Refused)
    );
    assert_eq!(tx.threads().find(thread.id).await?.expect("the thread").tips, 2);
    assert_eq!(add_at(&mut tx, next, &a_tip(thread.id)).await?, Some(Added::New(3)), "no place is lost");
    tx.commit().await?;
    store.finish().await
}
