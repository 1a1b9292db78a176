//! A backup is whole, has no sessions, and never overwrites anything.

use super::samples::*;
use crate::testing::{self, TestStore, Tested};
use crate::{Error, Store, Urls, both};
use domain::entropy;
use domain::posts::{PostKind, ReactionKind};
use domain::secrets::{HandoverId, PushId};
use domain::threads::{Filter, Position};

both! {
    async fn a_backup_put_into_an_empty_place_holds_everything_but_sessions(store) {
        let account = an_account();
        let session = a_session(account.id);
        let (organisation, mut cohort) = (an_organisation(), a_cohort());
        cohort.organisation = Some(organisation.id);
        let mut tx = store.accounts.begin().await?;
        tx.organisations().add(&organisation).await?;
        tx.cohorts().add(&cohort).await?;
        tx.accounts().add(&account).await?;
        tx.sessions().add(&session).await?;
        let device = PushId::from_bytes(entropy::bytes(chance()));
        tx.push().set(&device, b"where a phone is reached").await?;
        let handover = HandoverId::from_bytes(entropy::bytes(chance()));
        tx.handovers().set(&handover, &[7; 32], b"what is handed over").await?;
        tx.commit().await?;

        let (thread, expert) = (a_thread(), an_expert());
        let mut tx = store.community.begin().await?;
        tx.experts().add(&expert).await?;
        let opening = opened(&mut tx, &thread).await?;
        let (tip, gone) = (a_tip(thread.id), a_post(thread.id, PostKind::Support, crate::Author::Expert(expert.id)));
        for post in [&tip, &gone] {
            tx.posts().add(post).await?;
        }
        tx.posts().set_text(tip.id, &a_text("\"Anders\"\n\tmet \\ en 😶"), day(22)).await?;
        tx.posts().set_helpful(tip.id, day(22)).await?;
        tx.posts().remove(gone.id, day(22)).await?;
        tx.reactions().set(opening.id, &a_tag(), ReactionKind::Strength, true).await?;
        // The newest thread is gone, and its position may still not come back.
        let last = tx.threads().add(&a_thread()).await?;
        tx.run(
            "delete from thread_themes where position in (select position from threads where next_seq = 0)",
            &[],
        )
        .await?;
        tx.run("delete from threads where next_seq = 0", &[]).await?;
        tx.commit().await?;

        let folder = tempfile::tempdir()?;
        let copy = folder.path().join("backup");
        store.backup_to(&copy).await?;
        assert!(matches!(store.backup_to(&copy).await, Err(Error::NotEmpty)));
        for file in std::fs::read_dir(&copy)? {
            let file = file?.path();
            assert!(file.extension().is_some_and(|ending| ending != "part"), "{file:?}");
            let bytes = std::fs::read(file)?;
            for secret in [&session.hash[..], &session.root_sealed[..], &device.bytes()[..], b"where a phone is reached", &handover.bytes()[..], b"what is handed over"] {
                assert!(!bytes.windows(secret.len()).any(|window| window == secret));
                assert!(!String::from_utf8_lossy(&bytes).contains(&hex(secret)));
            }
        }

        let (urls, drop_place) = another_place(store, folder.path());
        Store::restore_from(&copy, &urls).await?;
        let restored = Store::open(&urls).await?;
        let mut tx = restored.accounts.read().await?;
        assert_eq!(tx.accounts().find(account.id).await?.as_ref(), Some(&account));
        assert_eq!(tx.cohorts().list().await?, [cohort]);
        assert_eq!(tx.sessions().list(account.id).await?, []);
        assert!(tx.push().list(None, 9).await?.is_empty());
        assert!(tx.handovers().list().await?.is_empty());
        drop(tx);
        let (mut here, mut there) = (store.community.read().await?, restored.community.read().await?);
        assert_eq!(there.experts().list().await?, [expert]);
        assert_eq!(there.threads().list(Filter::New, None, 9).await?, here.threads().list(Filter::New, None, 9).await?);
        assert_eq!(there.posts().list(thread.id, -1).await?, here.posts().list(thread.id, -1).await?);
        drop((here, there));
        let mut tx = restored.community.begin().await?;
        assert_eq!(tx.reactions().refresh_shown().await?, 1);
        assert!(tx.threads().add(&a_thread()).await? > last);
        tx.commit().await?;

        assert!(matches!(Store::restore_from(&copy, &urls).await, Err(Error::NotEmpty)));
        assert_eq!(restored.accounts.read().await?.accounts().count().await?, 1);
        restored.close().await;
        drop_place.await?;
    }

    async fn a_backup_is_of_one_moment_while_others_write(store) {
        let thread = a_thread();
        let mut tx = store.community.begin().await?;
        opened(&mut tx, &thread).await?;
        tx.commit().await?;
        let zone = store.community.clone();
        let writer = tokio::spawn(async move {
            for _ in 0..60 {
                let mut tx = zone.begin().await?;
                tx.posts().add(&a_tip(thread.id)).await?;
                tx.commit().await?;
            }
            crate::Result::Ok(())
        });
        let folder = tempfile::tempdir()?;
        store.backup_to(folder.path()).await?;
        writer.await??;

        let (urls, drop_place) = another_place(store, folder.path());
        Store::restore_from(folder.path(), &urls).await?;
        let restored = Store::open(&urls).await?;
        let mut tx = restored.community.read().await?;
        let row = tx.threads().find(thread.id).await?.expect("the thread");
        assert!(row.position > Position(0));
        assert_eq!(tx.posts().list(thread.id, 0).await?.len() as i64, row.tips, "the count is that of the replies");
        drop(tx);
        restored.close().await;
        drop_place.await?;
    }

    async fn a_backup_that_is_damaged_or_of_the_other_zone_is_refused_and_changes_nothing(store) {
        let folder = tempfile::tempdir()?;
        let copy = folder.path().join("backup");
        let mut tx = store.accounts.begin().await?;
        tx.organisations().add(&an_organisation()).await?;
        tx.commit().await?;
        store.backup_to(&copy).await?;
        let (urls, drop_place) = another_place(store, folder.path());

        let mut files: Vec<_> = std::fs::read_dir(&copy)?.map(|file| file.map(|file| file.path())).collect::<Result<_, _>>()?;
        files.sort();
        let (good, whole) = (files[1].clone(), std::fs::read(&files[1])?);
        for bad in [std::fs::read(&files[0])?, whole[..whole.len() / 2].to_vec(), Vec::new()] {
            std::fs::write(&good, bad)?;
            let refused = Store::restore_from(&copy, &urls).await;
            assert!(matches!(refused, Err(Error::Backup(_))), "{refused:?}");
        }
        std::fs::remove_file(&good)?;
        assert!(Store::restore_from(&copy, &urls).await.is_err());

        let untouched = Store::open(&urls).await?;
        assert_eq!(untouched.accounts.read().await?.organisations().list().await?, []);
        untouched.close().await;
        drop_place.await?;
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Addresses beside those of `store` where nothing is, and how to throw that place away.
pub(super) fn another_place(
    store: &TestStore,
    folder: &std::path::Path,
) -> (Urls, impl Future<Output = Tested> + use<>) {
    let server = store.folder().is_none().then(testing::server).flatten();
    let names = testing::schemas();
    let urls = match &server {
        Some(server) => testing::at(server, &names),
        None => testing::files(&folder.join("restored")),
    };
    let throw_away = async move {
        match server {
            Some(server) => testing::drop_schemas(&server, &names).await,
            None => Ok(()),
        }
    };
    (urls, throw_away)
}
