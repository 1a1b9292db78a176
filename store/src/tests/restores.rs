//! A restore is whole or not there, holds nothing that we did not make, and is done by one process at a time.

use super::backups::another_place;
use super::samples::*;
use crate::backup::Restore;
use crate::testing::{TestStore, Tested};
use crate::{Accounts, Community, Error, Staff, Store, both, sqlite_only};
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

/// A backup with one account and one thread.
async fn a_backup(store: &TestStore, copy: &Path) -> Tested {
    let mut tx = store.accounts.begin().await?;
    tx.accounts().add(&an_account()).await?;
    tx.installation().add(&[7; 32]).await?;
    tx.commit().await?;
    let mut tx = store.community.begin().await?;
    opened(&mut tx, &a_thread()).await?;
    tx.commit().await?;
    Ok(store.backup_to(copy).await?)
}

both! {
    async fn a_restore_that_was_cut_off_is_refused_and_can_be_done_again(store) {
        let folder = tempfile::tempdir()?;
        let copy = folder.path().join("backup");
        a_backup(store, &copy).await?;
        let (urls, drop_place) = another_place(store, folder.path());
        for cut in 0..3 {
            let _claim = Store::claim(&urls)?;
            let accounts = Restore::<Accounts>::check(&copy, &urls.accounts, cut > 0).await?;
            let community = Restore::<Community>::check(&copy, &urls.community, cut > 0).await?;
            let staff = Restore::<Staff>::check(&copy, &urls.staff, cut > 0).await?;
            accounts.write().await?;
            if cut > 0 {
                community.write().await?;
            }
            if cut > 1 {
                staff.write().await?;
            }
            let refused = Store::open(&urls).await.err();
            assert!(matches!(refused, Some(Error::HalfRestored)), "{refused:?}");
        }
        Store::restore_from(&copy, &urls).await?;
        let restored = Store::open(&urls).await?;
        let mut tx = restored.accounts.read().await?;
        assert_eq!((tx.accounts().count().await?, tx.installation().find().await?), (1, Some(vec![7; 32])));
        drop(tx);
        assert_eq!(restored.community.read().await?.threads().count().await?, 1);
        restored.close().await;
        let over = Store::restore_from(&copy, &urls).await;
        assert!(matches!(over, Err(Error::NotEmpty)), "a whole one is not written over: {over:?}");
        drop_place.await?;
    }
}

/// Nothing takes lines out of a log, so a restore that was cut off after those of one is done again elsewhere.
#[tokio::test]
async fn a_restore_over_lines_of_the_log_asks_for_a_new_schema() -> Tested {
    let Some(store) = TestStore::postgres().await? else { return Ok(()) };
    let folder = tempfile::tempdir()?;
    let copy = folder.path().join("backup");
    let mut tx = store.accounts.begin().await?;
    tx.staff_log().add(&a_log_line(5)).await?;
    tx.commit().await?;
    a_backup(&store, &copy).await?;
    let (urls, drop_place) = another_place(&store, folder.path());
    {
        let _claim = Store::claim(&urls)?;
        Restore::<Accounts>::check(&copy, &urls.accounts, false).await?.write().await?;
    }
    let again = Store::restore_from(&copy, &urls).await;
    let Err(Error::Backup(what)) = again else { panic!("{again:?}") };
    assert!(what.contains("accounts") && what.ends_with("use a new schema"), "{what}");
    let refused = Store::open(&urls).await.err();
    assert!(matches!(refused, Some(Error::HalfRestored)), "still half: {refused:?}");
    drop_place.await?;
    store.finish().await
}

sqlite_only! {
    async fn a_backup_with_anything_that_we_did_not_make_is_refused(store) {
        let folder = tempfile::tempdir()?;
        for (n, strange) in [
            "create trigger t after insert on accounts begin delete from cohorts; end",
            "create view v as select id from accounts",
            "create table more (one integer)",
            "create index more on accounts (joined)",
            "drop table drawers",
            "delete from _sqlx_migrations where version = 50",
            "update _sqlx_migrations set checksum = x'00' where version = 1",
        ]
        .into_iter()
        .enumerate()
        {
            let copy = folder.path().join(n.to_string());
            store.backup_to(&copy).await?;
            rusqlite::Connection::open(copy.join("accounts.sqlite"))?.execute_batch(strange)?;
            let urls = crate::testing::files(&folder.path().join("restored"));
            let refused = Store::restore_from(&copy, &urls).await;
            let Err(Error::Backup(what)) = refused else { panic!("{strange}: {refused:?}") };
            assert!(what.ends_with("is not as this program makes it"), "{what}");
            assert!(!folder.path().join("restored/accounts.sqlite").exists());
        }
    }

    async fn one_process_serves_or_restores_and_others_look(store) {
        let folder = tempfile::tempdir()?;
        store.backup_to(folder.path()).await?;
        let urls = store.urls();
        let claim = Store::claim(&urls)?;
        assert!(matches!(Store::claim(&urls).err(), Some(Error::Claimed)));
        let restore = Store::restore_from(folder.path(), &urls).await;
        assert!(matches!(restore, Err(Error::Claimed)), "{restore:?}");
        Store::open(&urls).await?.close().await;
        drop(claim);
        Store::claim(&urls)?;
    }

    /// Whatever the umask of whoever starts it.
    async fn files_can_be_read_by_their_owner_only(store) {
        let folder = tempfile::tempdir()?;
        let (copy, restored) = (folder.path().join("backup"), folder.path().join("a/restored"));
        let mut tx = store.accounts.begin().await?;
        tx.organisations().add(&an_organisation()).await?;
        tx.commit().await?;
        store.backup_to(&copy).await?;
        let urls = crate::testing::files(&restored);
        Store::restore_from(&copy, &urls).await?;
        let again = Store::open(&urls).await?;
        again.accounts.begin().await?.commit().await?;
        let mut seen = Vec::new();
        for place in [store.folder().expect("a folder"), &copy, &restored] {
            for entry in std::fs::read_dir(place)? {
                let entry = entry?;
                assert_eq!(entry.metadata()?.permissions().mode() & 0o777, 0o600, "{:?}", entry.path());
                seen.push(entry.file_name().to_string_lossy().into_owned());
            }
        }
        assert!(["accounts.sqlite", "accounts.sqlite-wal", "accounts.sqlite-lock"].iter().all(|name| seen.iter().any(|it| it == name)), "{seen:?}");
        for made in [&copy, &restored, &folder.path().join("a")] {
            assert_eq!(std::fs::metadata(made)?.permissions().mode() & 0o777, 0o700, "{made:?}");
        }
        again.close().await;
    }
}
