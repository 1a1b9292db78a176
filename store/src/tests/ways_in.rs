//! Further ways in: found by their lookup, listed and removed with their account, overwritten when they go.

use super::samples::*;
use crate::{both, sqlite_only};

both! {
    async fn a_way_in_is_kept_found_and_removed(store) {
        let account = an_account();
        let (one, other) = (a_way_in(account.id), a_way_in(account.id));
        let mut tx = store.accounts.begin().await?;
        tx.accounts().add(&account).await?;
        assert!(tx.ways_in().add(&one).await? && tx.ways_in().add(&other).await?);
        assert!(!tx.ways_in().add(&one).await?, "sent twice");
        tx.commit().await?;

        let mut tx = store.accounts.begin().await?;
        assert_eq!(tx.ways_in().find(&one.lookup).await?, Some(one.clone()));
        assert_eq!(tx.ways_in().find(&[0; 32]).await?, None);
        let mut all = vec![one.clone(), other.clone()];
        all.sort_by_key(|way| way.lookup);
        assert_eq!(tx.ways_in().list(account.id).await?, all);
        assert!(tx.ways_in().remove(&one.lookup).await? && !tx.ways_in().remove(&one.lookup).await?);
        assert_eq!(tx.ways_in().list(account.id).await?, [other]);
        assert_eq!(tx.ways_in().remove_of(account.id).await?, 1);
        assert_eq!(tx.ways_in().list(account.id).await?, []);
        tx.commit().await?;
    }

    async fn both_keys_of_an_account_are_found_alike(store) {
        let account = an_account();
        let second = a_way_in(account.id);
        let mut tx = store.accounts.begin().await?;
        tx.accounts().add(&account).await?;
        tx.ways_in().add(&second).await?;
        for (lookup, wrapped) in [(account.lookup, account.wrapped), (second.lookup, second.wrapped)] {
            let found = tx.ways_in().find_key(&lookup).await?.expect("a key");
            assert_eq!((found.account, found.wrapped), (account.id, wrapped));
        }
        assert!(tx.ways_in().find_key(&[0; 32]).await?.is_none());
        tx.commit().await?;
    }

    async fn a_way_in_goes_with_its_account_and_with_no_other(store) {
        let (account, stays) = (an_account(), an_account());
        let (way, theirs) = (a_way_in(account.id), a_way_in(stays.id));
        let mut tx = store.accounts.begin().await?;
        for account in [&account, &stays] {
            tx.accounts().add(account).await?;
        }
        tx.ways_in().add(&way).await?;
        tx.ways_in().add(&theirs).await?;
        tx.accounts().remove(account.id).await?;
        assert_eq!(tx.ways_in().find(&way.lookup).await?, None);
        assert!(tx.ways_in().find(&theirs.lookup).await?.is_some());
        tx.commit().await?;
    }
}

sqlite_only! {
    /// T32.
    async fn a_removed_way_in_is_found_nowhere_in_the_files(store) {
        let account = an_account();
        let ways = [a_way_in(account.id), a_way_in(account.id), a_way_in(account.id)];
        let mut tx = store.accounts.begin().await?;
        tx.accounts().add(&account).await?;
        for way in &ways {
            tx.ways_in().add(way).await?;
        }
        tx.commit().await?;
        let mut tx = store.accounts.begin().await?;
        tx.ways_in().remove(&ways[0].lookup).await?;
        tx.commit().await?;
        store.scrub().await?;
        let stands = |bytes: &[u8]| -> std::io::Result<bool> {
            for file in std::fs::read_dir(store.folder().expect("a folder"))? {
                let content = std::fs::read(file?.path())?;
                if content.windows(bytes.len() / 2).any(|window| window == &bytes[..bytes.len() / 2]) {
                    return Ok(true);
                }
            }
            Ok(false)
        };
        for bytes in [&ways[0].lookup[..], &ways[0].wrapped, &ways[0].about] {
            assert!(!stands(bytes)?);
        }
        assert!(stands(&ways[1].wrapped)?, "the search finds what is there");
    }
}
