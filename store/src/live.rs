//! Telling open pages that a thread has something new.

use crate::{Community, Result, Tx};
use domain::ids::ThreadId;
use sqlx::PgPool;
use sqlx::postgres::PgListener;
use std::time::Duration;
use tokio::sync::broadcast;

const TELL: &str = "select pg_notify('live', $1)";

/// How many threads a slow listener may lag behind before it misses some; a page is right again on reload.
const LONGEST_LAG: usize = 1024;

/// What open pages are told after the commit.
pub struct Live<'a>(pub(crate) &'a mut Tx<Community>);

impl Live<'_> {
    /// Tells, after the commit, that `thread` has something new.
    pub async fn notify(&mut self, thread: ThreadId) -> Result<()> {
        on!(self.0,
            sqlite _conn => Ok::<_, sqlx::Error>(()),
            postgres conn => sqlx::query(TELL).bind(thread.to_string()).execute(conn).await.map(drop))?;
        self.0.tell_after_commit(thread);
        Ok(())
    }
}

pub(crate) fn channel() -> broadcast::Sender<ThreadId> {
    broadcast::Sender::new(LONGEST_LAG)
}

/// Passes on what this and other hosts tell through PostgreSQL, until the pool closes.
pub(crate) async fn listen(pool: PgPool, live: broadcast::Sender<ThreadId>) {
    while !pool.is_closed() {
        // An error means that the database is away; pages miss what is told meanwhile and are right on reload.
        let _ = pass_on(&pool, &live).await;
        tokio::time::sleep(Duration::from_secs(1)).await;
    }
}

async fn pass_on(pool: &PgPool, live: &broadcast::Sender<ThreadId>) -> sqlx::Result<()> {
    let mut listener = PgListener::connect_with(pool).await?;
    listener.listen("live").await?;
    loop {
        if let Ok(thread) = listener.recv().await?.payload().parse() {
            // Nobody listening is no error.
            let _ = live.send(thread);
        }
    }
}
