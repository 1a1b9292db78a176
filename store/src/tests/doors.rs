use super::samples::*;
use crate::{Author, OutcomeRow, ViewerTags, both};
use domain::outcomes::Outcome;
use domain::posts::{PostKind, ReactionKind};
use domain::threads::{Filter, Position};
use domain::tried::Tried;

both! {
    async fn who_reads_sees_what_a_unit_of_work_that_writes_sees(store) {
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
        let own = ViewerTags { post: tip.id, reaction: a_tag(), tried: a_tag() };
        tx.reactions().set(tip.id, &own.reaction, ReactionKind::Strength, true).await?;
        tx.tried().set(tip.id, &own.tried, Some(Tried::Partly)).await?;
        let closing = OutcomeRow { outcome: Outcome::ALL[0], day: day(22), closing: Some("Het lukte.".to_owned()) };
        tx.outcomes().set(thread.id, &closing).await?;
        tx.commit().await?;

        let (mut read, mut write) = (store.community.read().await?, store.community.begin().await?);
        for filter in [Filter::New, Filter::Unanswered, Filter::Expert, Filter::Theme(a_theme())] {
            let seen = read.threads().list(filter, None, 10).await?;
            assert_eq!(seen, write.threads().list(filter, None, 10).await?, "{filter:?}");
            assert!(!seen.is_empty(), "{filter:?}");
        }
        let positions = [Position(1), Position(2), Position(9)];
        assert_eq!(read.threads().list_at(&positions).await?.len(), 2);
        for id in [thread.id, bare.id] {
            assert_eq!(read.threads().find(id).await?, write.threads().find(id).await?);
            let posts = read.posts().list(id, -1).await?;
            assert!(!posts.is_empty());
            assert_eq!(posts, write.posts().list(id, -1).await?);
            assert_eq!(read.outcomes().find(id).await?, write.outcomes().find(id).await?);
        }
        let actions = read.mine().find_in_thread(thread.id, &a_tag(), &[own]).await?;
        assert_eq!((actions.reactions.len(), actions.tried.len()), (1, 1));
        assert_eq!(actions, write.mine().find_in_thread(thread.id, &a_tag(), &[own]).await?);
        assert_eq!(read.outcomes().list_due(&[bare.id, thread.id], day(30).plus(30)).await?,
            write.outcomes().list_due(&[bare.id, thread.id], day(30).plus(30)).await?);
        assert_eq!(read.threads().count().await?, 2);
    }

    async fn who_reads_sees_what_was_kept_before_and_nothing_else(store) {
        let thread = a_thread();
        let mut read = store.community.read().await?;
        assert_eq!(read.threads().find(thread.id).await?, None);
        let mut tx = store.community.begin().await?;
        opened(&mut tx, &thread).await?;
        assert_eq!(store.community.read().await?.threads().find(thread.id).await?, None, "not kept yet");
        tx.commit().await?;
        assert!(store.community.read().await?.threads().find(thread.id).await?.is_some());
    }

    async fn a_session_is_found_with_what_its_account_declared(store) {
        let account = an_account();
        let session = a_session(account.id);
        let mut tx = store.accounts.begin().await?;
        tx.accounts().add(&account).await?;
        tx.sessions().add(&session).await?;
        tx.commit().await?;
        let mut read = store.accounts.read().await?;
        let found = read.sessions().find_with_cohort(&session.hash).await?;
        assert_eq!(found, Some((session.clone(), account.cohort_sealed)));
        assert_eq!(read.sessions().find(&[7; 32]).await?, None);
        assert_eq!(read.sessions().list(session.account).await?, [session]);
    }
}
