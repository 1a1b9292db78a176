use super::samples::*;
use crate::{Added, Author, Held, both};
use domain::posts::PostKind;
use domain::threads::Filter;

fn a_day_later() -> domain::time::Day {
    day(2)
}

both! {
    async fn what_is_held_stands_nowhere_until_it_is_let_through(store) {
        let thread = a_thread();
        let (tag, other) = (a_tag(), a_tag());
        let mut opening = a_post(thread.id, PostKind::Opening, Author::Member { tag, name: 3 });
        opening.text.tried = Some("Bellen".to_owned());
        let mut tx = store.community.begin().await?;
        assert!(tx.held().add(&Held::opening(&thread, &opening, tag, 3)).await?);
        tx.commit().await?;

        let mut tx = store.community.read().await?;
        assert_eq!(tx.threads().find(thread.id).await?, None);
        assert_eq!(tx.posts().find(opening.id).await?, None);
        assert!(tx.threads().list(Filter::New, None, 9).await?.is_empty());
        assert!(tx.posts().list_scanned(crate::Since::Day(thread.day), 9).await?.is_empty());
        let mine = tx.held().list_of(thread.id, &tag).await?;
        assert_eq!((mine.len(), &mine[0].text, mine[0].themes), (1, &opening.text, Some(thread.themes)));
        assert!(tx.held().list_of(thread.id, &other).await?.is_empty());
        drop(tx);

        let mut tx = store.community.begin().await?;
        assert!(tx.held().release(opening.id, a_day_later()).await?);
        assert!(!tx.held().release(opening.id, a_day_later()).await?);
        tx.commit().await?;

        let mut tx = store.community.read().await?;
        let row = tx.threads().find(thread.id).await?.expect("the thread");
        assert_eq!((row.listed, row.title.as_str(), row.day, row.sector), (true, thread.title.as_str(), a_day_later(), thread.sector));
        let post = tx.posts().find(opening.id).await?.expect("the opening");
        assert_eq!((post.author, post.text.as_ref()), (opening.author, Some(&opening.text)));
        assert!(tx.held().list(None, 9).await?.is_empty());
    }

    async fn a_held_reply_counts_from_the_day_it_is_let_through(store) {
        let thread = a_thread();
        let tip = a_tip(thread.id);
        let Author::Member { tag, name } = tip.author else { unreachable!("a member's tip") };
        let mut tx = store.community.begin().await?;
        opened(&mut tx, &thread).await?;
        tx.held().add(&Held::reply(&tip, tag, name)).await?;
        assert_eq!(tx.threads().find(thread.id).await?.expect("the thread").tips, 0);
        assert_eq!(tx.posts().list(thread.id, -1).await?.len(), 1);
        assert!(tx.posts().list_names(thread.id).await?.contains(&(tag, name)), "the name is taken");
        assert!(tx.held().release(tip.id, a_day_later()).await?);
        assert_eq!(tx.threads().find(thread.id).await?.expect("the thread").tips, 1);
        assert_eq!(tx.posts().add(&tip).await?, Added::Known);
        tx.commit().await?;
    }

    async fn held_words_of_a_post_leave_the_old_ones_until_then(store) {
        let thread = a_thread();
        let tip = a_tip(thread.id);
        let Author::Member { tag, name } = tip.author else { unreachable!("a member's tip") };
        let mut tx = store.community.begin().await?;
        opened(&mut tx, &thread).await?;
        tx.posts().add(&tip).await?;
        let mut held = Held { changes: true, ..Held::reply(&tip, tag, name) };
        held.text.body = "Nieuw".to_owned();
        assert!(tx.held().add(&held).await?);
        held.text.body = "Nieuwer".to_owned();
        assert!(tx.held().add(&held).await?, "newer words replace those that wait");
        let foreign = Held { tag: a_tag(), ..held.clone() };
        assert!(!tx.held().add(&foreign).await?, "not those of somebody else");
        assert_eq!(tx.posts().find(tip.id).await?.expect("the tip").text, Some(tip.text.clone()));
        assert!(tx.held().release(tip.id, a_day_later()).await?);
        assert_eq!(tx.posts().find(tip.id).await?.expect("the tip").text, Some(held.text));
        tx.commit().await?;
    }

    async fn what_is_removed_is_gone_and_a_reply_to_nothing_waits_no_longer(store) {
        let thread = a_thread();
        let tip = a_tip(thread.id);
        let Author::Member { tag, name } = tip.author else { unreachable!("a member's tip") };
        let mut tx = store.community.begin().await?;
        tx.held().add(&Held::reply(&tip, tag, name)).await?;
        assert!(!tx.held().release(tip.id, a_day_later()).await?, "its thread is not there");
        assert_eq!(tx.held().find(tip.id).await?, None);
        tx.held().add(&Held::reply(&tip, tag, name)).await?;
        assert!(tx.held().remove(tip.id).await?);
        assert!(!tx.held().remove(tip.id).await?);
        tx.commit().await?;
    }
}
