//! How work that nobody asks for ended.

use crate::jobs::{BACKUP, RESTORE_TEST};
use crate::{Job, both};

both! {
    async fn a_job_remembers_when_it_ended_well_and_when_not(store) {
        let mut tx = store.staff.begin().await?;
        assert_eq!(tx.jobs().list().await?, []);
        tx.jobs().set_failed(RESTORE_TEST, 50, "it is cut off").await?;
        tx.jobs().set_done(BACKUP, 10).await?;
        let failed = Job { name: RESTORE_TEST.to_owned(), done: None, failed: Some(50), cause: Some("it is cut off".to_owned()) };
        let done = Job { name: BACKUP.to_owned(), done: Some(10), failed: None, cause: None };
        assert_eq!(tx.jobs().list().await?, [done.clone(), failed.clone()], "by their words");
        assert!(failed.is_failing() && !done.is_failing());

        // Each way of ending has its own last time; the cause is that of the last failure.
        tx.jobs().set_failed(BACKUP, 20, "the disk is full").await?;
        tx.jobs().set_failed(BACKUP, 30, "there is no folder").await?;
        tx.jobs().set_done(RESTORE_TEST, 60).await?;
        let failing = Job { failed: Some(30), cause: Some("there is no folder".to_owned()), ..done };
        let works = Job { done: Some(60), ..failed };
        assert_eq!(tx.jobs().list().await?, [failing.clone(), works.clone()]);
        assert!(failing.is_failing() && !works.is_failing());
        tx.jobs().set_done(BACKUP, 40).await?;
        assert!(!tx.jobs().list().await?[0].is_failing());
        tx.commit().await?;
        assert_eq!(store.staff.read().await?.jobs().list().await?.len(), 2);
    }
}
