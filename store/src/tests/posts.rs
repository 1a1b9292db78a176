use super::samples::*;
use crate::posts::FormFate;
use crate::{Added, Author, Held, Text, both};
use domain::posts::PostKind;

both! {
    async fn a_post_is_found_as_it_was_said(store) {
        let thread = a_thread();
        let mut tx = store.community.begin().await?;
        tx.threads().add(&thread).await?;
        let mut opening = a_post(thread.id, PostKind::Opening, Author::Member { tag: a_tag(), name: 255 });
        opening.text = Text {
            body: "Gisteren was ik alleen.\n\nMet 12 bewoners. 😶".to_owned(),
            tried: Some("Bellen".to_owned()),
            question: Some("Wat nu?".to_owned()),
        };
        assert_eq!(tx.posts().add(&opening).await?, Added::New(0));
        let tip = a_tip(thread.id);
        assert_eq!(tx.posts().add(&tip).await?, Added::New(1));
        tx.commit().await?;

        let mut tx = store.community.read().await?;
        let row = tx.posts().find(opening.id).await?.expect("the post");
        assert_eq!((row.id, row.thread, row.seq, row.kind), (opening.id, thread.id, 0, PostKind::Opening));
        assert_eq!((row.author, row.text.as_ref(), row.day), (opening.author, Some(&opening.text), opening.day));
        assert_eq!((row.helpful, row.edited, row.removed(), row.expert.is_none()), (false, false, false, true));
        assert_eq!(tx.posts().find(a_tip(thread.id).id).await?, None);
        let ids: Vec<_> = tx.posts().list(thread.id, -1).await?.iter().map(|row| row.id).collect();
        assert_eq!(ids, [opening.id, tip.id]);
        let ids: Vec<_> = tx.posts().list(thread.id, 0).await?.iter().map(|row| row.id).collect();
        assert_eq!(ids, [tip.id]);
    }

    async fn a_form_sent_twice_is_one_post(store) {
        let thread = a_thread();
        let mut tx = store.community.begin().await?;
        opened(&mut tx, &thread).await?;
        let tip = a_tip(thread.id);
        assert_eq!(tx.posts().add(&tip).await?, Added::New(1));
        tx.commit().await?;

        let mut tx = store.community.begin().await?;
        assert_eq!(tx.posts().add(&tip).await?, Added::Known);
        assert_eq!(tx.posts().list(thread.id, -1).await?.len(), 2);
        assert_eq!(tx.threads().find(thread.id).await?.expect("the thread").tips, 1);
        assert_eq!(tx.posts().add(&a_tip(thread.id)).await?, Added::New(2), "no place is lost");
        tx.commit().await?;
    }

    async fn a_form_is_new_until_it_was_sent(store) {
        let thread = a_thread();
        let mut tx = store.community.begin().await?;
        opened(&mut tx, &thread).await?;
        let (tip, held) = (a_tip(thread.id), a_tip(thread.id));
        assert_eq!(tx.posts().find_form(tip.id, a_thread().id).await?, FormFate::NoThread);
        assert_eq!(tx.posts().find_form(tip.id, thread.id).await?, FormFate::New);
        tx.posts().add(&tip).await?;
        let Author::Member { tag, name } = held.author else { unreachable!("a member") };
        tx.held().add(&Held::reply(&held, tag, name)).await?;
        for sent in [&tip, &held] {
            assert_eq!(tx.posts().find_form(sent.id, thread.id).await?, FormFate::Sent);
        }
        tx.posts().remove(tip.id, day(22)).await?;
        assert_eq!(tx.posts().find_form(tip.id, thread.id).await?, FormFate::Sent, "removed is not new");
        tx.commit().await?;
    }

    async fn a_form_sent_many_times_at_once_is_one_post(store) {
        let thread = a_thread();
        let mut tx = store.community.begin().await?;
        opened(&mut tx, &thread).await?;
        tx.commit().await?;

        let tip = a_tip(thread.id);
        let sends = (0..8).map(|_| {
            let (zone, tip) = (store.community.clone(), tip.clone());
            async move {
                let mut tx = zone.begin().await?;
                let added = tx.posts().add(&tip).await?;
                tx.commit().await?;
                crate::Result::Ok(added)
            }
        });
        let mut added = futures::future::try_join_all(sends).await?;
        added.sort_by_key(|added| *added == Added::Known);
        assert_eq!(added[0], Added::New(1));
        assert!(added[1..].iter().all(|added| *added == Added::Known), "{added:?}");
        let mut tx = store.community.read().await?;
        assert_eq!(tx.posts().list(thread.id, 0).await?.len(), 1);
        assert_eq!(tx.threads().find(thread.id).await?.expect("the thread").tips, 1);
    }

    async fn the_id_of_another_author_is_refused(store) {
        let thread = a_thread();
        let elsewhere = a_thread();
        let mut tx = store.community.begin().await?;
        let opening = opened(&mut tx, &thread).await?;
        opened(&mut tx, &elsewhere).await?;
        let mut theft = a_tip(thread.id);
        theft.id = opening.id;
        assert_eq!(tx.posts().add(&theft).await?, Added::Refused);
        let mut moved = opening.clone();
        moved.thread = elsewhere.id;
        assert_eq!(tx.posts().add(&moved).await?, Added::Refused);
        assert_eq!(tx.posts().add(&a_tip(a_thread().id)).await?, Added::Refused, "there is no such thread");
        tx.commit().await?;
    }

    async fn replies_that_come_together_get_places_of_their_own(store) {
        let thread = a_thread();
        let mut tx = store.community.begin().await?;
        opened(&mut tx, &thread).await?;
        tx.commit().await?;
        let sends = (0..20).map(|_| {
            let (zone, tip) = (store.community.clone(), a_tip(thread.id));
            async move {
                let mut tx = zone.begin().await?;
                let added = tx.posts().add(&tip).await?;
                tx.commit().await?;
                crate::Result::Ok(added)
            }
        });
        futures::future::try_join_all(sends).await?;
        let rows = store.community.read().await?.posts().list(thread.id, -1).await?;
        assert_eq!(rows.iter().map(|row| row.seq).collect::<Vec<_>>(), (0..=20).collect::<Vec<_>>());
    }

    async fn an_expert_stands_beside_the_own_post(store) {
        let thread = a_thread();
        let expert = an_expert();
        let mut tx = store.community.begin().await?;
        opened(&mut tx, &thread).await?;
        tx.experts().add(&expert).await?;
        let answer = a_post(thread.id, PostKind::Tip, Author::Expert(expert.id));
        assert_eq!(tx.posts().add(&answer).await?, Added::New(1));
        assert_eq!(tx.posts().add(&answer).await?, Added::Known);
        let row = tx.posts().find(answer.id).await?.expect("the post");
        let line = row.expert.expect("the expert");
        assert_eq!((row.author, line.id, line.name), (answer.author, expert.id, expert.name.clone()));
        assert_eq!(tx.experts().find(expert.id).await?.as_ref(), Some(&expert));
        assert_eq!(tx.experts().list().await?, [expert]);
        tx.commit().await?;
    }

    async fn an_author_keeps_one_name_in_a_thread(store) {
        let (thread, elsewhere) = (a_thread(), a_thread());
        let (me, you) = (a_tag(), a_tag());
        let mut tx = store.community.begin().await?;
        let opening = opened(&mut tx, &thread).await?;
        opened(&mut tx, &elsewhere).await?;
        for (tag, name) in [(me, 3), (you, 0), (me, 3)] {
            let tip = a_post(thread.id, PostKind::Tip, Author::Member { tag, name });
            assert!(matches!(tx.posts().add(&tip).await?, Added::New(_)));
        }
        assert_eq!(tx.posts().find_name(thread.id, &me).await?, Some(3));
        assert_eq!(tx.posts().find_name(elsewhere.id, &me).await?, None);
        let Author::Member { tag: opener, name } = opening.author else { unreachable!("a member") };
        let used = tx.posts().list_names(thread.id).await?;
        assert_eq!(used.len(), 3);
        for author in [(me, 3), (you, 0), (opener, name)] {
            assert!(used.contains(&author));
        }
        tx.commit().await?;
        assert_eq!(store.community.read().await?.posts().list_names(thread.id).await?.len(), 3);
    }

    async fn a_changed_text_replaces_the_old_one_and_shows_that_it_was_edited(store) {
        let thread = a_thread();
        let mut tx = store.community.begin().await?;
        let opening = opened(&mut tx, &thread).await?;
        for (n, body) in [(22, "Anders gezegd"), (23, "Nog eens anders")] {
            assert!(tx.posts().set_text(opening.id, &a_text(body), day(n)).await?);
        }
        let row = tx.posts().find(opening.id).await?.expect("the post");
        assert_eq!((row.text, row.edited, row.day), (Some(a_text("Nog eens anders")), true, opening.day));
        assert!(!tx.posts().set_text(a_tip(thread.id).id, &a_text("Van niemand"), day(22)).await?);
        tx.commit().await?;
    }

    async fn a_removed_post_keeps_its_place_and_nothing_else(store) {
        let thread = a_thread();
        let mut tx = store.community.begin().await?;
        opened(&mut tx, &thread).await?;
        let (gone, stays) = (a_tip(thread.id), a_tip(thread.id));
        tx.posts().add(&gone).await?;
        tx.posts().add(&stays).await?;
        tx.posts().set_helpful(gone.id, day(21)).await?;
        tx.reactions().set(gone.id, &a_tag(), domain::posts::ReactionKind::Recognise, true).await?;
        assert!(tx.posts().remove(gone.id, day(22)).await?);
        assert!(!tx.posts().remove(gone.id, day(22)).await?);
        assert!(!tx.posts().set_text(gone.id, &a_text("Terug"), day(22)).await?);
        tx.posts().set_helpful(gone.id, day(22)).await?;

        let rows = tx.posts().list(thread.id, 0).await?;
        assert_eq!(rows.iter().map(|row| (row.seq, row.removed())).collect::<Vec<_>>(), [(1, true), (2, false)]);
        assert!(!rows[0].helpful);
        assert_eq!(tx.threads().find(thread.id).await?.expect("the thread").tips, 1);
        assert_eq!(tx.posts().add(&gone).await?, Added::Known, "sent again, it does not come back");
        tx.commit().await?;
    }

    async fn a_thread_whose_only_reply_was_removed_is_unanswered_again(store) {
        use domain::threads::Filter;
        let thread = a_thread();
        let expert = an_expert();
        let mut tx = store.community.begin().await?;
        opened(&mut tx, &thread).await?;
        tx.experts().add(&expert).await?;
        let answer = a_post(thread.id, PostKind::Tip, Author::Expert(expert.id));
        tx.posts().add(&answer).await?;
        assert_eq!(tx.threads().list(Filter::Unanswered, None, 9).await?.len(), 0);
        assert_eq!(tx.threads().list(Filter::Expert, None, 9).await?.len(), 1);
        tx.posts().remove(answer.id, day(22)).await?;
        assert_eq!(tx.threads().list(Filter::Unanswered, None, 9).await?.len(), 1);
        assert_eq!(tx.threads().list(Filter::Expert, None, 9).await?.len(), 0);
        tx.commit().await?;
    }

    async fn several_replies_can_be_marked_as_helpful_and_unmarked(store) {
        let thread = a_thread();
        let mut tx = store.community.begin().await?;
        let opening = opened(&mut tx, &thread).await?;
        let tips = [a_tip(thread.id), a_tip(thread.id)];
        for tip in &tips {
            tx.posts().add(tip).await?;
            tx.posts().set_helpful(tip.id, day(22)).await?;
            tx.posts().set_helpful(tip.id, day(23)).await?;
        }
        tx.posts().set_helpful(opening.id, day(22)).await?;
        tx.posts().remove_helpful(tips[0].id).await?;
        let rows = tx.posts().list(thread.id, -1).await?;
        assert_eq!(rows.iter().map(|row| row.helpful).collect::<Vec<_>>(), [false, false, true]);
        tx.commit().await?;
    }
}
