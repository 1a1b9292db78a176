use super::samples::*;
use crate::both;

/// The number of connections that a zone has at most.
const CONNECTIONS: usize = 12;

both! {
    /// Somebody hangs up after each poll at which a unit of work can be given up; whoever comes next finds nothing of it.
    async fn who_hangs_up_while_a_unit_of_work_begins_leaves_nothing_to_the_next(store) {
        for polls in 1..12 {
            gives_up(store.community.read(), polls).await;
            gives_up(store.community.begin(), polls).await;
            for _ in 0..=CONNECTIONS {
                let thread = a_thread();
                let mut tx = store.community.begin().await?;
                opened(&mut tx, &thread).await?;
                tx.commit().await?;
            }
        }
    }
}
