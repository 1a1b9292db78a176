//! Acknowledged is kept, also when many write at once and some fail or hang up.

use super::samples::*;
use crate::{Account, Accounts, Error, Zone, both};
use futures::future::join_all;
use std::pin::pin;

async fn add(zone: Zone<Accounts>, account: Account) -> crate::Result<()> {
    let mut tx = zone.begin().await?;
    tx.accounts().add(&account).await?;
    tx.commit().await
}

async fn kept(zone: &Zone<Accounts>, account: &Account) -> crate::Result<bool> {
    Ok(zone.read().await?.accounts().find(account.id).await?.is_some())
}

both! {
    async fn two_hundred_who_write_at_once_are_all_acknowledged_and_kept(store) {
        let accounts: Vec<_> = (0..200).map(|_| an_account()).collect();
        let writers: Vec<_> = accounts.iter().cloned()
            .map(|account| tokio::spawn(add(store.accounts.clone(), account))).collect();
        for writer in writers {
            writer.await??;
        }
        assert_eq!(store.accounts.read().await?.accounts().count().await?, 200);
        for account in &accounts {
            assert!(kept(&store.accounts, account).await?);
        }
    }

    async fn a_failure_in_the_middle_loses_only_itself(store) {
        let accounts: Vec<_> = (0..40).map(|_| an_account()).collect();
        let writers = accounts.iter().cloned().enumerate().map(|(n, account)| {
            let zone = store.accounts.clone();
            tokio::spawn(async move {
                let mut tx = zone.begin().await?;
                tx.accounts().add(&account).await?;
                match n % 4 {
                    0 => drop(tx),
                    1 => {
                        // The id is taken: this unit fails, and commit says so.
                        assert!(tx.accounts().add(&account).await.is_err());
                        assert!(tx.commit().await.is_err());
                    }
                    _ => tx.commit().await?,
                }
                crate::Result::Ok(())
            })
        });
        for writer in join_all(writers).await {
            writer??;
        }
        for (n, account) in accounts.iter().enumerate() {
            assert_eq!(kept(&store.accounts, account).await?, n % 4 > 1, "{n}");
        }
    }

    async fn who_hangs_up_half_way_takes_nobody_along(store) {
        let (mut stayed, mut left) = (Vec::new(), Vec::new());
        for polls in 1..12 {
            let others: Vec<_> = (0..3).map(|_| an_account()).collect();
            let before = tokio::spawn(add(store.accounts.clone(), others[0].clone()));
            let gone = an_account();
            gives_up(add(store.accounts.clone(), gone.clone()), polls).await;
            let after: Vec<_> = others[1..].iter().cloned()
                .map(|account| tokio::spawn(add(store.accounts.clone(), account))).collect();
            before.await??;
            for writer in after {
                writer.await??;
            }
            stayed.extend(others);
            left.push(gone);
        }
        for account in &stayed {
            assert!(kept(&store.accounts, account).await?);
        }
        // Whole or not at all: a row that can be found can be read.
        for account in &left {
            let found = store.accounts.read().await?.accounts().find(account.id).await?;
            assert!(found.is_none_or(|row| row == *account));
        }
    }
}

/// Two units of one group: the first waits for its acknowledgement while the second does `what` and fails.
async fn first_of_a_group(
    store: &crate::testing::TestStore,
    what: &[&'static str],
) -> (crate::Result<()>, Account) {
    let account = an_account();
    let mut first = store.accounts.begin().await.expect("the first");
    let zone = store.accounts.clone();
    let mut second = pin!(zone.begin());
    assert!(futures::poll!(second.as_mut()).is_pending(), "it waits behind the first");
    first.accounts().add(&account).await.expect("a row");
    let first = tokio::spawn(first.commit());

    let mut second = second.await.expect("the second");
    for sql in what {
        if second.run(*sql, &[]).await.is_err() {
            break;
        }
    }
    assert!(second.commit().await.is_err());
    (first.await.expect("a task"), account)
}

#[tokio::test]
async fn a_full_disk_refuses_all_that_were_not_acknowledged_and_keeps_no_half() {
    let store = crate::testing::TestStore::sqlite().await.expect("a store");
    let (early, late) = (an_account(), an_account());
    add(store.accounts.clone(), early.clone()).await.expect("there is room");

    let fill = [
        "pragma max_page_count = 1",
        "insert into cohorts (id, code, ends, called)
        values (zeroblob(16), 'x', '2026-11-21', hex(zeroblob(100000)))",
    ];
    let (refused, account) = first_of_a_group(&store, &fill).await;
    assert!(matches!(refused, Err(Error::Full)), "{refused:?}");
    assert!(!kept(&store.accounts, &account).await.expect("an answer"));
    assert!(kept(&store.accounts, &early).await.expect("an answer"));

    let mut tx = store.accounts.begin().await.expect("a unit");
    tx.run("pragma max_page_count = 1000000", &[]).await.expect("room");
    drop(tx);
    add(store.accounts.clone(), late.clone()).await.expect("there is room again");
    assert!(kept(&store.accounts, &late).await.expect("an answer"));
}

#[tokio::test]
async fn a_commit_that_fails_refuses_the_whole_group() {
    let store = crate::testing::TestStore::sqlite().await.expect("a store");
    // A parent that is missing at the end makes the commit itself fail.
    let orphan = [
        "pragma defer_foreign_keys = on",
        "insert into sessions values (zeroblob(32), zeroblob(16),
        zeroblob(8), 0, 0, '2026-11-21', '2026-11-21')",
    ];
    let (refused, account) = first_of_a_group(&store, &orphan).await;
    assert!(refused.is_err());
    assert!(!kept(&store.accounts, &account).await.expect("an answer"));
    add(store.accounts.clone(), account.clone()).await.expect("the next group is as good as new");
}

#[tokio::test]
async fn who_comes_after_the_close_is_told_so() {
    let store = crate::testing::TestStore::sqlite().await.expect("a store");
    store.close().await;
    assert!(matches!(store.accounts.begin().await, Err(Error::Offline)));
    assert!(matches!(store.accounts.read().await, Err(Error::Offline)));
    store.close().await;
}
