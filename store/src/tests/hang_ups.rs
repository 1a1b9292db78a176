use super::samples::*;
use crate::both;
use crate::testing::TestStore;
use std::future::poll_fn;
use std::pin::pin;
use std::task::Poll;

/// How many connections a zone has at most.
const CONNECTIONS: usize = 12;

both! {
    /// Somebody hangs up at every moment at which a unit of work can be given up; whoever comes next finds nothing of it.
    async fn who_hangs_up_while_a_look_begins_leaves_nothing_to_the_next(store) {
        for moments in 1..12 {
            gives_up(store, moments).await;
            for _ in 0..=CONNECTIONS {
                let thread = a_thread();
                let mut tx = store.community.begin().await?;
                opened(&mut tx, &thread).await?;
                tx.commit().await?;
            }
        }
    }
}

/// Begins to look and goes after so many times of waiting.
async fn gives_up(store: &TestStore, moments: usize) {
    let mut beginning = pin!(store.community.look());
    let mut waited = 0;
    poll_fn(|task| {
        if waited == moments {
            return Poll::Ready(());
        }
        waited += 1;
        beginning.as_mut().poll(task).map(drop)
    })
    .await;
}
