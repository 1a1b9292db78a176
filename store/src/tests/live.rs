//! What open pages are told, here and on other hosts.

use super::samples::*;
use crate::testing::{self, TestStore, Tested};
use crate::{Store, both};
use domain::live::Topic;
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
}

/// Two hosts on one PostgreSQL; one of them may be newer.
#[tokio::test]
async fn another_host_hears_it_too_and_words_that_it_does_not_know_are_nothing() -> Tested {
    let Some(store) = TestStore::postgres().await? else { return Ok(()) };
    let (accounts, community) = store.urls();
    let other = Store::open(&accounts, &community).await?;
    let mut heard = other.live();
    let thread = a_thread();
    if let Some(server) = testing::server() {
        for words in ["", "reports", "staff-x", "thread:1"] {
            testing::administer(&server, format!("select pg_notify('live', '{words}')")).await?;
        }
    }
    let mut tx = store.community.begin().await?;
    tx.live().notify(thread.id).await?;
    tx.commit().await?;
    hears(&mut heard, None, thread.id.into()).await?;
    other.close().await;
    store.finish().await
}
