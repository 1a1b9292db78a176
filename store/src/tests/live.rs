//! What open pages are told, here and on other hosts.

use super::samples::*;
use crate::testing::{self, TestStore, Tested};
use crate::{Author, Decided, Held, Store, Undone, both};
use domain::held::Ruling;
use domain::ids::StaffId;
use domain::live::Topic;
use domain::staff::Roles;
use std::time::Duration;
use tokio::sync::broadcast::Receiver;

/// Hears until `last`, and never `none` before. Another test of the same server may tell topics of its own.
async fn hears(heard: &mut Receiver<Topic>, none: Option<Topic>, last: Topic) -> Tested {
    let listen = async {
        loop {
            let topic = heard.recv().await.expect("the channel is open");
            assert_ne!(Some(topic), none);
            if topic == last {
                break;
            }
        }
    };
    Ok(tokio::time::timeout(Duration::from_secs(5), listen).await?)
}

both! {
    async fn a_topic_is_heard_after_the_commit_and_only_then(store) {
        let mut heard = store.live();
        let (kept, dropped) = (a_thread(), a_thread());
        let mut tx = store.community.begin().await?;
        tx.live().notify(dropped.id).await?;
        drop(tx);
        let mut tx = store.community.begin().await?;
        tx.live().notify(Topic::Held).await?;
        tx.live().notify(kept.id).await?;
        tx.commit().await?;
        hears(&mut heard, Some(dropped.id.into()), Topic::Held).await?;
        hears(&mut heard, Some(dropped.id.into()), kept.id.into()).await?;
    }

    async fn whatever_changes_the_queue_is_told_to_whoever_looks_at_it(store) {
        let mut heard = store.live();
        let thread = a_thread();
        let mut tx = store.community.begin().await?;
        opened(&mut tx, &thread).await?;
        tx.commit().await?;
        let tip = a_tip(thread.id);
        let Author::Member { tag, name } = tip.author else { unreachable!("a member's tip") };
        let held = Held::reply(&tip, tag, name);
        let marker = || a_thread().id;
        for deed in 0..5 {
            let mut tx = store.community.begin().await?;
            match deed {
                0 => assert!(tx.held().add(&held).await?),
                1 => {
                    let decided = tx.held_decisions().add(held.post, Ruling::RELEASED, &held.edition(), None, 100, day(22)).await?;
                    assert_eq!(decided, Decided::Kept);
                }
                2 => assert!(matches!(tx.held_decisions().undo(held.post, StaffId::from_bytes([1; 16]), 101, day(22)).await?, Undone::Back(_))),
                3 => assert!(tx.held().release(held.post, day(22)).await?),
                // Nothing waits any more: nothing is told.
                _ => assert!(!tx.held().remove(held.post).await?),
            }
            let last = marker();
            tx.live().notify(last).await?;
            tx.commit().await?;
            if deed < 4 {
                hears(&mut heard, Some(last.into()), Topic::Held).await?;
            }
            hears(&mut heard, (deed == 4).then_some(Topic::Held), last.into()).await?;
        }
    }

    /// S22: whatever takes somebody a session or a right says so, in the same unit of work; what takes nothing is silent.
    async fn who_loses_a_session_or_a_right_is_told_of(store) {
        let mut heard = store.live();
        let (person, other) = (a_staff_person(), a_staff_person());
        let (one, two) = (a_staff_session(person.id), a_staff_session(person.id));
        let mut tx = store.staff.begin().await?;
        for person in [&person, &other] {
            tx.staff().add(person).await?;
        }
        for session in [&one, &two] {
            tx.staff_sessions().add(session).await?;
        }
        tx.staff_sessions().see(&one.hash, 9).await?;
        tx.commit().await?;
        let (own, next) = (Topic::Staff(person.id), Topic::Staff(other.id));
        for deed in 0..6 {
            let mut tx = store.staff.begin().await?;
            let silent = match deed {
                0 => !tx.staff_sessions().remove(&one.hash).await?,
                1 => !tx.staff_sessions().remove(&one.hash).await?,
                2 => tx.staff_sessions().remove_of(person.id, Some(&two.hash)).await?.is_empty(),
                3 => tx.staff_sessions().remove_of(person.id, None).await?.is_empty(),
                4 => !tx.staff().set(person.id, &person.name, &person.function, Roles::NONE, None).await?,
                _ => !tx.staff().remove(person.id, day(22)).await?,
            };
            assert_eq!(silent, [1, 2].contains(&deed), "deed {deed}");
            tx.live().notify(next).await?;
            tx.commit().await?;
            if !silent {
                hears(&mut heard, Some(next), own).await?;
            }
            hears(&mut heard, silent.then_some(own), next).await?;
        }
    }
}

/// Two hosts on one PostgreSQL; one of them may be newer.
#[tokio::test]
async fn another_host_hears_it_too_and_words_that_it_does_not_know_are_nothing() -> Tested {
    let Some(store) = TestStore::postgres().await? else { return Ok(()) };
    let other = Store::open(&store.urls()).await?;
    let mut heard = other.live();
    let thread = a_thread();
    if let Some(server) = testing::server() {
        for words in ["", "reports", "staff-x", "thread:1"] {
            let tell = format!("select pg_notify('live', '{words}'), pg_notify('live_staff', '{words}')");
            testing::administer(&server, tell).await?;
        }
    }
    let mut tx = store.community.begin().await?;
    tx.live().notify(thread.id).await?;
    tx.commit().await?;
    hears(&mut heard, None, thread.id.into()).await?;
    let mut tx = store.staff.begin().await?;
    let staff = Topic::Staff(a_staff_person().id);
    tx.live().notify(staff).await?;
    tx.commit().await?;
    hears(&mut heard, None, staff).await?;
    other.close().await;
    store.finish().await
}
