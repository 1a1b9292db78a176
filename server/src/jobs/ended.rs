//! How a job ended: a line of the log, and a row for the page about the system.

use crate::redact::redact;
use domain::time::{Clock, Day};
use std::collections::HashMap;
use store::Store;

/// Writes how a job ended to the log, and keeps it.
pub(super) async fn note_end(
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
    write_line(what, done);
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
    pub async fn note_end(
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
            true => write_line(what, done.map(|()| 0)),
            false => note_end(store, clock, job, (what, done.map(|()| 0))).await,
        }
    }
}

fn write_line(what: &'static str, done: store::Result<u64>) {
    match done {
        Ok(0) => {}
        Ok(count) => tracing::info!(count, "{what}"),
        Err(why) => tracing::error!(cause = why.to_string(), "not done: {what}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::time::FixedClock;

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
                often.note_end(store, &clock, "release", ("what waited released", done)).await;
                let jobs = store.staff.read().await?.jobs().list().await?;
                assert_eq!((jobs.len(), jobs[0].done, jobs[0].is_failing()), (1, Some(first), failing));
            }
            let jobs = store.staff.read().await?.jobs().list().await?;
            assert_eq!(jobs[0].failed, Some(first + 180), "as it began to fail");
            clock.forward(chrono::Duration::seconds(60));
            often.note_end(store, &clock, "release", ("what waited released", Ok(()))).await;
            let works = store.staff.read().await?.jobs().list().await?;
            assert_eq!((works[0].done, works[0].is_failing()), (Some(first + 300), false));
            clock.forward(chrono::Duration::days(1));
            often.note_end(store, &clock, "release", ("what waited released", Ok(()))).await;
            let next = store.staff.read().await?.jobs().list().await?;
            assert_eq!(next[0].done, Some(clock.now().timestamp()));
        }

        /// A failure as a database says it may name what it is about; the page about the system does not.
        async fn the_cause_of_a_failure_gives_nothing_away(store) {
            let clock = FixedClock::at("2026-11-21T12:00:00Z".parse()?);
            let why = store::Error::Damaged("row 00112233445566778899aabbccddeeff\nof iemand@zorg.example".to_owned());
            note_end(store, &clock, "damage", ("damage was looked for", Err(why))).await;
            let jobs = store.staff.read().await?.jobs().list().await?;
            let cause = jobs.into_iter().find_map(|job| job.cause);
            assert_eq!(cause.as_deref(), Some("the database is damaged: row [id] of [e-mail]"));
        }
    }
}
