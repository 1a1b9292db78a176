//! When work that nobody asks for came to its end last, and why it did not: what the page about the system shows. In no backup.

use crate::driver::{Result, Row, Staff, Tx};

/// The word of a backup.
pub const BACKUP: &str = "backup";
/// The word of a test of one.
pub const RESTORE_TEST: &str = "restore_test";

const DONE: &str =
    "insert into jobs (job, done) values ($1, $2) on conflict (job) do update set done = excluded.done";
const FAILED: &str = "insert into jobs (job, failed, cause) values ($1, $2, $3)
    on conflict (job) do update set failed = excluded.failed, cause = excluded.cause";
const LIST: &str = "select job, done, failed, cause from jobs order by job";

#[cfg(test)]
pub(crate) const SQL: &[&str] = &[DONE, FAILED, LIST];

/// A job, a backup, or a test of a backup. Moments are seconds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Job {
    /// Its word.
    pub name: String,
    /// The moment at which it came to its end last.
    pub done: Option<i64>,
    /// The moment at which it failed last.
    pub failed: Option<i64>,
    /// The sentence with which it failed then.
    pub cause: Option<String>,
}

impl Job {
    /// Returns true when the last time went wrong.
    pub fn is_failing(&self) -> bool {
        self.failed.is_some_and(|failed| self.done.is_none_or(|done| done < failed))
    }
}

fn read(row: &Row<'_>) -> Result<Job> {
    Ok(Job {
        name: row.get("job")?,
        done: row.get("done")?,
        failed: row.get("failed")?,
        cause: row.get("cause")?,
    })
}

impl Tx<Staff> {
    /// The work that nobody asks for.
    pub fn jobs(&mut self) -> Jobs<'_> {
        Jobs(self)
    }
}

/// Jobs as rows.
pub struct Jobs<'a>(&'a mut Tx<Staff>);

impl Jobs<'_> {
    /// Notes that one came to its end.
    pub async fn set_done(&mut self, job: &str, now: i64) -> Result<()> {
        self.0.run(DONE, values![job, now]).await.map(drop)
    }

    /// Notes that one failed.
    pub async fn set_failed(&mut self, job: &str, now: i64, cause: &str) -> Result<()> {
        self.0.run(FAILED, values![job, now, cause]).await.map(drop)
    }

    /// All, by their words.
    pub async fn list(&mut self) -> Result<Vec<Job>> {
        self.0.ask(LIST, &[], read).await
    }
}
