use super::samples::*;
use crate::{OutcomeRow, both};
use domain::ids::ThreadId;
use domain::outcomes::Outcome;

fn told(outcome: Outcome, closing: Option<&str>) -> OutcomeRow {
    OutcomeRow { outcome, day: day(21), closing: closing.map(str::to_owned) }
}

both! {
    async fn an_outcome_is_told_and_told_anew(store) {
        let thread = a_thread();
        let mut tx = store.community.begin().await?;
        opened(&mut tx, &thread).await?;
        assert_eq!(tx.outcomes().find(thread.id).await?, None);
        assert_eq!(tx.threads().find(thread.id).await?.expect("the thread").outcome, None);
        for row in [told(Outcome::Ongoing, None), told(Outcome::Solved, Some("Ik vroeg het toch."))] {
            assert!(tx.outcomes().set(thread.id, &row).await?);
            assert_eq!(tx.outcomes().find(thread.id).await?, Some(row.clone()));
            assert_eq!(tx.threads().find(thread.id).await?.expect("the thread").outcome, Some(row.outcome));
        }
        assert!(!tx.outcomes().set(a_thread().id, &told(Outcome::Solved, None)).await?, "of no thread");
        tx.commit().await?;
    }

    async fn an_outcome_goes_with_its_story(store) {
        let thread = a_thread();
        let mut tx = store.community.begin().await?;
        let opening = opened(&mut tx, &thread).await?;
        tx.posts().add(&a_tip(thread.id)).await?;
        tx.outcomes().set(thread.id, &told(Outcome::Solved, Some("Het hielp."))).await?;
        tx.posts().remove(opening.id, day(22)).await?;
        assert_eq!(tx.outcomes().find(thread.id).await?, None);
        assert!(!tx.outcomes().set(thread.id, &told(Outcome::Solved, None)).await?, "nor is it told afterwards");
        tx.commit().await?;
    }

    async fn only_threads_of_three_weeks_wait_for_their_author(store) {
        let mut tx = store.community.begin().await?;
        let mut own = Vec::new();
        // More than are asked about in one go.
        for n in 0..19_i64 {
            let mut thread = a_thread();
            thread.day = day(21).plus(-n * 2);
            let opening = opened(&mut tx, &thread).await?;
            if n == 12 {
                tx.outcomes().set(thread.id, &told(Outcome::Unsolved, None)).await?;
            }
            if n == 13 {
                tx.posts().remove(opening.id, day(21)).await?;
            }
            own.push(thread.id);
        }
        let mut old = a_thread();
        old.day = day(21).plus(-100);
        opened(&mut tx, &old).await?;
        let due = tx.outcomes().list_due(&own, day(21)).await?;
        let wanted: Vec<ThreadId> = [11, 14, 15, 16, 17, 18].map(|n: usize| own[n]).into();
        assert_eq!(due, wanted, "and none that was not asked about");
        assert_eq!(tx.outcomes().list_due(&[], day(21)).await?, []);
        tx.commit().await?;
    }
}
