//! What is done once a day and at the start: files are looked through for damage, expired sessions go, shown totals catch up, what was
//! deleted is overwritten, and files and large tables are laid down anew. At the start also: texts that are older than the index
//! are put into it. And once a minute: what waited for a safe moment appears when that has come, and the order in which rows
//! came, of accounts as of posts and marks, is forgotten, and what was handed over to another device ends. And every few seconds: what a moderator decided
//! about a post takes effect when its minute is over. Each of them may run
//! twice, and on several hosts at once, without harm.

use crate::journal::Watch;
use crate::redact::redact;
use crate::stop::Stop;
use app::kit::staff::session as staff;
use app::kit::state::AppState;
use domain::entropy::{self, Entropy};
use domain::held::KEPT_DAYS;
use domain::threads::Position;
use domain::time::{Clock, Day};
use std::collections::HashMap;
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
            let mut ended = async |job, what, done| often.ended(store, &**clock, job, (what, done)).await;
            ended("release", "what waited released", release(&state).await).await;
            // In which order people joined, signed in, wrote and marked.
            ended("row_order", "order of rows forgotten", store.forget_order().await).await;
            let seen = end_handovers(store, &handed).await;
            let done = seen.map(|now| handed = now);
            ended("handovers", "what was handed over ended", done).await;
            journal.look(store);
            tokio::time::sleep(LOOK).await;
        }
    };
    let decided = async {
        let mut often = Often::default();
        loop {
            let done = app::story::held::effect::apply_due(&state).await;
            often.ended(store, &**clock, "effect", ("what was decided took effect", done)).await;
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
                return ended(store, clock, "texts", ("older threads indexed", Ok(threads))).await;
            }
            Err(why) => {
                ended(store, clock, "texts", ("older threads indexed", Err(why))).await;
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

/// All jobs of the day; one that fails keeps no other from running, and is tried again tomorrow. How each ended is kept for the page
/// about the system.
pub async fn run(store: &Store, clock: &dyn Clock) {
    let today = clock.today();
    let ended = |job, what, done| ended(store, clock, job, (what, done));
    // What is damaged is not written to any more.
    ended("damage", "damage was looked for", store.look_at_pages().await.map(|()| 0)).await;
    ended("sessions", "expired sessions removed", remove_expired_sessions(store, today).await).await;
    let now = clock.now().timestamp();
    ended("staff_sessions", "ended sessions and links of staff removed", end_staff(store, now).await).await;
    ended("joins", "joins of the month before kept in fives", count_joins(store, today).await).await;
    ended("decisions", "decisions that nobody read removed", remove_unread_decisions(store, today).await)
        .await;
    ended("unanswered", "held posts without an answer removed", end_unanswered(store, today).await).await;
    ended("reactions", "shown reactions refreshed", refresh_reactions(store).await).await;
    ended("tips", "figures of tips refreshed", refresh_tried(store).await).await;
    ended("tip_lists", "numbers of tips in lists refreshed", refresh_tips(store).await).await;
    ended("themes", "numbers of stories of themes refreshed", refresh_themes(store).await).await;
    ended("traces", "traces of what was deleted overwritten", store.scrub().await.map(|()| 0)).await;
    ended("order", "tables or files laid down anew", store.forget_order_of_day().await).await;
}

/// Writes how a job ended to the log, and keeps it.
async fn ended(
    store: &Store,
    clock: &dyn Clock,
    job: &'static str,
    (what, done): (&'static str, store::Result<u64>),
) {
    let now = clock.now().timestamp();
    let kept = async {
        let mut tx = store.staff.begin().await?;
        match &done {
            Ok(_) => tx.jobs().set_done(job, now).await?,
            Err(why) => tx.jobs().set_failed(job, now, &redact(&why.to_string())).await?,
        }
        tx.commit().await
    };
    let kept = kept.await;
    note(what, done);
    if let Err(why) = kept {
        tracing::error!(cause = why.to_string(), "not kept: how a job ended");
    }
}

/// Jobs of every few seconds or every minute: how each ended, as this process noted it last.
#[derive(Default)]
pub struct Often(HashMap<&'static str, (Day, bool)>);

impl Often {
    /// Keeps how a job ended, when that is other than before, and once a day. What it did stands nowhere, nor in which minute: that would be
    /// one in which a member did something.
    pub async fn ended(
        &mut self,
        store: &Store,
        clock: &dyn Clock,
        job: &'static str,
        (what, done): (&'static str, store::Result<()>),
    ) {
        // Somebody else is at it, or a backup or a long reader is in the way: the next time will do.
        if matches!(done, Err(store::Error::Busy)) {
            return;
        }
        let now = (clock.today(), done.is_err());
        match self.0.insert(job, now) == Some(now) {
            true => note(what, done.map(|()| 0)),
            false => ended(store, clock, job, (what, done.map(|()| 0))).await,
        }
    }
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

/// Removes sessions and personal links of staff whose time is over. They open nothing any more; what nobody needs is not kept.
async fn end_staff(store: &Store, now: i64) -> store::Result<u64> {
    let mut tx = store.staff.begin().await?;
    let sessions = tx.staff_sessions().remove_expired(now - staff::LONGEST, now - staff::IDLE).await?;
    let links = tx.staff_links().remove_expired(now).await?;
    tx.commit().await?;
    Ok(sessions + links)
}

async fn remove_expired_sessions(store: &Store, today: Day) -> store::Result<u64> {
    let mut tx = store.accounts.begin().await?;
    let gone = tx.sessions().remove_expired(today).await?;
    tx.commit().await?;
    Ok(gone)
}

async fn remove_unread_decisions(store: &Store, today: Day) -> store::Result<u64> {
    let mut tx = store.community.begin().await?;
    let gone = tx.held_decisions().remove_unread(today.plus(-KEPT_DAYS)).await?;
    tx.commit().await?;
    Ok(gone)
}

/// On the first day of a month, and on later ones for whoever was not there on that.
async fn count_joins(store: &Store, today: Day) -> store::Result<u64> {
    let mut tx = store.accounts.begin().await?;
    let cohorts = tx.cohorts().count_month(today.month().before()).await?;
    tx.commit().await?;
    Ok(cohorts)
}

/// In portions, each kept before the next.
async fn end_unanswered(store: &Store, today: Day) -> store::Result<u64> {
    const PORTION: i64 = 50;
    let mut all = 0;
    loop {
        let mut tx = store.community.begin().await?;
        let ended = tx.held_decisions().end_unanswered(today.plus(-KEPT_DAYS), today, PORTION).await?;
        tx.commit().await?;
        all += ended;
        if ended == 0 {
            return Ok(all);
        }
    }
}

async fn refresh_reactions(store: &Store) -> store::Result<u64> {
    let mut tx = store.community.begin().await?;
    let posts = tx.reactions().refresh_shown().await?;
    tx.commit().await?;
    Ok(posts as u64)
}

async fn refresh_tried(store: &Store) -> store::Result<u64> {
    let mut all = 0;
    loop {
        let mut tx = store.community.begin().await?;
        let (tips, more) = tx.tried().refresh_shown().await?;
        tx.commit().await?;
        all += tips as u64;
        if !more {
            return Ok(all);
        }
    }
}

/// In portions: nobody who shares something meanwhile waits for a million threads.
async fn refresh_tips(store: &Store) -> store::Result<u64> {
    const PORTION: i64 = 5_000;
    let (mut all, mut after) = (0, Some(Position(0)));
    while let Some(from) = after {
        let mut tx = store.community.begin().await?;
        let (threads, next) = tx.threads().refresh_shown(from, PORTION).await?;
        tx.commit().await?;
        (all, after) = (all + threads, next);
    }
    Ok(all)
}

/// Counts while it only looks, and writes afterwards.
async fn refresh_themes(store: &Store) -> store::Result<u64> {
    let now = store.community.scan().await?.themes().count().await?;
    let shown = store.community.read().await?.themes().list_totals().await?;
    let changed: Vec<_> = now.into_iter().filter(|total| !shown.contains(total)).collect();
    let mut tx = store.community.begin().await?;
    tx.themes().set_totals(&changed).await?;
    tx.commit().await?;
    Ok(changed.len() as u64)
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
    use domain::ids::AccountId;
    use domain::posts::ReactionKind;
    use domain::search::{Asked, SearchQuery};
    use domain::secrets::{Keys, Root};
    use domain::threads::Filter;
    use domain::time::{Clock, FixedClock};
    use store::Session;

    store::both! {
        /// A failure is kept until it works again; that it works, once a day and not by the minute in which it did something.
        async fn what_is_done_often_is_kept_when_it_ends_otherwise_and_once_a_day(store) {
            let clock = FixedClock::at("2026-11-21T12:00:00Z".parse()?);
            let mut often = Often::default();
            let first = clock.now().timestamp();
            for (after, done, failing) in [
                (0, Ok(()), false),
                (60, Ok(()), false),
                (60, Err(store::Error::Busy), false),
                (60, Err(store::Error::Full), true),
                (60, Err(store::Error::Full), true),
            ] {
                clock.forward(chrono::Duration::seconds(after));
                often.ended(store, &clock, "release", ("what waited released", done)).await;
                let jobs = store.staff.read().await?.jobs().list().await?;
                assert_eq!((jobs.len(), jobs[0].done, jobs[0].is_failing()), (1, Some(first), failing));
            }
            let jobs = store.staff.read().await?.jobs().list().await?;
            assert_eq!(jobs[0].failed, Some(first + 180), "as it began to fail");
            clock.forward(chrono::Duration::seconds(60));
            often.ended(store, &clock, "release", ("what waited released", Ok(()))).await;
            let works = store.staff.read().await?.jobs().list().await?;
            assert_eq!((works[0].done, works[0].is_failing()), (Some(first + 300), false));
            clock.forward(chrono::Duration::days(1));
            often.ended(store, &clock, "release", ("what waited released", Ok(()))).await;
            let next = store.staff.read().await?.jobs().list().await?;
            assert_eq!(next[0].done, Some(clock.now().timestamp()));
        }

        /// T21: what is shown changes with the day; twice the same day, as on two hosts, is once.
        async fn shown_totals_stand_still_until_the_day_changes(store) {
            let chance = Seeded::new(1);
            let keys = Keys::generate(&chance);
            let clock = FixedClock::at("2026-11-21T12:00:00Z".parse()?);
            demo::fill(store, &keys, &clock, &chance).await?;
            let before = shown(store).await?;
            let mut tx = store.community.begin().await?;
            let row = &tx.threads().list(Filter::New, None, 1).await?[0];
            for _ in 0..9 {
                let tag = keys.reaction_tag(&Root::generate(&chance), row.opening);
                tx.reactions().set(row.opening, &tag, ReactionKind::Recognise, true).await?;
            }
            tx.commit().await?;
            assert_eq!(shown(store).await?, before, "nothing ticks");
            run(store, &clock).await;
            run(store, &clock).await;
            let after = shown(store).await?;
            assert_eq!(after.iter().sum::<i64>(), before.iter().sum::<i64>() + 9);
        }

        /// A failure as a database says it may name what it is about; the page about the system does not.
        async fn the_cause_of_a_failure_gives_nothing_away(store) {
            let clock = FixedClock::at("2026-11-21T12:00:00Z".parse()?);
            let why = store::Error::Damaged("row 00112233445566778899aabbccddeeff\nof iemand@zorg.example".to_owned());
            ended(store, &clock, "damage", ("damage was looked for", Err(why))).await;
            let jobs = store.staff.read().await?.jobs().list().await?;
            let cause = jobs.into_iter().find_map(|job| job.cause);
            assert_eq!(cause.as_deref(), Some("the database is damaged: row [id] of [e-mail]"));
        }

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

        /// S19: a session ends on its day, and its row goes with it.
        async fn expired_sessions_go(store) {
            let chance = Seeded::new(1);
            let clock = FixedClock::at("2026-11-21T12:00:00Z".parse()?);
            demo::fill(store, &Keys::generate(&chance), &clock, &chance).await?;
            let today = clock.today();
            let account = an_account(store, &chance, today).await?;
            let mut tx = store.accounts.begin().await?;
            for (hash, expires) in [([1; 32], today.plus(-1)), ([2; 32], today)] {
                let root_sealed = vec![0; 72];
                tx.sessions()
                    .add(&Session { hash, account, root_sealed, shared: false, code_known: true, opened: today, expires })
                    .await?;
            }
            tx.commit().await?;
            run(store, &clock).await;
            let mut tx = store.accounts.read().await?;
            assert!(tx.sessions().find(&[1; 32]).await?.is_none());
            assert!(tx.sessions().find(&[2; 32]).await?.is_some());
        }
    }

    async fn shown(store: &Store) -> store::Result<Vec<i64>> {
        let rows = store.community.read().await?.threads().list(Filter::New, None, 100).await?;
        Ok(rows.iter().map(|row| row.recognised_shown + row.strength_shown).collect())
    }

    async fn an_account(store: &Store, chance: &Seeded, today: Day) -> store::Result<AccountId> {
        let id = AccountId::random(chance);
        let account = store::Account {
            id,
            lookup: [9; 32],
            key_version: 1,
            salt: [0; 16],
            wrapped: vec![0; 72],
            cohort_sealed: vec![0; 72],
            joined: today.month(),
        };
        let mut tx = store.accounts.begin().await?;
        tx.accounts().add(&account).await?;
        tx.commit().await?;
        Ok(id)
    }
}
