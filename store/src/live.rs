//! Telling open pages that something is new.

use crate::driver::zones::ZoneSpec;
use crate::driver::{Result, Tx};
use domain::live::Topic;

/// PostgreSQL only: other hosts are told through it. SQLite has one host.
const TELL: &str = "select pg_notify($1, $2)";

#[cfg(test)]
pub(crate) const SQL: &str = TELL;

#[expect(private_bounds, reason = "nobody else makes a zone")]
impl<Z: ZoneSpec> Tx<Z> {
    /// The news that open pages are told after the commit.
    pub fn live(&mut self) -> Live<'_, Z> {
        const { assert!(Z::LIVE.is_some(), "nobody listens to what this zone tells") }
        Live(self)
    }
}

/// News for open pages.
pub struct Live<'a, Z>(&'a mut Tx<Z>);

#[expect(private_bounds, reason = "nobody else makes a zone")]
impl<Z: ZoneSpec> Live<'_, Z> {
    /// Tells, after the commit, that there is something new about `topic`.
    pub async fn notify(&mut self, topic: impl Into<Topic>) -> Result<()> {
        let topic = topic.into();
        if let Some(channel) = Z::LIVE {
            self.0.run_on_postgres(TELL, values![channel, topic.to_string()]).await?;
        }
        self.0.tell_after_commit(topic);
        Ok(())
    }
}
