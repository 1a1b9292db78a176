//! When a decision takes effect.

use crate::kit::state::AppState;

/// The number of decisions that are read at a time.
const PORTION: i64 = 100;

/// Lets every decision take effect whose minute is over, each in a unit of work of its own. Several hosts may ask at once: each takes
/// effect once.
///
/// # Errors
/// When the store refuses; what did not take effect then does at the next look.
pub async fn apply_due(state: &AppState) -> Result<(), store::Error> {
    let (now, today) = (state.clock.now().timestamp(), state.clock.today());
    loop {
        let due = state.store.community.read().await?.held_decisions().list_due(now, PORTION).await?;
        if due.is_empty() {
            return Ok(());
        }
        for post in due {
            let mut tx = state.store.community.begin().await?;
            tx.held_decisions().apply(post, now, today).await?;
            tx.commit().await?;
        }
    }
}
