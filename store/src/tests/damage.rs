//! Damage is found before it is copied or made permanent, and nothing is written on top of it.

use super::samples::*;
use crate::testing::{Damage, TestStore};
use crate::{Error, Store, sqlite_only};
use domain::ids::ThreadId;
use std::path::PathBuf;

const REPLIES: usize = 60;

/// A thread with replies, all of them in the file.
async fn a_full_thread(store: &TestStore) -> crate::Result<(ThreadId, PathBuf)> {
    let thread = a_thread();
    let mut tx = store.community.begin().await?;
    opened(&mut tx, &thread).await?;
    for n in 0..REPLIES {
        let mut tip = a_tip(thread.id);
        tip.text = a_text(&format!("Antwoord {n}: een giraffe in de wei."));
        tx.posts().add(&tip).await?;
    }
    tx.commit().await?;
    store.scrub().await?;
    Ok((thread.id, store.folder().expect("a folder").join("community.sqlite")))
}

async fn replies(store: &Store, thread: ThreadId) -> crate::Result<usize> {
    Ok(store.community.read().await?.posts().list(thread, 0).await?.len())
}

sqlite_only! {
    async fn what_a_disk_lost_is_not_lost_for_good_by_laying_the_file_down_anew(store) {
        let (thread, file) = a_full_thread(store).await?;
        let damage = Damage::to(&file, b"een giraffe")?;
        let before = std::fs::read(&file)?;
        let refused = store.forget_order_of_day().await;
        let Err(Error::Damaged(what)) = refused else { panic!("{refused:?}") };
        assert!(what.starts_with("community.sqlite: "), "{what}");
        assert_eq!(std::fs::read(&file)?, before, "nothing was written");
        damage.mend(&file)?;
        let urls = store.urls();
        let again = Store::open(&urls).await?;
        again.look_at_everything().await?;
        assert_eq!(replies(&again, thread).await?, REPLIES);
        again.close().await;
    }

    async fn the_accounts_are_looked_at_before_they_are_laid_down_anew(store) {
        let mut tx = store.accounts.begin().await?;
        for _ in 0..9 {
            tx.accounts().add(&an_account()).await?;
        }
        let account = an_account();
        tx.accounts().add(&account).await?;
        tx.commit().await?;
        store.scrub().await?;
        Damage::to(&store.folder().expect("a folder").join("accounts.sqlite"), &account.lookup)?;
        let refused = store.forget_order_of_day().await;
        assert!(matches!(refused, Err(Error::Damaged(_))), "{refused:?}");
        let refused = store.forget_order().await;
        assert!(matches!(refused, Err(Error::Damaged(_))), "nor page by page: {refused:?}");
    }

    async fn no_backup_is_made_of_a_damaged_file(store) {
        let (_, file) = a_full_thread(store).await?;
        let damage = Damage::to(&file, b"een giraffe")?;
        let folder = tempfile::tempdir()?;
        let refused = store.backup_to(folder.path()).await;
        assert!(matches!(refused, Err(Error::Damaged(_))), "{refused:?}");
        assert!(!folder.path().join("community.sqlite").exists(), "what is there is whole");
        damage.mend(&file)?;
    }

    async fn once_damage_was_found_people_read_and_nothing_is_written(store) {
        let (thread, file) = a_full_thread(store).await?;
        store.look_at_pages().await?;
        Damage::to(&file, b"een giraffe")?;
        for looked in [store.look_at_small_files().await, store.look_at_pages().await, store.community.ping().await] {
            assert!(matches!(looked, Err(Error::Damaged(_))), "{looked:?}");
        }
        assert!(matches!(store.community.begin().await.err(), Some(Error::Offline)));
        assert!(replies(store, thread).await.is_ok());
        store.accounts.begin().await?.commit().await?;
    }
}
