//! The gate of a zone: what was looked at and is then done stays true in between.
//!
//! Whoever adds something because a session or a key is good passes, together with all others who do. Whoever ends
//! sessions, changes a key or removes an account closes the gate: they wait for those under way, and the next ones wait
//! for them and find what is true then. SQLite has one writer, so there every unit of work that writes stands at the
//! gate by itself. PostgreSQL holds the two locks in memory: a lock on a row would leave a mark beside whatever else
//! the same unit of work wrote, and lead from a drawer to an account (P4).

use crate::driver::{Result, Tx};

const PASS: &str = "select pg_advisory_xact_lock_shared(current_schema()::regnamespace::oid::bigint)";
const CLOSE: &str = "select pg_advisory_xact_lock(current_schema()::regnamespace::oid::bigint)";

#[cfg(test)]
pub(crate) const POSTGRES_ONLY: &[&str] = &[PASS, CLOSE];

impl<Z> Tx<Z> {
    /// Passes the gate. What is looked at from here on stays true until this unit of work ends.
    pub async fn pass_gate(&mut self) -> Result<()> {
        self.run_on_postgres(PASS, &[]).await
    }

    /// Waits until everybody who passed the gate is done, and lets nobody pass until this unit of work ends.
    pub async fn close_gate(&mut self) -> Result<()> {
        self.run_on_postgres(CLOSE, &[]).await
    }
}
