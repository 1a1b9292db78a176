//! What is done once a day and at the start: expired sessions go, shown totals catch up, what was deleted is
//! overwritten. Each of them may run twice, and on several hosts at once, without harm.

use crate::stop::Stop;
use domain::entropy::{self, Entropy};
use domain::time::{Clock, Day};
use std::sync::Arc;
use std::time::Duration;
use store::Store;

/// How often the calendar is looked at.
const LOOK: Duration = Duration::from_secs(60);

/// Runs the jobs now and at every change of day, until the word to stop.
pub async fn daily(store: Store, clock: Arc<dyn Clock>, entropy: Arc<dyn Entropy>, stop: Stop) {
    let days = async {
        let mut done = None;
        loop {
            let today = clock.today();
            if done != Some(today) {
                if done.is_some() {
                    // Hosts do not all begin in the same second.
                    tokio::time::sleep(some_seconds(&*entropy)).await;
                }
                run(&store, today).await;
                done = Some(today);
            }
            tokio::time::sleep(LOOK).await;
        }
    };
    tokio::select! {
        () = days => {}
        () = stop.heard() => {}
    }
}

fn some_seconds(entropy: &dyn Entropy) -> Duration {
    Duration::from_secs(u64::from(entropy::bytes::<1>(entropy)[0]) / 4)
}

/// All jobs of the day; one that fails keeps no other from running, and is tried again tomorrow.
pub async fn run(store: &Store, today: Day) {
    note("expired sessions removed", remove_expired_sessions(store, today).await);
    note("shown reactions refreshed", refresh_reactions(store).await);
    note("traces of what was deleted overwritten", store.scrub().await.map(|()| 0));
}

async fn remove_expired_sessions(store: &Store, today: Day) -> store::Result<u64> {
    let mut tx = store.accounts.begin().await?;
    let gone = tx.sessions().remove_expired(today).await?;
    tx.commit().await?;
    Ok(gone)
}

async fn refresh_reactions(store: &Store) -> store::Result<u64> {
    let mut tx = store.community.begin().await?;
    let posts = tx.reactions().refresh_shown().await?;
    tx.commit().await?;
    Ok(posts as u64)
}

fn note(what: &'static str, done: store::Result<u64>) {
    match done {
        Ok(0) => {}
        Ok(count) => tracing::info!(count, "{what}"),
        Err(why) => tracing::error!(cause = why.to_string(), "not done: {what}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::demo;
    use domain::entropy::Seeded;
    use domain::secrets::Keys;
    use domain::threads::Filter;
    use domain::time::Still;
    use store::testing::TestStore;

    /// T21: what is shown changes with the day and not before; twice the same day is once.
    #[tokio::test]
    async fn shown_totals_catch_up_with_the_day() {
        let store = TestStore::sqlite().await.expect("a store");
        let chance = Seeded::new(1);
        let clock = Still::at("2026-11-21T12:00:00Z".parse().expect("a time"));
        demo::fill(&store, &Keys::generate(&chance), &clock, &chance).await.expect("filled");
        let shown = async || {
            let mut tx = store.community.look().await.expect("a look");
            let rows = tx.threads().list(Filter::New, None, 100).await.expect("rows");
            rows.iter().map(|row| row.recognised_shown + row.strength_shown).collect::<Vec<_>>()
        };
        let first = shown().await;
        assert!(first.iter().sum::<i64>() > 0, "the demo shows reactions");
        run(&store, clock.today()).await;
        run(&store, clock.today()).await;
        assert_eq!(shown().await, first);
    }
}
