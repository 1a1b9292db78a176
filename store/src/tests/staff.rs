//! People who work here, what they come in by, and where they are signed in.

use super::samples::*;
use crate::testing::TestStore;
use crate::{StaffLink, StaffPasskey, StaffPhoto, StaffTotp, both};
use domain::entropy;
use domain::ids::{OrganisationId, PhotoId};
use domain::staff::{Roles, StaffRole};

/// Runs it twice at once, and says how many of the two succeeded.
async fn twice<T: Future<Output = crate::Result<bool>> + Send + 'static>(
    store: &TestStore,
    doing: impl Fn(crate::Tx<crate::Staff>) -> T,
) -> crate::Result<usize> {
    let one = tokio::spawn(doing(store.staff.begin().await?));
    // On SQLite the second one is lent the writer when the first one is done.
    let two = tokio::spawn(doing(store.staff.begin().await?));
    let (one, two) = (one.await.expect("no panic"), two.await.expect("no panic"));
    Ok(usize::from(one?) + usize::from(two?))
}

both! {
    async fn a_person_is_added_found_changed_and_removed(store) {
        let mut person = a_staff_person();
        let mut other = a_staff_person();
        other.name = "Anna".to_owned();
        let mut tx = store.staff.begin().await?;
        assert!(tx.staff().add(&person).await?);
        assert!(tx.staff().add(&other).await?);
        let mut same = a_staff_person();
        same.email = person.email.clone();
        assert!(!tx.staff().add(&same).await?, "an e-mail is one person's");
        assert_eq!(tx.staff().find_by_email(&person.email).await?.as_ref(), Some(&person));
        assert_eq!(tx.staff().list().await?, [other.clone(), person.clone()], "by name");
        assert_eq!(tx.staff().admins().await?, []);

        let roles = Roles::NONE.with(StaffRole::Partner).with(StaffRole::Admin);
        let organisation = Some(OrganisationId::random(chance()));
        assert!(tx.staff().set(person.id, "Sami", "Beheer", roles, organisation).await?);
        person = crate::StaffRow { name: "Sami".into(), function: "Beheer".into(), roles, organisation, ..person };
        assert_eq!(tx.staff().find(person.id).await?.as_ref(), Some(&person));
        assert_eq!(tx.staff().admins().await?, [], "who never came in lets nobody in");
        let key = StaffPasskey { lookup: [7; 32], staff: person.id, name: "Laptop".into(), key: vec![1], added: day(1) };
        tx.staff_passkeys().add(&key).await?;
        assert_eq!(tx.staff().admins().await?, [person.id]);
        tx.staff_passkeys().remove_of(person.id).await?;
        let totp = StaffTotp { staff: person.id, secret_sealed: vec![2], passphrase: "x".into(), last_step: 1 };
        tx.staff_totp().set(&totp).await?;
        assert_eq!(tx.staff().admins().await?, [person.id]);

        assert!(tx.staff().remove(person.id, day(9)).await?);
        assert!(!tx.staff().remove(person.id, day(9)).await?);
        assert_eq!(tx.staff().find(person.id).await?, None);
        assert_eq!(tx.staff().find_by_email(&person.email).await?, None);
        assert!(!tx.staff().set(person.id, "Sami", "Beheer", roles, None).await?);
        assert_eq!((tx.staff().admins().await?, tx.staff().list().await?.len()), (vec![], 1));
        let all = tx.staff().list_all().await?;
        let gone = all.iter().find(|row| row.id == person.id).expect("the name stays");
        assert_eq!((gone.name.as_str(), gone.email.as_str(), gone.removed), ("Sami", "", Some(day(9))));
        assert!(gone.roles.is_empty());
        same.email = person.email;
        assert!(tx.staff().add(&same).await?, "who comes after may have the e-mail");
    }

    async fn whoever_is_removed_has_nothing_left_to_come_in_by(store) {
        let person = a_staff_person();
        let session = a_staff_session(person.id);
        let lookup = entropy::bytes(chance());
        let link = StaffLink { hash: entropy::bytes(chance()), staff: person.id, ends: 500, made_by: None };
        let photo = StaffPhoto { id: PhotoId::random(chance()), staff: person.id, size: 64, bytes: vec![1] };
        let mut tx = store.staff.begin().await?;
        tx.staff().add(&person).await?;
        tx.staff_sessions().add(&session).await?;
        let key = StaffPasskey { lookup, staff: person.id, name: "Laptop".into(), key: vec![1], added: day(1) };
        tx.staff_passkeys().add(&key).await?;
        let totp = StaffTotp { staff: person.id, secret_sealed: vec![2], passphrase: "x".into(), last_step: 1 };
        tx.staff_totp().set(&totp).await?;
        tx.staff_recovery().replace(person.id, &[[9; 32]]).await?;
        tx.staff_links().add(&link).await?;
        tx.photos().set(&photo).await?;
        tx.staff().remove(person.id, day(2)).await?;
        assert_eq!(tx.staff_sessions().find_with_staff(&session.hash).await?, None);
        assert_eq!(tx.staff_passkeys().find(&lookup).await?, None);
        assert_eq!(tx.staff_totp().find(person.id).await?, None);
        assert_eq!(tx.staff_recovery().count(person.id).await?, 0);
        assert_eq!(tx.staff_links().find(&link.hash).await?, None);
        assert_eq!(tx.photos().of(person.id).await?, None);
        tx.commit().await?;
        let rows = store.rows().await?;
        let left: Vec<_> = rows.iter().filter(|row| row.starts_with("staff.")).collect();
        assert_eq!(left.len(), 1, "the name for the log: {left:?}");
    }

    async fn a_link_is_taken_once_and_not_after_its_end(store) {
        let person = a_staff_person();
        let link = |ends| StaffLink { hash: entropy::bytes(chance()), staff: person.id, ends, made_by: None };
        let (first, second) = (link(100), link(200));
        let mut tx = store.staff.begin().await?;
        tx.staff().add(&person).await?;
        tx.staff_links().add(&first).await?;
        tx.staff_links().add(&second).await?;
        assert_eq!(tx.staff_links().find(&first.hash).await?, None, "a new link takes the place of the old one");
        assert_eq!(tx.staff_links().of(person.id).await?.as_ref(), Some(&second));
        assert_eq!(tx.staff_links().take(&second.hash, 200).await?, None, "it is over");
        tx.commit().await?;
        let hash = second.hash;
        let taken = twice(store, move |mut tx| async move {
            let taken = tx.staff_links().take(&hash, 199).await?.is_some();
            tx.commit().await?;
            Ok(taken)
        });
        assert_eq!(taken.await?, 1);
        let mut tx = store.staff.begin().await?;
        tx.staff_links().add(&first).await?;
        assert_eq!((tx.staff_links().remove_expired(99).await?, tx.staff_links().remove_expired(100).await?), (0, 1));
    }

    /// Whoever made a link may have kept it, and would come in as a colleague.
    async fn links_go_with_whoever_made_them(store) {
        let (mut eve, noor, bas) = (a_staff_person(), a_staff_person(), a_staff_person());
        eve.roles = Roles::NONE.with(StaffRole::Admin);
        let both = eve.roles.with(StaffRole::Moderator);
        let mut tx = store.staff.begin().await?;
        for person in [&eve, &noor, &bas] {
            tx.staff().add(person).await?;
        }
        let link = |staff, made_by| StaffLink { hash: entropy::bytes(chance()), staff, ends: 500, made_by };
        let others = link(bas.id, Some(noor.id));
        tx.staff_links().add(&others).await?;
        for removed in [false, true] {
            let hers = link(noor.id, Some(eve.id));
            tx.staff_links().add(&hers).await?;
            assert_eq!(tx.staff_links().of(noor.id).await?, Some(hers));
            tx.staff().set(eve.id, "Eve", "beheer", both, None).await?;
            assert!(tx.staff_links().of(noor.id).await?.is_some(), "she may still make them");
            match removed {
                true => tx.staff().remove(eve.id, day(2)).await?,
                false => tx.staff().set(eve.id, "Eve", "beheer", Roles::NONE.with(StaffRole::Moderator), None).await?,
            };
            assert_eq!(tx.staff_links().of(noor.id).await?, None);
        }
        assert_eq!(tx.staff_links().of(bas.id).await?, Some(others), "no link of anybody else");
    }

    async fn a_code_of_an_app_counts_once(store) {
        let person = a_staff_person();
        let totp = StaffTotp { staff: person.id, secret_sealed: vec![1, 2], passphrase: "hash".into(), last_step: 7 };
        let mut tx = store.staff.begin().await?;
        tx.staff().add(&person).await?;
        tx.staff_totp().set(&totp).await?;
        assert_eq!(tx.staff_totp().find(person.id).await?.as_ref(), Some(&totp));
        assert!(!tx.staff_totp().use_step(person.id, 7).await?);
        tx.commit().await?;
        let id = person.id;
        let used = twice(store, move |mut tx| async move {
            let used = tx.staff_totp().use_step(id, 8).await?;
            tx.commit().await?;
            Ok(used)
        });
        assert_eq!(used.await?, 1);
        let mut tx = store.staff.begin().await?;
        assert!(!tx.staff_totp().use_step(id, 7).await?, "nor an earlier one");
        tx.staff_totp().set(&StaffTotp { passphrase: "other".into(), ..totp }).await?;
        assert_eq!(tx.staff_totp().find(id).await?.map(|totp| totp.passphrase).as_deref(), Some("other"));
        assert!(tx.staff_totp().remove(id).await?);
        assert!(!tx.staff_totp().remove(id).await?);
    }

    async fn a_recovery_code_counts_once(store) {
        let (person, other) = (a_staff_person(), a_staff_person());
        let mut tx = store.staff.begin().await?;
        for person in [&person, &other] {
            tx.staff().add(person).await?;
            tx.staff_recovery().replace(person.id, &[[1; 32], [2; 32]]).await?;
        }
        tx.staff_recovery().replace(person.id, &[[2; 32], [3; 32], [4; 32]]).await?;
        assert!(!tx.staff_recovery().take(person.id, &[1; 32]).await?, "an earlier one");
        assert_eq!((tx.staff_recovery().count(person.id).await?, tx.staff_recovery().count(other.id).await?), (3, 2));
        tx.commit().await?;
        let id = person.id;
        let taken = twice(store, move |mut tx| async move {
            let taken = tx.staff_recovery().take(id, &[3; 32]).await?;
            tx.commit().await?;
            Ok(taken)
        });
        assert_eq!(taken.await?, 1);
        assert_eq!(store.staff.read().await?.staff_recovery().count(id).await?, 2);
    }

    async fn a_passkey_is_one_persons(store) {
        let (person, other) = (a_staff_person(), a_staff_person());
        let lookup = entropy::bytes(chance());
        let key = StaffPasskey { lookup, staff: person.id, name: "Laptop".into(), key: vec![1; 90], added: day(3) };
        let mut tx = store.staff.begin().await?;
        tx.staff().add(&person).await?;
        tx.staff().add(&other).await?;
        assert!(tx.staff_passkeys().add(&key).await?);
        assert!(!tx.staff_passkeys().add(&StaffPasskey { staff: other.id, ..key.clone() }).await?);
        assert_eq!(tx.staff_passkeys().find(&lookup).await?.as_ref(), Some(&key));
        assert_eq!(tx.staff_passkeys().list(person.id).await?, [key]);
        assert!(!tx.staff_passkeys().remove(other.id, &lookup).await?, "nobody else's to remove");
        assert!(tx.staff_passkeys().remove(person.id, &lookup).await?);
        assert_eq!(tx.staff_passkeys().remove_of(person.id).await?, 0);
    }

    async fn sessions_are_found_with_their_person_and_end(store) {
        let person = a_staff_person();
        let sessions = [a_staff_session(person.id), a_staff_session(person.id), a_staff_session(person.id)];
        let mut tx = store.staff.begin().await?;
        tx.staff().add(&person).await?;
        for session in &sessions {
            tx.staff_sessions().add(session).await?;
        }
        let [first, second, third] = &sessions;
        tx.staff_sessions().see(&first.hash, 150).await?;
        tx.staff_sessions().see(&first.hash, 120).await?;
        assert!(tx.staff_sessions().prove(&first.hash, 140).await?);
        assert!(tx.staff_sessions().prove(&first.hash, 130).await?, "the clock of another host");
        assert!(!tx.staff_sessions().prove(&[9; 32], 140).await?, "one that is gone");
        let found = tx.staff_sessions().find_with_staff(&first.hash).await?.expect("the session");
        assert_eq!((found.0.seen, found.0.proved, found.1), (150, 140, person.clone()), "a clock never goes back");
        assert_eq!(tx.staff_sessions().list(person.id).await?.len(), 3);
        let mut ended = tx.staff_sessions().remove_of(person.id, Some(&first.hash)).await?;
        ended.sort_unstable();
        let mut others = [second.hash, third.hash];
        others.sort_unstable();
        assert_eq!(ended, others);
        assert!(!tx.staff_sessions().remove(&second.hash).await?);
        assert_eq!(tx.staff_sessions().remove_expired(100, 150).await?, 0);
        assert_eq!(tx.staff_sessions().remove_expired(100, 151).await?, 1, "seen too long ago");
        tx.staff_sessions().add(second).await?;
        assert_eq!(tx.staff_sessions().remove_expired(101, 0).await?, 1, "opened too long ago");
        tx.staff_sessions().add(third).await?;
        assert_eq!(tx.staff_sessions().remove_of(person.id, None).await?, [third.hash]);
    }

    async fn a_person_has_one_photo_in_its_sizes(store) {
        let (person, other) = (a_staff_person(), a_staff_person());
        let photo = |id, staff, size| StaffPhoto { id, staff, size, bytes: vec![size as u8; 9] };
        let (old, new) = (PhotoId::random(chance()), PhotoId::random(chance()));
        let mut tx = store.staff.begin().await?;
        tx.staff().add(&person).await?;
        tx.staff().add(&other).await?;
        for id in [old, new] {
            for size in [32, 64, 96] {
                tx.photos().set(&photo(id, person.id, size)).await?;
            }
        }
        assert_eq!(tx.photos().of(person.id).await?, Some(new));
        assert_eq!(tx.photos().find(old, 64).await?, None);
        assert_eq!(tx.photos().find(new, 64).await?, Some(vec![64; 9]));
        assert_eq!(tx.photos().find(new, 65).await?, None);
        tx.photos().set(&StaffPhoto { bytes: vec![0], ..photo(new, other.id, 64) }).await?;
        assert_eq!(tx.photos().find(new, 64).await?, Some(vec![64; 9]), "nobody else's to change");
        assert!(tx.photos().remove(person.id).await?);
        assert!(!tx.photos().remove(person.id).await?);
    }
}
