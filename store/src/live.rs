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

/// Starts to pass on what this and other hosts tell through PostgreSQL, until the pool closes. Answers when it listens.
pub(crate) async fn listen(pool: &PgPool, live: &broadcast::Sender<ThreadId>) -> Result<()> {
    let first = listener(pool).await?;
    tokio::spawn(pass_on(first, pool.clone(), live.clone()));
    Ok(())
}

async fn listener(pool: &PgPool) -> sqlx::Result<PgListener> {
    let mut listener = PgListener::connect_with(pool).await?;
    listener.listen("live").await?;
    Ok(listener)
}

async fn pass_on(mut listener: PgListener, pool: PgPool, live: broadcast::Sender<ThreadId>) {
    loop {
        match listener.recv().await {
            Ok(told) => {
                if let Ok(thread) = told.payload().parse() {
                    // Nobody listening is no error.
                    let _ = live.send(thread);
                }
            }
            Err(_) if pool.is_closed() => return,
            // The database is away: pages miss what is told meanwhile, and are right on reload.
            Err(_) => {
                tokio::time::sleep(Duration::from_secs(1)).await;
                if let Ok(next) = self::listener(&pool).await {
                    listener = next;
                }
            }
        }
    }
}
