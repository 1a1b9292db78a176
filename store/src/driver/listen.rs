//! Passing on which threads have something new, also from other hosts through PostgreSQL.

use super::Result;
use domain::ids::ThreadId;
use sqlx::PgPool;
use sqlx::postgres::PgListener;
use std::time::Duration;
use tokio::sync::broadcast;

/// The number of threads that a slow listener may lag behind before it misses some; a page is right again on reload.
const LONGEST_LAG: usize = 1024;

/// A channel for the zones of an installation.
pub(crate) fn channel() -> broadcast::Sender<ThreadId> {
    broadcast::Sender::new(LONGEST_LAG)
}

/// Passes on, until the pool closes, what this and other hosts tell. Answers when it listens.
pub(super) async fn listen(pool: &PgPool, live: &broadcast::Sender<ThreadId>) -> Result<()> {
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
