//! The log of staff: lines come and stay, in every zone.

use super::samples::*;
use crate::driver::zone::Base;
use crate::testing::{TestStore, Tested};
use crate::{StaffLogFilter, StaffLogLine, both};
use domain::ids::StaffId;
use domain::staff::StaffDeed;
use sqlx::{AssertSqlSafe, Connection, Executor, PgConnection};

/// Runs a statement past our program, as the role of the zone; the sentence with which it was refused.
async fn refused(base: &Base, url: &str, sql: &str) -> Result<String, Box<dyn std::error::Error>> {
    let why = match base {
        Base::Sqlite(file) => {
            rusqlite::Connection::open(file.path())?.execute_batch(sql).err().map(|why| why.to_string())
        }
        Base::Postgres(_) => {
            let mut conn = PgConnection::connect(url).await?;
            let done = conn.execute(AssertSqlSafe(sql.to_owned())).await;
            done.err().map(|why| why.to_string())
        }
    };
    Ok(why.unwrap_or_else(|| format!("{sql} was done")))
}

async fn add_to_each(store: &TestStore, line: &StaffLogLine) -> Tested {
    let mut tx = store.accounts.begin().await?;
    tx.staff_log().add(line).await?;
    tx.commit().await?;
    let mut tx = store.community.begin().await?;
    tx.staff_log().add(line).await?;
    tx.commit().await?;
    let mut tx = store.staff.begin().await?;
    tx.staff_log().add(line).await?;
    Ok(tx.commit().await?)
}

both! {
    async fn lines_are_listed_both_ways_from_where_one_was_left(store) {
        let other = StaffId::random(chance());
        let mut lines = Vec::new();
        let mut tx = store.accounts.begin().await?;
        for (at, staff, deed) in [
            (10, None, StaffDeed::AddStaff),
            (30, Some(other), StaffDeed::AddCohort),
            (20, Some(other), StaffDeed::EndCohort),
            (20, None, StaffDeed::AddCohort),
        ] {
            let object = Some("0123456789abcdef0123456789abcdef".to_owned());
            let line = StaffLogLine { at, staff, deed, object, detail: Some("moderator admin".to_owned()) };
            tx.staff_log().add(&line).await?;
            lines.push(line);
        }
        let all = StaffLogFilter::default();
        let order = [1, 3, 2, 0].map(|n| lines[n].clone());
        let found = tx.staff_log().list(&all, None, 9).await?;
        assert_eq!(found.iter().map(|(_, line)| line.clone()).collect::<Vec<_>>(), order);
        for (n, (position, line)) in found.iter().enumerate() {
            let rest = tx.staff_log().list(&all, Some((line.at, *position)), 9).await?;
            assert_eq!(rest, found[n + 1..], "after {n}");
        }
        assert_eq!(tx.staff_log().list(&all, None, 1).await?, found[..1]);
        let back: Vec<_> = found.iter().rev().cloned().collect();
        assert_eq!(tx.staff_log().list_oldest(&all, None, 9).await?, back);
        for (n, (position, line)) in back.iter().enumerate() {
            let rest = tx.staff_log().list_oldest(&all, Some((line.at, *position)), 9).await?;
            assert_eq!(rest, back[n + 1..], "before {n}");
        }
        assert_eq!(tx.staff_log().list_oldest(&all, None, 1).await?, back[..1]);
        let of = |staff, deed| StaffLogFilter { staff, deed };
        for (filter, wanted) in [
            (of(Some(other), None), &[1, 2][..]),
            (of(None, Some(StaffDeed::AddCohort)), &[1, 3]),
            (of(Some(other), Some(StaffDeed::AddCohort)), &[1]),
            (of(Some(other), Some(StaffDeed::AddStaff)), &[]),
        ] {
            let found = tx.staff_log().list(&filter, None, 9).await?;
            let mut back = tx.staff_log().list_oldest(&filter, None, 9).await?;
            back.reverse();
            assert_eq!(back, found);
            let found: Vec<_> = found.into_iter().map(|(_, line)| line).collect();
            assert_eq!(found, wanted.iter().map(|n| lines[*n].clone()).collect::<Vec<_>>());
        }
    }

    /// Lines stay, also those of a newer version and of an older one: one word hides no log.
    async fn a_word_that_this_version_does_not_know_hides_nothing(store) {
        add_to_each(store, &a_log_line(5)).await?;
        let urls = store.urls();
        let done = refused(&store.staff.base, &urls.staff, "insert into staff_log (moment, deed) values (6, 'fly')").await?;
        assert!(done.ends_with("was done"), "{done}");
        let found = store.staff.read().await?.staff_log().list(&StaffLogFilter::default(), None, 9).await?;
        assert_eq!(found.iter().map(|(_, line)| line.deed).collect::<Vec<_>>(), [StaffDeed::Other, a_log_line(5).deed]);
    }

    /// The role of the program itself can change no line and take none out.
    async fn a_line_stays_as_it_is(store) {
        add_to_each(store, &a_log_line(5)).await?;
        let before = store.rows().await?;
        let urls = store.urls();
        for (base, url) in [
            (&store.accounts.base, &urls.accounts),
            (&store.community.base, &urls.community),
            (&store.staff.base, &urls.staff),
        ] {
            for sql in [
                "update staff_log set detail = 'other'",
                "update staff_log set staff_id = null where moment = 5",
                "delete from staff_log",
                "delete from staff_log where moment = 5",
            ] {
                let why = refused(base, url, sql).await?;
                assert!(why.contains("a line of the log stays as it is"), "{sql}: {why}");
            }
            let more = match base {
                Base::Sqlite(_) => "insert or replace into staff_log (position, moment, deed) values (1, 6, 'sign_in')",
                Base::Postgres(_) => "truncate staff_log",
            };
            let why = refused(base, url, more).await?;
            assert!(why.contains("a line of the log stays as it is"), "{more}: {why}");
        }
        assert_eq!(store.rows().await?, before);
    }

    /// T3: words of closed lists and ids fit in; what somebody wrote does not.
    async fn a_line_has_no_room_for_a_text(store) {
        let bad = [
            (Some("Ik durf niet te vragen".to_owned()), None),
            (Some("0123456789ABCDEF0123456789ABCDEF".to_owned()), None),
            (None, Some("Ik durf niet te vragen.".to_owned())),
            (None, Some("a".repeat(65))),
        ];
        for (object, detail) in bad {
            let mut tx = store.community.begin().await?;
            let line = StaffLogLine { object, detail, ..a_log_line(1) };
            assert!(tx.staff_log().add(&line).await.is_err(), "{line:?}");
        }
    }
}
