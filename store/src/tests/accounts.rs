use super::samples::*;
use crate::{CohortRow, OrganisationKind, both};
use domain::entropy;
use domain::people::{Region, Sector};

both! {
    async fn an_account_is_found_as_it_was_added(store) {
        let account = an_account();
        let mut tx = store.accounts.begin().await?;
        tx.accounts().add(&account).await?;
        tx.commit().await?;

        let mut tx = store.accounts.read().await?;
        assert_eq!(tx.accounts().find(account.id).await?.as_ref(), Some(&account));
        assert_eq!(tx.accounts().count().await?, 1);
    }

    async fn a_changed_code_opens_the_same_account_and_the_old_one_none(store) {
        let account = an_account();
        let new = an_account();
        let mut tx = store.accounts.begin().await?;
        tx.accounts().add(&account).await?;
        assert!(tx.accounts().set_code(account.id, &new.lookup, 2, &new.salt, &new.wrapped).await?);
        assert!(tx.accounts().set_cohort(account.id, &new.cohort_sealed).await?);
        tx.commit().await?;

        let mut tx = store.accounts.read().await?;
        assert!(tx.ways_in().find_key(&account.lookup).await?.is_none());
        assert!(tx.ways_in().find_key(&new.lookup).await?.is_some_and(|locked| locked.account == account.id));
        let found = tx.accounts().find(account.id).await?.expect("the account");
        assert_eq!((found.id, found.key_version, found.wrapped), (account.id, 2, new.wrapped));
        assert_eq!((found.cohort_sealed, found.joined), (new.cohort_sealed, account.joined));
    }

    async fn a_removed_account_takes_its_sessions_along(store) {
        let (account, other) = (an_account(), an_account());
        let mut tx = store.accounts.begin().await?;
        for account in [&account, &other] {
            tx.accounts().add(account).await?;
            tx.sessions().add(&a_session(account.id)).await?;
        }
        assert!(tx.accounts().remove(account.id).await?);
        assert!(!tx.accounts().remove(account.id).await?);
        tx.commit().await?;

        let mut tx = store.accounts.read().await?;
        assert_eq!(tx.accounts().find(account.id).await?, None);
        assert_eq!(tx.sessions().list(account.id).await?, []);
        assert_eq!(tx.sessions().list(other.id).await?.len(), 1);
    }

    async fn what_belongs_to_a_removed_account_changes_nothing(store) {
        let account = an_account();
        let mut tx = store.accounts.begin().await?;
        assert!(!tx.accounts().set_code(account.id, &account.lookup, 1, &account.salt, &[]).await?);
        assert!(!tx.accounts().set_cohort(account.id, &[]).await?);
        assert!(!tx.sessions().set_code_known(&[0; 32]).await?);
        assert!(!tx.sessions().remove(&[0; 32]).await?);
        tx.commit().await?;
    }

    async fn sessions_are_listed_latest_first_and_end_one_by_one(store) {
        let account = an_account();
        let mut tx = store.accounts.begin().await?;
        tx.accounts().add(&account).await?;
        let mut sessions: Vec<_> = (1..=3).map(|_| a_session(account.id)).collect();
        for (n, session) in (1..).zip(&mut sessions) {
            session.opened = day(n);
            session.shared = n == 2;
            tx.sessions().add(session).await?;
        }
        let listed = tx.sessions().list(account.id).await?;
        assert_eq!(listed.iter().map(|session| session.opened).collect::<Vec<_>>(), [day(3), day(2), day(1)]);
        assert_eq!(listed[1], sessions[1]);

        assert!(tx.sessions().set_code_known(&sessions[0].hash).await?);
        assert!(tx.sessions().find(&sessions[0].hash).await?.expect("a session").code_known);
        assert!(tx.sessions().remove(&sessions[0].hash).await?);
        assert_eq!(tx.sessions().find(&sessions[0].hash).await?, None);
        assert_eq!(tx.sessions().list(account.id).await?, [sessions[2].clone(), sessions[1].clone()]);
        tx.commit().await?;
    }

    async fn one_session_too_many_ends_another_of_the_same_account(store) {
        let (account, other) = (an_account(), an_account());
        let mut tx = store.accounts.begin().await?;
        tx.accounts().add(&account).await?;
        tx.accounts().add(&other).await?;
        tx.sessions().add(&a_session(other.id)).await?;
        let mut sessions: Vec<_> = (0..7).map(|_| a_session(account.id)).collect();
        // Of a shared computer; of an earlier month; the others alike.
        sessions[1].shared = true;
        sessions[2].opened = sessions[2].opened.plus(-31);
        let mut ended = Vec::new();
        for session in &sessions {
            tx.sessions().add(session).await?;
            ended.extend(tx.sessions().end_beyond(5, account.id, &session.hash).await?);
        }
        assert_eq!(ended, [sessions[1].hash, sessions[2].hash], "and says which");
        let left = tx.sessions().list(account.id).await?;
        assert_eq!(left.len(), 5);
        for (n, session) in sessions.iter().enumerate() {
            assert_eq!(left.contains(session), ![1, 2].contains(&n), "{n}");
        }
        assert_eq!(tx.sessions().list(other.id).await?.len(), 1);
        tx.commit().await?;
    }

    async fn a_session_works_on_its_last_day_and_is_gone_after_it(store) {
        let account = an_account();
        let mut tx = store.accounts.begin().await?;
        tx.accounts().add(&account).await?;
        let session = a_session(account.id);
        tx.sessions().add(&session).await?;
        assert_eq!(tx.sessions().remove_expired(day(30)).await?, 0);
        assert_eq!(tx.sessions().remove_expired(day(30).plus(1)).await?, 1);
        assert_eq!(tx.sessions().find(&session.hash).await?, None);
        tx.commit().await?;
    }

    async fn organisations_and_cohorts_are_found_as_they_were_added(store) {
        let organisation = an_organisation();
        let mut cohort = a_cohort();
        cohort.organisation = Some(organisation.id);
        let mut tx = store.accounts.begin().await?;
        tx.organisations().add(&organisation).await?;
        tx.cohorts().add(&cohort).await?;
        tx.commit().await?;

        let mut tx = store.accounts.read().await?;
        assert_eq!(tx.organisations().find(organisation.id).await?.as_ref(), Some(&organisation));
        assert_eq!(tx.organisations().list().await?, [organisation]);
        assert_eq!(tx.cohorts().find_by_code(&cohort.code).await?.as_ref(), Some(&cohort));
        assert_eq!(tx.cohorts().find_by_code("nobody").await?, None);
        assert_eq!(tx.cohorts().list().await?, [cohort]);
    }

    async fn the_last_seat_is_taken_once(store) {
        let mut cohort = a_cohort();
        cohort.seats = Some(1);
        let mut tx = store.accounts.begin().await?;
        tx.cohorts().add(&cohort).await?;
        tx.commit().await?;

        let takers = (0..8).map(|_| {
            let zone = store.accounts.clone();
            let id = cohort.id;
            async move {
                let mut tx = zone.begin().await?;
                let taken = tx.cohorts().use_one(id, day(21)).await?;
                tx.commit().await?;
                crate::Result::Ok(taken)
            }
        });
        let taken = futures::future::try_join_all(takers).await?;
        assert_eq!(taken.into_iter().filter(|taken| *taken).count(), 1);
        let mut tx = store.accounts.read().await?;
        assert_eq!(tx.cohorts().find_by_code(&cohort.code).await?.map(|row| row.used), Some(1));
    }

    async fn an_organisation_is_described_anew(store) {
        let mut linde = an_organisation();
        let wilg = an_organisation();
        let mut tx = store.accounts.begin().await?;
        for one in [&linde, &wilg] {
            tx.organisations().add(one).await?;
        }
        linde.name = "ROC \"De Linde\"".to_owned();
        (linde.kind, linde.region, linde.sector) = (OrganisationKind::School, Some(Region::ALL[1]), Some(Sector::ALL[1]));
        assert!(tx.organisations().set(&linde).await?);
        assert_eq!(tx.organisations().find(linde.id).await?.as_ref(), Some(&linde));
        assert_eq!(tx.organisations().list().await?, [linde.clone(), wilg], "by name, and nobody else's words");
        (linde.region, linde.sector) = (None, None);
        assert!(tx.organisations().set(&linde).await?, "taken away again");
        assert_eq!(tx.organisations().find(linde.id).await?, Some(linde));
        let unknown = an_organisation();
        assert!(!tx.organisations().set(&unknown).await?);
        assert_eq!(tx.organisations().find(unknown.id).await?, None);
    }

    async fn a_cohort_is_ended_once_and_nobody_joins_it_afterwards(store) {
        let (cohort, other) = (a_cohort(), a_cohort());
        let mut tx = store.accounts.begin().await?;
        for one in [&cohort, &other] {
            tx.cohorts().add(one).await?;
        }
        assert_eq!(tx.cohorts().find(cohort.id).await?.as_ref(), Some(&cohort));
        assert_eq!(tx.cohorts().find(a_cohort().id).await?, None);
        assert!(!tx.cohorts().end(cohort.id, cohort.ends).await?, "it ends by then anyway");
        assert!(!tx.cohorts().end(a_cohort().id, day(9)).await?);
        assert!(tx.cohorts().end(cohort.id, day(9)).await?);
        assert!(!tx.cohorts().end(cohort.id, day(9)).await?, "once");
        assert!(!tx.cohorts().end(cohort.id, day(21)).await?, "nor is it opened again");
        assert!(tx.cohorts().use_one(cohort.id, day(9)).await?);
        assert!(!tx.cohorts().use_one(cohort.id, day(10)).await?);
        let ended = CohortRow { ends: day(9), used: 1, ..cohort };
        assert_eq!(tx.cohorts().find_by_code(&ended.code).await?.as_ref(), Some(&ended));
        assert_eq!(tx.cohorts().list().await?, [ended, other], "the soonest ending first");
    }

    async fn a_cohort_works_until_its_last_day_and_without_seats_for_all(store) {
        let cohort = a_cohort();
        let mut tx = store.accounts.begin().await?;
        tx.cohorts().add(&cohort).await?;
        assert!(tx.cohorts().use_one(cohort.id, cohort.ends).await?);
        assert!(tx.cohorts().use_one(cohort.id, cohort.ends).await?);
        assert!(!tx.cohorts().use_one(cohort.id, cohort.ends.plus(1)).await?);
        assert!(!tx.cohorts().use_one(a_cohort().id, cohort.ends).await?);
        tx.commit().await?;
    }

    /// A month is kept as staff are shown of it: in fives, and not before it is over.
    async fn joins_are_kept_in_fives_at_the_end_of_a_month(store) {
        let (busy, quiet) = (a_cohort(), a_cohort());
        let mut tx = store.accounts.begin().await?;
        for cohort in [&busy, &quiet] {
            tx.cohorts().add(cohort).await?;
        }
        let months: Vec<_> = (0..3).map(|n| day(1).plus(n * 31).month()).collect();
        assert_eq!(months[1].before(), months[0]);
        for (cohort, people) in [(&busy, 9), (&quiet, 4)] {
            for _ in 0..people {
                assert!(tx.cohorts().use_one(cohort.id, cohort.ends).await?);
            }
        }
        assert_eq!(tx.cohorts().list_all_joins().await?, [], "nothing of a month that runs");
        assert_eq!(tx.cohorts().count_month(months[0]).await?, 2);
        // The next days, and other hosts.
        for cohort in [&busy, &quiet] {
            assert!(tx.cohorts().use_one(cohort.id, cohort.ends).await?);
        }
        assert_eq!(tx.cohorts().count_month(months[0]).await?, 0);
        let late = a_cohort();
        tx.cohorts().add(&late).await?;
        assert_eq!(tx.cohorts().count_month(months[0]).await?, 0, "nor of one that was added since");
        assert_eq!(tx.cohorts().list_joins(busy.id).await?, [(months[0], 5)]);
        assert_eq!(tx.cohorts().list_joins(quiet.id).await?, [(months[0], 0)]);
        assert_eq!(tx.cohorts().count_month(months[1]).await?, 3);
        assert_eq!(tx.cohorts().list_joins(busy.id).await?, [(months[0], 5), (months[1], 10)]);
        assert_eq!(tx.cohorts().list_joins(late.id).await?, [(months[1], 0)]);
        assert_eq!(tx.cohorts().count_month(months[0]).await?, 0, "a clock that went back");
        assert_eq!(tx.cohorts().list_all_joins().await?.len(), 5);
        tx.commit().await?;
    }

    async fn a_unit_of_work_that_is_dropped_leaves_nothing(store) {
        let account = an_account();
        let mut tx = store.accounts.begin().await?;
        tx.accounts().add(&account).await?;
        drop(tx);
        let mut tx = store.accounts.begin().await?;
        assert_eq!(tx.accounts().find(account.id).await?, None);
        tx.commit().await?;
    }

    async fn who_only_looks_cannot_change(store) {
        let mut tx = store.accounts.read().await?;
        assert!(tx.accounts().add(&an_account()).await.is_err());
        assert!(matches!(tx.accounts().count().await, Err(crate::Error::Aborted)));
        assert!(tx.commit().await.is_err());
    }

    async fn after_a_failed_statement_nothing_of_the_unit_is_kept(store) {
        let (account, mut twin) = (an_account(), an_account());
        twin.lookup = account.lookup;
        let mut tx = store.accounts.begin().await?;
        tx.accounts().add(&account).await?;
        assert!(tx.accounts().add(&twin).await.is_err(), "the lookup is unique");
        assert!(matches!(tx.accounts().add(&an_account()).await, Err(crate::Error::Aborted)));
        assert!(tx.commit().await.is_err());
        assert_eq!(store.accounts.read().await?.accounts().count().await?, 0);
    }

    async fn both_zones_answer_when_asked(store) {
        store.accounts.ping().await?;
        store.community.ping().await?;
        store.scrub().await?;
    }
}

/// G5: nothing of a row shows in an error or in `Debug`.
#[tokio::test]
async fn secrets_do_not_show_when_written_to_a_log() {
    let account = an_account();
    let session = a_session(account.id);
    let shown = format!("{account:?} {session:?}");
    let bytes: [u8; 4] = entropy::bytes(chance());
    assert!(!shown.contains(&format!("{:?}", account.wrapped)), "{bytes:?}");
    assert!(!shown.contains("wrapped") && !shown.contains("root_sealed") && !shown.contains("hash"));
}
