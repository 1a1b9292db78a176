use super::samples::*;
use crate::{Author, Held, ViewerActions, ViewerTags, both};
use domain::ids::PostId;
use domain::posts::ReactionKind::{Recognise, Strength};
use domain::posts::{PostKind, ReactionKind};
use domain::tried::Tried::{Failed, Helped};

both! {
    async fn what_one_person_did_in_a_thread_is_found_in_one_question(store) {
        let thread = a_thread();
        let (me, you) = (a_tag(), a_tag());
        let mut tx = store.community.begin().await?;
        opened(&mut tx, &thread).await?;
        let mut waiting = a_post(thread.id, PostKind::Tip, Author::Member { tag: me, name: 1 });
        waiting.text.body = "Bel mij".to_owned();
        assert!(tx.held().add(&Held::reply(&waiting, me, 1)).await?);
        let mut tags = Vec::new();
        let mut wanted = ViewerActions { held: true, ..ViewerActions::default() };
        // More than are asked about in one go, and not a multiple of it.
        for n in 0..30 {
            let tip = a_post(thread.id, PostKind::Tip, Author::Member { tag: a_tag(), name: 1 });
            tx.posts().add(&tip).await?;
            let own = ViewerTags { post: tip.id, reaction: a_tag(), tried: a_tag() };
            tx.reactions().set(tip.id, &a_tag(), Recognise, true).await?;
            tx.tried().set(tip.id, &a_tag(), Some(Failed)).await?;
            if n % 2 == 0 {
                tx.reactions().set(tip.id, &own.reaction, Strength, true).await?;
                wanted.reactions.push((tip.id, Strength));
            }
            if n % 3 == 0 {
                tx.tried().set(tip.id, &own.tried, Some(Helped)).await?;
                wanted.tried.push((tip.id, Helped));
            }
            tags.push(own);
        }
        let by_post = |(post, _): &(PostId, ReactionKind)| *post;
        for asked in [30, 7] {
            let mut did = tx.mine().find_in_thread(thread.id, &me, &tags[..asked]).await?;
            did.reactions.sort_by_key(by_post);
            did.tried.sort_by_key(|(post, _)| *post);
            let asked: Vec<_> = tags[..asked].iter().map(|own| own.post).collect();
            let mut wanted = wanted.clone();
            wanted.reactions.retain(|(post, _)| asked.contains(post));
            wanted.tried.retain(|(post, _)| asked.contains(post));
            wanted.reactions.sort_by_key(by_post);
            wanted.tried.sort_by_key(|(post, _)| *post);
            assert_eq!(did, wanted);
        }
        assert_eq!(tx.mine().find_in_thread(thread.id, &you, &[]).await?, ViewerActions::default(), "nothing of others");
        assert!(tx.mine().find_in_thread(thread.id, &me, &[]).await?.held);
        tx.commit().await?;
    }
}
