use super::samples::*;
use crate::{Author, OutcomeRow, TagsAt, both};
use domain::outcomes::Outcome;
use domain::posts::{PostKind, ReactionKind};
use domain::threads::{Filter, Position};
use domain::tried::Tried;

// On SQLite a glance is answered by other code than a unit of work (docs/decisions/0007-reading-in-place.md).
both! {
    async fn a_glance_reads_what_a_unit_of_work_reads(store) {
        let (mut thread, expert) = (a_thread(), an_expert());
        thread.title = "Eerste nacht: 'alleen' — naïef? 🌙".to_owned();
        let mut bare = a_thread();
        (bare.sector, bare.phase) = (None, None);
        let mut tx = store.community.begin().await?;
        tx.experts().add(&expert).await?;
        for thread in [&thread, &bare] {
            opened(&mut tx, thread).await?;
        }
        let mut answer = a_post(thread.id, PostKind::Tip, Author::Expert(expert.id));
        answer.text.body = "Vraag het\n\nmorgen".to_owned();
        let tip = a_tip(thread.id);
        let gone = a_tip(thread.id);
        let mut asked = a_tip(thread.id);
        (asked.text.tried, asked.text.question) = (Some("Gevraagd".to_owned()), Some("Wie weet dit?".to_owned()));
        for post in [&answer, &tip, &gone, &asked] {
            tx.posts().add(post).await?;
        }
        tx.posts().remove(gone.id, day(22)).await?;
        let own = TagsAt { post: tip.id, reaction: a_tag(), tried: a_tag() };
        tx.reactions().set(tip.id, &own.reaction, ReactionKind::Strength, true).await?;
        tx.tried().set(tip.id, &own.tried, Some(Tried::Partly)).await?;
        let closing = OutcomeRow { outcome: Outcome::ALL[0], day: day(22), closing: Some("Het lukte.".to_owned()) };
        tx.outcomes().set(thread.id, &closing).await?;
        tx.commit().await?;

        let (mut glance, mut look) = (store.community.glance().await?, store.community.look().await?);
        for filter in [Filter::New, Filter::Unanswered, Filter::Expert, Filter::Theme(thread.theme)] {
            let seen = glance.threads().list(filter, None, 10).await?;
            assert_eq!(seen, look.threads().list(filter, None, 10).await?, "{filter:?}");
            assert!(!seen.is_empty(), "{filter:?}");
        }
        let positions = [Position(1), Position(2), Position(9)];
        assert_eq!(glance.threads().list_at(&positions).await?.len(), 2);
        for id in [thread.id, bare.id] {
            assert_eq!(glance.threads().find(id).await?, look.threads().find(id).await?);
            let posts = glance.posts().list(id, -1).await?;
            assert!(!posts.is_empty());
            assert_eq!(posts, look.posts().list(id, -1).await?);
            assert_eq!(glance.outcomes().find(id).await?, look.outcomes().find(id).await?);
        }
        let did = glance.mine().in_thread(thread.id, &a_tag(), &[own]).await?;
        assert_eq!((did.reactions.len(), did.tried.len()), (1, 1));
        assert_eq!(did, look.mine().in_thread(thread.id, &a_tag(), &[own]).await?);
        assert_eq!(glance.outcomes().due(&[bare.id, thread.id], day(30).plus(30)).await?,
            look.outcomes().due(&[bare.id, thread.id], day(30).plus(30)).await?);
        // What goes another way is asked in the same glance.
        assert_eq!(glance.threads().count().await?, 2);
    }

    async fn a_glance_sees_what_was_kept_before_it_asks_and_nothing_else(store) {
        let thread = a_thread();
        let mut glance = store.community.glance().await?;
        assert_eq!(glance.threads().find(thread.id).await?, None);
        let mut tx = store.community.begin().await?;
        opened(&mut tx, &thread).await?;
        assert_eq!(store.community.glance().await?.threads().find(thread.id).await?, None, "not kept yet");
        tx.commit().await?;
        assert!(store.community.glance().await?.threads().find(thread.id).await?.is_some());
    }

    async fn a_session_is_found_at_a_glance(store) {
        let account = an_account();
        let session = a_session(account.id);
        let mut tx = store.accounts.begin().await?;
        tx.accounts().add(&account).await?;
        tx.sessions().add(&session).await?;
        tx.commit().await?;
        let mut glance = store.accounts.glance().await?;
        let found = glance.sessions().find_with_cohort(&session.hash).await?;
        assert_eq!(found, Some((session.clone(), account.cohort_sealed)));
        assert_eq!(glance.sessions().find(&[7; 32]).await?, None);
        assert_eq!(glance.sessions().list(session.account).await?, [session]);
    }
}
