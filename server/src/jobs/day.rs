//! What is done once a day and at the start: files are looked through for damage, expired sessions go, shown totals catch up, what was
//! deleted is overwritten, and files and large tables are laid down anew.

use super::ended::note_end;
use app::kit::staff::session as staff;
use domain::held::KEPT_DAYS;
use domain::threads::Position;
use domain::time::{Clock, Day};
use store::Store;

/// All jobs of the day; one that fails keeps no other from running, and is tried again tomorrow. How each ended is kept for the page
/// about the system.
pub async fn run(store: &Store, clock: &dyn Clock) {
    let today = clock.today();
    let note_end = |job, what, done| note_end(store, clock, job, (what, done));
    // What is damaged is not written to any more.
    note_end("damage", "damage was looked for", store.look_at_pages().await.map(|()| 0)).await;
    note_end("sessions", "expired sessions removed", remove_expired_sessions(store, today).await).await;
    let now = clock.now().timestamp();
    note_end("staff_sessions", "ended sessions and links of staff removed", end_staff(store, now).await)
        .await;
    note_end("joins", "joins of the month before kept in fives", count_joins(store, today).await).await;
    note_end("decisions", "decisions that nobody read removed", remove_unread_decisions(store, today).await)
        .await;
    note_end("unanswered", "held posts without an answer removed", end_unanswered(store, today).await).await;
    note_end("reactions", "shown reactions refreshed", refresh_reactions(store).await).await;
    note_end("tips", "figures of tips refreshed", refresh_tried(store).await).await;
    note_end("tip_lists", "numbers of tips in lists refreshed", refresh_tips(store).await).await;
    note_end("themes", "numbers of stories of themes refreshed", refresh_themes(store).await).await;
    note_end("traces", "traces of what was deleted overwritten", store.scrub().await.map(|()| 0)).await;
    note_end("order", "tables or files laid down anew", store.forget_order_of_day().await).await;
}

/// Removes sessions and personal links of staff whose time is over. They open nothing any more; what nobody needs is not kept.
async fn end_staff(store: &Store, now: i64) -> store::Result<u64> {
    let mut tx = store.staff.begin().await?;
    let sessions = tx.staff_sessions().remove_expired(now - staff::LONGEST, now - staff::IDLE).await?;
    let links = tx.staff_links().remove_expired(now).await?;
    tx.commit().await?;
    Ok(sessions + links)
}

async fn remove_expired_sessions(store: &Store, today: Day) -> store::Result<u64> {
    let mut tx = store.accounts.begin().await?;
    let gone = tx.sessions().remove_expired(today).await?;
    tx.commit().await?;
    Ok(gone)
}

async fn remove_unread_decisions(store: &Store, today: Day) -> store::Result<u64> {
    let mut tx = store.community.begin().await?;
    let gone = tx.held_decisions().remove_unread(today.plus(-KEPT_DAYS)).await?;
    tx.commit().await?;
    Ok(gone)
}

/// On the first day of a month, and on later ones for whoever was not there on that.
async fn count_joins(store: &Store, today: Day) -> store::Result<u64> {
    let mut tx = store.accounts.begin().await?;
    let cohorts = tx.cohorts().count_month(today.month().before()).await?;
    tx.commit().await?;
    Ok(cohorts)
}

/// In portions, each kept before the next.
async fn end_unanswered(store: &Store, today: Day) -> store::Result<u64> {
    const PORTION: i64 = 50;
    let mut all = 0;
    loop {
        let mut tx = store.community.begin().await?;
        let ended = tx.held_decisions().end_unanswered(today.plus(-KEPT_DAYS), today, PORTION).await?;
        tx.commit().await?;
        all += ended;
        if ended == 0 {
            return Ok(all);
        }
    }
}

async fn refresh_reactions(store: &Store) -> store::Result<u64> {
    let mut tx = store.community.begin().await?;
    let posts = tx.reactions().refresh_shown().await?;
    tx.commit().await?;
    Ok(posts as u64)
}

async fn refresh_tried(store: &Store) -> store::Result<u64> {
    let mut all = 0;
    loop {
        let mut tx = store.community.begin().await?;
        let (tips, more) = tx.tried().refresh_shown().await?;
        tx.commit().await?;
        all += tips as u64;
        if !more {
            return Ok(all);
        }
    }
}

/// In portions: nobody who shares something meanwhile waits for a million threads.
async fn refresh_tips(store: &Store) -> store::Result<u64> {
    const PORTION: i64 = 5_000;
    let (mut all, mut after) = (0, Some(Position(0)));
    while let Some(from) = after {
        let mut tx = store.community.begin().await?;
        let (threads, next) = tx.threads().refresh_shown(from, PORTION).await?;
        tx.commit().await?;
        (all, after) = (all + threads, next);
    }
    Ok(all)
}

/// Counts while it only looks, and writes afterwards.
async fn refresh_themes(store: &Store) -> store::Result<u64> {
    let now = store.community.scan().await?.themes().count().await?;
    let shown = store.community.read().await?.themes().list_totals().await?;
    let changed: Vec<_> = now.into_iter().filter(|total| !shown.contains(total)).collect();
    let mut tx = store.community.begin().await?;
    tx.themes().set_totals(&changed).await?;
    tx.commit().await?;
    Ok(changed.len() as u64)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::demo;
    use domain::entropy::Seeded;
    use domain::ids::AccountId;
    use domain::posts::ReactionKind;
    use domain::secrets::{Keys, Root};
    use domain::threads::Filter;
    use domain::time::FixedClock;
    use store::Session;

    store::both! {
        /// T21: what is shown changes with the day; twice the same day, as on two hosts, is once.
        async fn shown_totals_stand_still_until_the_day_changes(store) {
            let chance = Seeded::new(1);
            let keys = Keys::generate(&chance);
            let clock = FixedClock::at("2026-11-21T12:00:00Z".parse()?);
            demo::fill(store, &keys, &clock, &chance).await?;
            let before = shown(store).await?;
            let mut tx = store.community.begin().await?;
            let row = &tx.threads().list(Filter::New, None, 1).await?[0];
            for _ in 0..9 {
                let tag = keys.reaction_tag(&Root::generate(&chance), row.opening);
                tx.reactions().set(row.opening, &tag, ReactionKind::Recognise, true).await?;
            }
            tx.commit().await?;
            assert_eq!(shown(store).await?, before, "nothing ticks");
            run(store, &clock).await;
            run(store, &clock).await;
            let after = shown(store).await?;
            assert_eq!(after.iter().sum::<i64>(), before.iter().sum::<i64>() + 9);
        }

        /// S19: a session ends on its day, and its row goes with it.
        async fn expired_sessions_go(store) {
            let chance = Seeded::new(1);
            let clock = FixedClock::at("2026-11-21T12:00:00Z".parse()?);
            demo::fill(store, &Keys::generate(&chance), &clock, &chance).await?;
            let today = clock.today();
            let account = an_account(store, &chance, today).await?;
            let mut tx = store.accounts.begin().await?;
            for (hash, expires) in [([1; 32], today.plus(-1)), ([2; 32], today)] {
                let root_sealed = vec![0; 72];
                tx.sessions()
                    .add(&Session { hash, account, root_sealed, shared: false, code_known: true, opened: today, expires })
                    .await?;
            }
            tx.commit().await?;
            run(store, &clock).await;
            let mut tx = store.accounts.read().await?;
            assert!(tx.sessions().find(&[1; 32]).await?.is_none());
            assert!(tx.sessions().find(&[2; 32]).await?.is_some());
        }
    }

    async fn shown(store: &Store) -> store::Result<Vec<i64>> {
        let rows = store.community.read().await?.threads().list(Filter::New, None, 100).await?;
        Ok(rows.iter().map(|row| row.recognised_shown + row.strength_shown).collect())
    }

    async fn an_account(store: &Store, chance: &Seeded, today: Day) -> store::Result<AccountId> {
        let id = AccountId::random(chance);
        let account = store::Account {
            id,
            lookup: [9; 32],
            key_version: 1,
            salt: [0; 16],
            wrapped: vec![0; 72],
            cohort_sealed: vec![0; 72],
            joined: today.month(),
        };
        let mut tx = store.accounts.begin().await?;
        tx.accounts().add(&account).await?;
        tx.commit().await?;
        Ok(id)
    }
}
