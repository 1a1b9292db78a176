//! Work for everybody's own place while nobody asks. The index of the owner's pass is read when the server starts.
//! Every minute sessions that went idle are forgotten, and rows removed that the store would not let go before. Every night each
//! drawer and each account gets a new cover, so that two backups differ in all of them and not in those that were used (A12).

use crate::push;
use crate::stop::Stop;
use app::kit::session::ending;
use app::kit::state::AppState;
use domain::secrets::OwnTags;
use std::sync::Arc;
use std::time::Duration;

/// The time between two looks at the calendar.
const LOOK: Duration = Duration::from_secs(60);
/// Rows in one unit of work, and how long others may write before the next.
const PORTION: i64 = 40;
const PAUSE: Duration = Duration::from_millis(20);

/// Runs until the word to stop.
pub async fn keep(state: Arc<AppState>, stop: Stop) {
    let work = async {
        warm(&state).await;
        let mut done = state.clock.today();
        loop {
            tokio::time::sleep(LOOK).await;
            state.memory.sweep(state.clock.now().timestamp() / 60);
            ending::pay(&state).await;
            let today = state.clock.today();
            if done != today {
                match new_seals(&state).await {
                    Ok(()) => done = today,
                    Err(why) => tracing::error!(
                        cause = why.to_string(),
                        "drawers and accounts did not get new covers"
                    ),
                }
            }
        }
    };
    tokio::select! {
        () = work => {}
        () = stop.heard() => {}
    }
}

/// Reads who wrote where, so that the first member who signs in need not wait for it.
async fn warm(state: &AppState) {
    let nobody: OwnTags = state.keys.own_tags(&domain::secrets::Root::generate(&*state.entropy));
    if let Err(why) = state.owner.threads(nobody, Some(state.clock.today())).await {
        tracing::error!(cause = why.to_string(), "the index of the owner's pass was not read");
    }
}

/// Devices of the daily message too, for the same reason.
async fn new_seals(state: &AppState) -> store::Result<()> {
    lay_covers_anew(state).await?;
    cover_accounts_anew(state).await?;
    push::seal_anew(state).await
}

/// Gives every drawer a new cover and says how many there are. A drawer that its owner writes meanwhile has one by that.
///
/// # Errors
/// When the store refuses; asking again begins anew.
pub async fn lay_covers_anew(state: &AppState) -> store::Result<u64> {
    let (mut last, mut covered) = (None, 0);
    loop {
        let mut tx = state.store.accounts.begin().await?;
        let portion = tx.drawers().list(last, PORTION).await?;
        let Some((id, _)) = portion.last() else { return Ok(covered) };
        last = Some(*id);
        for (id, sealed) in &portion {
            if let Some(anew) = state.keys.cover_anew(id, sealed, &*state.entropy) {
                covered += u64::from(tx.drawers().set(id, Some(sealed), &anew).await?);
            }
        }
        tx.commit().await?;
        tokio::time::sleep(PAUSE).await;
    }
}

/// Gives what every account said of itself a new cover. One that says something else meanwhile has one by that.
///
/// # Errors
/// When the store refuses; asking again begins anew.
pub async fn cover_accounts_anew(state: &AppState) -> store::Result<()> {
    let mut last = None;
    loop {
        let mut tx = state.store.accounts.begin().await?;
        let portion = tx.accounts().list(last, PORTION).await?;
        let Some((id, _)) = portion.last() else { return Ok(()) };
        last = Some(*id);
        for (id, sealed) in &portion {
            if let Some(anew) = state.keys.cover_cohort_anew(sealed, &*state.entropy) {
                tx.accounts().set_cover(*id, sealed, &anew).await?;
            }
        }
        tx.commit().await?;
        tokio::time::sleep(PAUSE).await;
    }
}
