//! The message of the day: a device is replaced and removed, and each turn is taken once.

use super::samples::{chance, day};
use crate::{both, sqlite_only};
use domain::entropy;
use domain::secrets::PushId;

fn a_device() -> PushId {
    PushId::from_bytes(entropy::bytes(chance()))
}

both! {
    async fn a_device_is_kept_replaced_and_removed(store) {
        let id = a_device();
        let mut tx = store.accounts.begin().await?;
        assert!(tx.push().find(&id).await?.is_none());
        tx.push().set(&id, b"first").await?;
        tx.push().set(&id, b"second").await?;
        assert_eq!(tx.push().find(&id).await?.as_deref(), Some(&b"second"[..]));
        assert!(!tx.push().set_cover(&id, b"first", b"third").await?, "changed meanwhile");
        assert!(tx.push().set_cover(&id, b"second", b"third").await?);
        assert!(!tx.push().remove_read(&id, b"second").await?, "asked for again meanwhile");
        assert!(tx.push().remove_read(&id, b"third").await?);
        tx.push().set(&id, b"fourth").await?;
        assert!(tx.push().remove(&id).await?);
        assert!(!tx.push().remove(&id).await?);
        tx.commit().await?;
    }

    async fn every_device_is_listed_once(store) {
        let mut ids: Vec<_> = (0..7).map(|_| a_device()).collect();
        let mut tx = store.accounts.begin().await?;
        for id in &ids {
            tx.push().set(id, &id.bytes()).await?;
        }
        tx.commit().await?;
        let mut tx = store.accounts.read().await?;
        let mut listed = Vec::new();
        loop {
            let some = tx.push().list(listed.last().copied(), 3).await?;
            if some.is_empty() {
                break;
            }
            assert!(some.iter().all(|(id, sealed)| id.bytes()[..] == sealed[..]));
            listed.extend(some.into_iter().map(|(id, _)| id));
        }
        ids.sort_unstable();
        assert!(ids == listed);
    }

    /// Several hosts want the same turn at the same moment; one gets it.
    async fn a_turn_is_taken_once(store) {
        let take = |turn| {
            let zone = store.accounts.clone();
            async move {
                let mut tx = zone.begin().await?;
                let mine = tx.push().add_turn(day(21), turn).await?;
                tx.commit().await?;
                crate::Result::Ok(mine)
            }
        };
        let hosts: Vec<_> = (0..8).map(|_| tokio::spawn(take(3))).collect();
        let mut taken = 0;
        for host in hosts {
            taken += u32::from(host.await??);
        }
        assert_eq!(taken, 1);
        assert!(take(4).await?, "another turn");
        let mut tx = store.accounts.begin().await?;
        tx.push().remove_turns_before(day(21)).await?;
        assert!(!tx.push().add_turn(day(21), 3).await?, "those of today stay");
        tx.push().remove_turns_before(day(22)).await?;
        assert!(tx.push().add_turn(day(21), 3).await?);
        tx.commit().await?;
    }
}

sqlite_only! {
    /// T32: an address that was removed or replaced is found nowhere in the files.
    async fn a_removed_device_is_found_nowhere_in_the_files(store) {
        let (gone, replaced) = (a_device(), a_device());
        let mut tx = store.accounts.begin().await?;
        tx.push().set(&gone, b"the address of one phone").await?;
        tx.push().set(&replaced, b"the address of the other").await?;
        tx.commit().await?;
        let mut tx = store.accounts.begin().await?;
        tx.push().remove(&gone).await?;
        tx.push().set(&replaced, b"somewhere else").await?;
        tx.commit().await?;
        store.scrub().await?;
        for file in std::fs::read_dir(store.folder().expect("a folder"))? {
            let bytes = std::fs::read(file?.path())?;
            assert!(!bytes.windows(15).any(|window| window == b"the address of "));
        }
    }
}
