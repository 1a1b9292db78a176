//! Indexing what was there before the index, or before its rules changed: a little at a time, so that nobody waits.

use super::Search;
use crate::driver::{Result, Row};
use domain::ids::ThreadId;
use domain::search::VERSION;

const FIND: &str = "select version, reached, goal from search_progress";
const GOAL: &str = "select coalesce(max(position), 0) as goal from threads";
const FORGET: &str = "delete from search_progress";
const ADD: &str = "insert into search_progress (version, reached, goal) values ($1, $2, $3)
    on conflict (version) do update set reached = excluded.reached, goal = excluded.goal";
const NEXT: &str =
    "select position, id from threads where position > $1 and position <= $2 order by position limit $3 + 0";

#[cfg(test)]
pub(crate) const SQL: &[&str] = &[FIND, GOAL, FORGET, ADD, NEXT];
#[cfg(test)]
pub(crate) const LISTS: &[&str] = &[NEXT];

/// The answer of one step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Filled {
    /// The number of threads done; there are more.
    Some(usize),
    /// Nothing was left to do.
    All,
}

impl Search<'_> {
    /// Indexes the next `threads` threads that are not indexed by today's rules yet. Goes on where it stopped, also after
    /// a restart, and may run on several hosts at once. New posts are indexed as they come, whatever this does.
    pub async fn set_next(&mut self, threads: i64) -> Result<Filled> {
        let read = |row: &Row<'_>| Ok((row.get("version")?, row.get("reached")?, row.get("goal")?));
        let progress: Option<(i64, i64, i64)> = self.0.ask_one(FIND, &[], read).await?;
        let (reached, goal) = match progress {
            Some((VERSION, reached, goal)) => (reached, goal),
            _ => (0, self.0.ask_row(GOAL, &[], |row| row.get("goal")).await?),
        };
        if reached >= goal {
            // Where there is nothing yet, that is noted: else all that comes would be read again at the next start.
            if !matches!(progress, Some((VERSION, ..))) {
                self.note(reached, goal).await?;
            }
            return Ok(Filled::All);
        }
        let read = |row: &Row<'_>| Ok((row.get("position")?, row.id("id", ThreadId::from_bytes)?));
        let next: Vec<(i64, ThreadId)> = self.0.ask(NEXT, values![reached, goal, threads], read).await?;
        for (_, thread) in &next {
            self.set_thread(*thread).await?;
        }
        let reached = next.last().map_or(goal, |(position, _)| *position);
        self.note(reached, goal).await?;
        Ok(Filled::Some(next.len()))
    }

    async fn note(&mut self, reached: i64, goal: i64) -> Result<()> {
        self.0.run(FORGET, &[]).await?;
        self.0.run(ADD, values![VERSION, reached, goal]).await.map(drop)
    }
}
