//! Passing on what is told, also from other hosts through PostgreSQL.

use super::Result;
use domain::live::Topic;
use sqlx::PgPool;
use sqlx::postgres::PgListener;
use std::time::Duration;
use tokio::sync::broadcast;

/// The number of topics that a slow listener may lag behind before it misses some; a page is right again on reload.
const LONGEST_LAG: usize = 1024;

/// A channel for the zones of an installation.
pub(crate) fn channel() -> broadcast::Sender<Topic> {
    broadcast::Sender::new(LONGEST_LAG)
}

/// Passes on, until the pool closes, what this and other hosts tell on a channel. Answers when it listens.
pub(super) async fn listen(
    pool: &PgPool,
    channel: &'static str,
    live: &broadcast::Sender<Topic>,
) -> Result<()> {
    let first = listener(pool, channel).await?;
    tokio::spawn(pass_on(first, (pool.clone(), channel), live.clone()));
    Ok(())
}

async fn listener(pool: &PgPool, channel: &str) -> sqlx::Result<PgListener> {
    let mut listener = PgListener::connect_with(pool).await?;
    listener.listen(channel).await?;
    Ok(listener)
}

async fn pass_on(mut listener: PgListener, (pool, channel): (PgPool, &str), live: broadcast::Sender<Topic>) {
    loop {
        match listener.recv().await {
            Ok(told) => {
                // What a newer host tells and this one does not know is nothing to it.
                if let Ok(topic) = told.payload().parse() {
                    // Nobody listening is no error.
                    let _ = live.send(topic);
                }
            }
            Err(_) if pool.is_closed() => return,
            // The database is away: pages miss what is told meanwhile, and are right on reload.
            Err(_) => {
                tokio::time::sleep(Duration::from_secs(1)).await;
                if let Ok(next) = self::listener(&pool, channel).await {
                    listener = next;
                }
            }
        }
    }
}
