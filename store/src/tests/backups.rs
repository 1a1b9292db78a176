//! A backup is whole, has no sessions, and never overwrites anything.

use super::samples::*;
use crate::testing::{self, TestStore, Tested};
use crate::{
    Error, StaffLink, StaffLogFilter, StaffLogLine, StaffPasskey, StaffPhoto, StaffRow, StaffTotp, Store,
    Urls, both,
};
use domain::entropy;
use domain::ids::{OrganisationId, PhotoId};
use domain::posts::{PostKind, ReactionKind};
use domain::secrets::{HandoverId, PushId};
use domain::staff::{Roles, StaffRole};
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

    /// Everything of staff is as it was, but for what lets somebody in for a day or once, and for what the machine did.
    async fn staff_and_their_log_are_back_as_they_were(store) {
        let (person, gone) = (a_staff_person(), a_staff_person());
        let mut tx = store.staff.begin().await?;
        tx.installation().add(&[7; 32]).await?;
        tx.staff().add(&StaffRow { roles: Roles::NONE.with(StaffRole::Partner), organisation: Some(OrganisationId::random(chance())), ..person.clone() }).await?;
        tx.staff().add(&gone).await?;
        tx.staff().remove(gone.id, day(3)).await?;
        let (lookup, staff) = (entropy::bytes(chance()), person.id);
        tx.staff_passkeys().add(&StaffPasskey { lookup, staff, name: "Laptop \"thuis\"".into(), key: vec![0, 255], added: day(2) }).await?;
        tx.staff_totp().set(&StaffTotp { staff, secret_sealed: vec![1, 0], passphrase: "x".into(), last_step: 9 }).await?;
        tx.staff_recovery().replace(staff, &[[8; 32], [9; 32]]).await?;
        for size in [32, 64] {
            tx.photos().set(&StaffPhoto { id: PhotoId::from_bytes([5; 16]), staff, size, bytes: vec![0, 39, 92, 255] }).await?;
        }
        tx.staff_sessions().add(&a_staff_session(staff)).await?;
        tx.staff_links().add(&StaffLink { hash: [4; 32], staff, ends: 500, made_by: None }).await?;
        tx.jobs().set_done(crate::jobs::BACKUP, 77).await?;
        for at in [30, 10] {
            tx.staff_log().add(&a_log_line(at)).await?;
        }
        tx.commit().await?;
        let line = StaffLogLine { object: Some("0123456789abcdef0123456789abcdef".to_owned()), detail: Some("reaches".to_owned()), staff: None, ..a_log_line(20) };
        let mut tx = store.accounts.begin().await?;
        tx.installation().add(&[7; 32]).await?;
        tx.installation().set_staffed().await?;
        tx.staff_log().add(&line).await?;
        tx.commit().await?;
        let mut tx = store.community.begin().await?;
        tx.staff_log().add(&line).await?;
        tx.commit().await?;

        let folder = tempfile::tempdir()?;
        let copy = folder.path().join("backup");
        store.backup_to(&copy).await?;
        let (urls, drop_place) = another_place(store, folder.path());
        Store::restore_from(&copy, &urls).await?;
        let restored = TestStore::open(urls).await?;
        let not_copied = |row: &String| ["staff_sessions ", "staff_links ", "jobs "].iter().any(|table| row.starts_with(&format!("staff.{table}")));
        let (left, kept): (Vec<_>, Vec<_>) = store.rows().await?.into_iter().partition(not_copied);
        assert_eq!(left.len(), 3, "{left:?}");
        assert_eq!(restored.rows().await?, kept);
        assert!(kept.len() >= 13, "{kept:?}");

        // The log goes on where it was.
        let mut tx = restored.staff.begin().await?;
        let newest = |lines: Vec<(i64, StaffLogLine)>| lines.into_iter().map(|(position, _)| position).max();
        let before = newest(tx.staff_log().list(&StaffLogFilter::default(), None, 9).await?);
        tx.staff_log().add(&a_log_line(1)).await?;
        assert!(newest(tx.staff_log().list(&StaffLogFilter::default(), None, 9).await?) > before);
        tx.commit().await?;
        restored.finish().await?;
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
