use super::samples::*;
use crate::both;
use domain::posts::ReactionKind::{Recognise, Strength};

both! {
    async fn a_reaction_counts_once_however_often_it_is_given(store) {
        let thread = a_thread();
        let mut tx = store.community.begin().await?;
        let opening = opened(&mut tx, &thread).await?;
        let (me, you) = (a_tag(), a_tag());
        for (who, kind, on) in [
            (me, Recognise, true), (me, Recognise, true), (me, Strength, true), (you, Recognise, true),
            (you, Strength, true), (you, Strength, false), (you, Strength, false),
        ] {
            tx.reactions().set(opening.id, &who, kind, on).await?;
        }
        assert_eq!(tx.reactions().refresh_shown().await?, 1);
        let row = tx.threads().find(thread.id).await?.expect("the thread");
        assert_eq!((row.recognised_shown, row.strength_shown), (2, 1));
        tx.commit().await?;
    }

    async fn no_total_moves_before_the_daily_refresh(store) {
        let thread = a_thread();
        let mut tx = store.community.begin().await?;
        let opening = opened(&mut tx, &thread).await?;
        tx.reactions().set(opening.id, &a_tag(), Recognise, true).await?;
        assert_eq!(tx.threads().find(thread.id).await?.expect("the thread").recognised_shown, 0);
        assert_eq!(tx.posts().find(opening.id).await?.expect("the post").recognised_shown, 0);
        assert_eq!(tx.reactions().refresh_shown().await?, 1);
        assert_eq!(tx.posts().find(opening.id).await?.expect("the post").recognised_shown, 1);
        assert_eq!(tx.reactions().refresh_shown().await?, 0, "nothing changed since");
        tx.commit().await?;
    }

    async fn a_person_finds_the_own_reactions_and_no_other(store) {
        let mut tx = store.community.begin().await?;
        let mut asked = Vec::new();
        let mut wanted = Vec::new();
        // More than are asked about in one go, and not a multiple of it.
        for n in 0..19 {
            let post = opened(&mut tx, &a_thread()).await?.id;
            let (me, you) = (a_tag(), a_tag());
            tx.reactions().set(post, &you, Strength, true).await?;
            if n % 2 == 0 {
                tx.reactions().set(post, &me, Recognise, true).await?;
                wanted.push((post, Recognise));
            }
            asked.push((post, me));
        }
        let mut mine = tx.mine().list_reactions(&asked).await?;
        mine.sort_by_key(|(post, _)| *post);
        wanted.sort_by_key(|(post, _)| *post);
        assert_eq!(mine, wanted);
        assert_eq!(tx.mine().list_reactions(&[]).await?, []);
        tx.commit().await?;
    }
}
