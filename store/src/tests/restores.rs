//! A restore is whole or not there, holds nothing that we did not make, and is done by one process at a time.

use super::backups::another_place;
use super::samples::*;
use crate::backup::Copied;
use crate::backup::Restore;
use crate::driver::listen;
use crate::driver::sqlite::file_of;
use crate::testing::{TestStore, Tested, before_staff};
use crate::{Accounts, Community, Error, Staff, StaffLogFilter, Store, Urls, Zone, both, sqlite_only};
use sqlx::{AssertSqlSafe, Connection, PgConnection};
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

/// A backup as the version before there were staff wrote it: of two zones, with the tables of then. Says how many rows are in it.
async fn a_backup_of_before(urls: &Urls, copy: &Path) -> Result<u64, Box<dyn std::error::Error>> {
    std::fs::create_dir_all(copy)?;
    Ok(copied::<Accounts>(&urls.accounts, copy).await? + copied::<Community>(&urls.community, copy).await?)
}

async fn copied<Z: Copied>(url: &str, copy: &Path) -> Result<u64, Box<dyn std::error::Error>> {
    let file = copy.join(Z::NAME);
    if url.starts_with("sqlite:") {
        let conn = rusqlite::Connection::open(file_of(url)?)?;
        conn.execute("vacuum into ?1", [file.with_extension("sqlite").to_str()])?;
        return Ok(0);
    }
    let mut conn = PgConnection::connect(url).await?;
    let step: i64 =
        sqlx::query_scalar("select max(version) from _sqlx_migrations").fetch_one(&mut conn).await?;
    let mut lines = vec![format!("health-thing-1\t{}\t{step}", Z::NAME)];
    for table in Z::TABLES {
        let there = sqlx::query_scalar("select to_regclass($1) is not null").bind(table.name);
        if there.fetch_one(&mut conn).await? {
            let rows: Vec<String> =
                sqlx::query_scalar(AssertSqlSafe(table.read)).fetch_all(&mut conn).await?;
            lines.extend(rows.into_iter().map(|row| format!("{}\t{row}", table.name)));
        }
    }
    let rows = lines.len() as u64 - 1;
    if Z::NAME == "community" {
        lines.push("position\t1".to_owned());
    }
    lines.push(format!("end\t{rows}\n"));
    std::fs::write(file.with_extension("lines"), lines.join("\n"))?;
    conn.close().await?;
    Ok(rows)
}

both! {
    async fn a_backup_of_before_there_were_staff_is_restored_and_leaves_their_zone_empty(store) {
        let folder = tempfile::tempdir()?;
        let copy = folder.path().join("backup");
        let (old, drop_old) = another_place(store, &folder.path().join("old"));
        before_staff(&old, &[7; 32]).await?;
        let rows = a_backup_of_before(&old, &copy).await?;
        if rows > 0 {
            assert_eq!((rows, Store::read_backup(&copy)?), (5, 5));
        }

        // Who works here is not written over, and nothing is put beside them.
        let (urls, drop_place) = another_place(store, folder.path());
        std::fs::create_dir_all(folder.path().join("restored"))?;
        let zone = Zone::<Staff>::open(&urls.staff, &listen::channel()).await?;
        let mut tx = zone.begin().await?;
        tx.staff().add(&a_staff_person()).await?;
        tx.commit().await?;
        zone.close().await;
        let over = Store::restore_from(&copy, &urls).await;
        assert!(matches!(over, Err(Error::NotEmpty)), "{over:?}");
        let there = TestStore::open(urls).await?;
        assert_eq!(there.staff.read().await?.staff().list_all().await?.len(), 1);
        assert_eq!(there.accounts.read().await?.cohorts().list().await?, []);
        there.finish().await?;

        let (urls, drop_another) = another_place(store, &folder.path().join("another"));
        Store::restore_from(&copy, &urls).await?;
        let restored = Store::open(&urls).await?;
        let mut tx = restored.accounts.read().await?;
        let cohorts = tx.cohorts().list().await?;
        let organisations = tx.organisations().list().await?;
        assert_eq!((cohorts.len(), cohorts[0].used, cohorts[0].organisation), (1, 3, Some(organisations[0].id)));
        assert_eq!((organisations[0].region, organisations[0].sector), (None, None));
        assert_eq!((tx.installation().find().await?, tx.installation().is_staffed().await?), (Some(vec![7; 32]), false));
        assert_eq!(tx.staff_log().list(&StaffLogFilter::default(), None, 9).await?, []);
        drop(tx);
        assert_eq!(restored.community.read().await?.experts().list().await?.len(), 1);
        let mut tx = restored.staff.read().await?;
        assert_eq!((tx.staff().list_all().await?, tx.installation().find().await?), (vec![], None));
        drop(tx);
        restored.close().await;

        // As it is, it is brought up to date where it stands.
        let upgraded = TestStore::open(old).await?;
        assert_eq!(upgraded.accounts.read().await?.cohorts().list().await?, cohorts);
        assert!(!upgraded.accounts.read().await?.installation().is_staffed().await?);
        let mut tx = upgraded.staff.begin().await?;
        assert!(tx.staff().add(&a_staff_person()).await?);
        tx.commit().await?;
        upgraded.finish().await?;
        drop_old.await?;
        drop_place.await?;
        drop_another.await?;
    }

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

#[tokio::test]
async fn a_backup_of_postgresql_is_tested_by_reading_it_to_its_end() -> Tested {
    let Some(store) = TestStore::postgres().await? else { return Ok(()) };
    let folder = tempfile::tempdir()?;
    a_backup(&store, folder.path()).await?;
    let rows = Store::read_backup(folder.path())?;
    assert!(rows >= 4, "an account, the installation, a thread, its opening: {rows}");
    let file = folder.path().join("community.lines");
    let whole = std::fs::read_to_string(&file)?;
    for (broken, why) in [
        (whole.rsplit_once("end\t").expect("an end").0.to_owned(), "it is cut off"),
        (whole.replacen("posts\t{", "posts\t", 1), "a row cannot be read"),
        (whole.replacen("posts\t", "people\t", 1), "it holds a table that no backup holds"),
    ] {
        std::fs::write(&file, broken)?;
        let read = Store::read_backup(folder.path());
        assert!(matches!(&read, Err(Error::Backup(what)) if what.ends_with(why)), "{why}: {read:?}");
    }
    std::fs::remove_file(&file)?;
    assert!(matches!(Store::read_backup(folder.path()), Err(Error::Backup(_))));
    store.finish().await
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
