//! Drawers: whoever was second is told, and nothing of them stays.

use super::samples::chance;
use crate::both;
use domain::entropy;
use domain::secrets::DrawerId;

fn a_drawer() -> DrawerId {
    DrawerId::from_bytes(entropy::bytes(chance()))
}

both! {
    async fn a_drawer_is_replaced_only_by_whoever_saw_what_is_in_it(store) {
        let id = a_drawer();
        let mut tx = store.accounts.begin().await?;
        assert!(tx.drawers().find(&id).await?.is_none());
        assert!(tx.drawers().set(&id, None, b"first").await?);
        assert!(!tx.drawers().set(&id, None, b"second").await?, "it is there already");
        assert!(!tx.drawers().set(&id, Some(b"other"), b"second").await?, "changed meanwhile");
        assert!(tx.drawers().set(&id, Some(b"first"), b"second").await?);
        tx.commit().await?;
        let mut tx = store.accounts.begin().await?;
        assert_eq!(tx.drawers().find(&id).await?.as_deref(), Some(&b"second"[..]));
        assert!(tx.drawers().remove(&id).await?);
        assert!(!tx.drawers().remove(&id).await?);
        tx.commit().await?;
    }

    async fn every_drawer_is_listed_once(store) {
        let mut ids: Vec<_> = (0..7).map(|_| a_drawer()).collect();
        let mut tx = store.accounts.begin().await?;
        for id in &ids {
            tx.drawers().set(id, None, &id.bytes()).await?;
        }
        tx.commit().await?;
        let mut tx = store.accounts.read().await?;
        let mut listed = Vec::new();
        loop {
            let some = tx.drawers().list(listed.last().copied(), 3).await?;
            if some.is_empty() {
                break;
            }
            assert!(some.iter().all(|(id, sealed)| id.bytes()[..] == sealed[..]));
            listed.extend(some.into_iter().map(|(id, _)| id));
        }
        ids.sort_unstable();
        assert!(ids == listed);
    }
}
