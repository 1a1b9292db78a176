//! When which job runs: once a day and at the start those of the day (`day`); at the start also, texts that are older than the index
//! are put into it. Once a minute what waited for a safe moment appears when that has come, the order in which rows came, of accounts as
//! of posts and marks, is forgotten, and what was handed over to another device ends. And every few seconds what a moderator decided
//! about a post takes effect when its minute is over. Each of them may run twice, and on several hosts at once, without harm.

mod day;
mod ended;

pub use day::run;
pub use ended::Often;

use crate::journal::Watch;
use crate::stop::Stop;
use app::kit::state::AppState;
use domain::entropy::{self, Entropy};
use domain::time::Clock;
use ended::note_end;
use std::sync::Arc;
use std::time::Duration;
use store::Store;
use store::search::Filled;

/// The time between two looks at the calendar.
const LOOK: Duration = Duration::from_secs(60);

/// The time between two looks at what moderators decided a minute ago.
const LOOK_AT_DECISIONS: Duration = Duration::from_secs(5);

/// The number of threads that are indexed in one unit of work, and the time in which others may write before the next.
const THREADS: i64 = 8;
const PAUSE: Duration = Duration::from_millis(20);

/// Runs the jobs now and at every change of day, until the word to stop.
pub async fn daily(state: Arc<AppState>, stop: Stop) {
    let (store, clock, entropy) = (&state.store, &state.clock, &state.entropy);
    let days = async {
        let (mut done, mut journal, mut handed) = (None, Watch::default(), Vec::new());
        let mut often = Often::default();
        loop {
            let today = clock.today();
            if done != Some(today) {
                if done.is_some() {
                    // Hosts do not all begin in the same second.
                    tokio::time::sleep(some_seconds(&**entropy)).await;
                }
                run(store, &**clock).await;
                done = Some(today);
            }
            let mut note_end =
                async |job, what, done| often.note_end(store, &**clock, job, (what, done)).await;
            note_end("release", "what waited released", release(&state).await).await;
            // In which order people joined, signed in, wrote and marked.
            note_end("row_order", "order of rows forgotten", store.forget_order().await).await;
            let seen = end_handovers(store, &handed).await;
            let done = seen.map(|now| handed = now);
            note_end("handovers", "what was handed over ended", done).await;
            journal.look(store);
            tokio::time::sleep(LOOK).await;
        }
    };
    let decided = async {
        let mut often = Often::default();
        loop {
            let done = app::story::held::effect::apply_due(&state).await;
            often.note_end(store, &**clock, "effect", ("what was decided took effect", done)).await;
            tokio::time::sleep(LOOK_AT_DECISIONS).await;
        }
    };
    let all = async { tokio::join!(days, older_texts(store, &**clock), decided) };
    tokio::select! {
        _ = all => {}
        () = stop.heard() => {}
    }
}

fn some_seconds(entropy: &dyn Entropy) -> Duration {
    Duration::from_secs(u64::from(entropy::bytes::<1>(entropy)[0]) / 4)
}

/// Indexes what is not indexed by today's rules, a little at a time beside everything else; stopped, it goes on at the
/// next start.
pub async fn older_texts(store: &Store, clock: &dyn Clock) {
    let mut threads = 0;
    loop {
        match next_texts(store).await {
            Ok(Filled::Some(count)) => threads += count as u64,
            Ok(Filled::All) => {
                return note_end(store, clock, "texts", ("older threads indexed", Ok(threads))).await;
            }
            Err(why) => {
                note_end(store, clock, "texts", ("older threads indexed", Err(why))).await;
                tokio::time::sleep(LOOK).await;
            }
        }
        tokio::time::sleep(PAUSE).await;
    }
}

async fn next_texts(store: &Store) -> store::Result<Filled> {
    let mut tx = store.community.begin().await?;
    let filled = tx.search().set_next(THREADS).await?;
    tx.commit().await?;
    Ok(filled)
}

/// Releases what waits for a safe moment when that has come (T6). Not counted in the log: how many and when is for
/// nobody to keep.
///
/// # Errors
/// When the store refuses.
pub async fn release(state: &AppState) -> store::Result<()> {
    app::story::waiting::sealed::release(state).await.map(drop)
}

/// Ends what somebody hands over to another device when it was there a minute ago already: no row says since when it is. Answers
/// with what is there now.
///
/// # Errors
/// When the store refuses.
pub async fn end_handovers(store: &Store, before: &[[u8; 32]]) -> store::Result<Vec<[u8; 32]>> {
    let now = store.accounts.read().await?.handovers().list().await?;
    if now.iter().any(|hash| before.contains(hash)) {
        let mut tx = store.accounts.begin().await?;
        for hash in before {
            tx.handovers().remove_read(hash).await?;
        }
        tx.commit().await?;
    }
    Ok(now)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::demo;
    use domain::entropy::Seeded;
    use domain::search::{Asked, SearchQuery};
    use domain::secrets::Keys;
    use domain::time::FixedClock;

    store::both! {
        /// A text that was there before the index is found after the start.
        async fn older_texts_are_indexed_at_the_start(store) {
            let chance = Seeded::new(1);
            let clock = FixedClock::at("2026-11-21T12:00:00Z".parse()?);
            demo::fill(store, &Keys::generate(&chance), &clock, &chance).await?;
            let empty = "delete from search_docs; delete from search_postings";
            store.tamper(empty, empty).await?;
            let asked = SearchQuery::of(&Asked { text: "rooster".into(), ..Asked::default() });
            assert!(store.community.read().await?.search().list(&asked, None).await?.threads.is_empty());
            older_texts(store, &clock).await;
            assert!(!store.community.read().await?.search().list(&asked, None).await?.threads.is_empty());
        }
    }
}
