//! Telling open pages that a thread has something new.

use crate::driver::{Community, Result, Tx};
use domain::ids::ThreadId;

/// PostgreSQL only: other hosts are told through it. SQLite has one host.
const TELL: &str = "select pg_notify('live', $1)";

#[cfg(test)]
pub(crate) const SQL: &str = TELL;

impl Tx<Community> {
    /// The news that open pages are told after the commit.
    pub fn live(&mut self) -> Live<'_> {
        Live(self)
    }
}

/// News for open pages.
pub struct Live<'a>(&'a mut Tx<Community>);

impl Live<'_> {
    /// Tells, after the commit, that `thread` has something new.
    pub async fn notify(&mut self, thread: ThreadId) -> Result<()> {
        self.0.run_on_postgres(TELL, values![thread.to_string()]).await?;
        self.0.tell_after_commit(thread);
        Ok(())
    }
}
