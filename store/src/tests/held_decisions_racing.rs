//! Decisions about posts that wait, each at the moment of its opposite: another decision, its undoing, or what the author does.

use super::held_decisions::{
    ASKED, EFFECT, REMOVED, a_moderator, apply, change, decide, held, there, withdraw,
};
use super::samples::*;
use crate::testing::{TestStore, Tested};
use crate::{Author, Decided, Held, Store};
use domain::held::{Ruling, Verdict};
use domain::ids::PostId;
use domain::posts::PostKind;
use std::collections::BTreeSet;

/// Runs a race on both databases, each time with other rows.
async fn races<F: Future<Output = Tested> + Send + 'static>(race: impl Fn(Store, usize) -> F) -> Tested {
    for store in [Some(TestStore::sqlite().await?), TestStore::postgres().await?].into_iter().flatten() {
        for round in 0..16 {
            race((*store).clone(), round).await?;
        }
        store.finish().await?;
    }
    Ok(())
}

/// Two deeds at one moment, each on a thread of its own; which of them is begun first changes with the round.
async fn at_once<A: Send + 'static, B: Send + 'static>(
    round: usize,
    one: impl Future<Output = crate::Result<A>> + Send + 'static,
    other: impl Future<Output = crate::Result<B>> + Send + 'static,
) -> Result<(A, B), Box<dyn std::error::Error>> {
    let (one, other) = if round.is_multiple_of(2) {
        let one = tokio::spawn(one);
        (one, tokio::spawn(other))
    } else {
        let other = tokio::spawn(other);
        (tokio::spawn(one), other)
    };
    Ok((one.await??, other.await??))
}

/// A decision takes effect at the moment in which its author does something.
async fn against<A: Send + 'static>(
    store: &Store,
    round: usize,
    post: PostId,
    author: impl Future<Output = crate::Result<A>> + Send + 'static,
) -> Result<(bool, A), Box<dyn std::error::Error>> {
    let store = store.clone();
    at_once(round, async move { apply(&store, post, EFFECT).await }, author).await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_two_who_decide_at_once_one_is_told_of_the_other() -> Tested {
    races(|store, round| async move {
        let held = held(&store).await.map_err(|e| e.to_string())?;
        let staff = [a_moderator(), a_moderator()];
        let decide = |ruling, staff| {
            let (store, held) = (store.clone(), held.clone());
            async move { decide(&store, &held, ruling, staff).await }
        };
        let (one, two) =
            at_once(round, decide(Ruling::RELEASED, staff[0]), decide(REMOVED, staff[1])).await?;
        let first = match (&one, &two) {
            (Decided::Kept, Decided::Before(first)) => (first, staff[0]),
            (Decided::Before(first), Decided::Kept) => (first, staff[1]),
            both => panic!("{both:?}"),
        };
        assert_eq!(first.0.staff, Some(first.1));
        Ok(())
    })
    .await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_post_is_either_decided_or_changed_by_its_author() -> Tested {
    races(|store, round| async move {
        for ruling in [Ruling::RELEASED, ASKED, REMOVED] {
            let held = held(&store).await?;
            decide(&store, &held, ruling, a_moderator()).await?;
            let author = {
                let (store, held) = (store.clone(), held.clone());
                async move { change(&store, &held).await }
            };
            let (applied, changed) = against(&store, round, held.post, author).await?;
            let (waits, stands, decision) = there(&store, held.post).await?;
            let new = waits.as_deref() == Some("Andere woorden");
            match ruling.verdict() {
                // What was asked leaves the words where they are: the author can change them before and after.
                Verdict::Asked => assert!(changed && new && decision.is_none()),
                _ if applied => assert!(!changed && waits.is_none() && decision.is_some()),
                _ => assert!(changed && new && decision.is_none()),
            }
            assert_eq!(stands.is_some(), applied && ruling == Ruling::RELEASED);
        }
        Ok(())
    })
    .await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_post_is_either_decided_or_withdrawn() -> Tested {
    races(|store, round| async move {
        for ruling in [Ruling::RELEASED, REMOVED] {
            let held = held(&store).await?;
            decide(&store, &held, ruling, a_moderator()).await?;
            let author = {
                let (store, held) = (store.clone(), held.clone());
                async move { withdraw(&store, &held).await }
            };
            let (applied, withdrawn) = against(&store, round, held.post, author).await?;
            assert_ne!(applied, withdrawn);
            let (waits, stands, decision) = there(&store, held.post).await?;
            assert!(waits.is_none());
            assert_eq!(
                (stands.is_some(), decision.is_some()),
                (applied && ruling == Ruling::RELEASED, applied)
            );
        }
        Ok(())
    })
    .await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_decision_is_either_made_before_the_author_changes_the_words_or_not_at_all() -> Tested {
    races(|store, round| async move {
        let held = held(&store).await?;
        let (made, changed) = at_once(
            round,
            {
                let (store, held) = (store.clone(), held.clone());
                async move { decide(&store, &held, REMOVED, a_moderator()).await }
            },
            {
                let (store, held) = (store.clone(), held.clone());
                async move { change(&store, &held).await }
            },
        )
        .await?;
        assert!(changed && matches!(made, Decided::Kept | Decided::Changed), "{made:?}");
        assert_eq!(there(&store, held.post).await?, (Some("Andere woorden".to_owned()), None, None));
        Ok(())
    })
    .await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn two_hosts_let_a_decision_take_effect_once() -> Tested {
    races(|store, round| async move {
        let held = held(&store).await?;
        decide(&store, &held, Ruling::RELEASED, a_moderator()).await?;
        let apply = || {
            let (store, post) = (store.clone(), held.post);
            async move { apply(&store, post, EFFECT).await }
        };
        let (one, two) = at_once(round, apply(), apply()).await?;
        assert_ne!(one, two);
        let posts = store.community.read().await?.posts().list(held.thread, -1).await?;
        let ids: BTreeSet<_> = posts.iter().map(|post| post.id).collect();
        assert_eq!((posts.len(), ids.len()), (2, 2));
        Ok(())
    })
    .await
}

/// An opening and new words for a post are released along other rows than a reply, and nobody waits for each other in a ring.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn nobody_waits_for_each_other_in_a_ring() -> Tested {
    races(|store, round| async move {
        let thread = a_thread();
        let mut tx = store.community.begin().await?;
        let opening = opened(&mut tx, &thread).await?;
        let Author::Member { tag, name } = opening.author else { unreachable!("a member") };
        let mut held =
            Held { changes: true, title: Some("Nieuw".to_owned()), ..Held::reply(&opening, tag, name) };
        held.kind = PostKind::Opening;
        held.text.body = "Nieuw".to_owned();
        tx.held().add(&held).await?;
        tx.commit().await?;
        decide(&store, &held, Ruling::RELEASED, a_moderator()).await?;
        // As `posts/edit` does it.
        let edits = {
            let (store, held) = (store.clone(), held.clone());
            async move {
                let mut tx = store.community.begin().await?;
                tx.posts().find(held.post).await?;
                tx.held().find(held.post).await?;
                tx.held().remove(held.post).await?;
                tx.posts().set_text(held.post, &a_text("Nieuwer"), day(24)).await?;
                tx.threads().set_title(held.thread, "Nieuwer").await?;
                tx.commit().await
            }
        };
        let applies = {
            let (store, post) = (store.clone(), held.post);
            async move { apply(&store, post, EFFECT).await }
        };
        at_once(round, edits, applies).await?;
        let (waits, stands, _) = there(&store, held.post).await?;
        assert_eq!((waits, stands.as_deref()), (None, Some("Nieuwer")));
        Ok(())
    })
    .await
}
