//! A handover is replaced, found by its hash, and used up once.

use super::samples::chance;
use crate::{both, sqlite_only};
use domain::entropy;
use domain::secrets::HandoverId;

fn one() -> (HandoverId, [u8; 32]) {
    (HandoverId::from_bytes(entropy::bytes(chance())), entropy::bytes(chance()))
}

both! {
    async fn one_person_hands_over_once_at_a_time(store) {
        let ((id, first), (other, second)) = (one(), one());
        let mut tx = store.accounts.begin().await?;
        tx.handovers().set(&id, &first, b"first").await?;
        tx.handovers().set(&id, &second, b"second").await?;
        assert!(tx.handovers().find(&first).await?.is_none(), "replaced");
        let (found, sealed) = tx.handovers().find(&second).await?.expect("the newer one");
        assert!(found == id && sealed == b"second");
        assert_eq!(tx.handovers().list().await?, [second]);
        assert!(!tx.handovers().remove(&other).await?);
        assert!(tx.handovers().remove(&id).await?);
        assert!(tx.handovers().list().await?.is_empty());
        tx.commit().await?;
    }

    /// Several devices use it at the same moment; one gets it.
    async fn a_handover_is_used_up_once(store) {
        let (id, hash) = one();
        let mut tx = store.accounts.begin().await?;
        tx.handovers().set(&id, &hash, b"sealed").await?;
        tx.commit().await?;
        let uses = (0..8).map(|_| {
            let zone = store.accounts.clone();
            tokio::spawn(async move {
                let mut tx = zone.begin().await?;
                tx.pass_gate().await?;
                let mine = tx.handovers().remove_read(&hash).await?;
                tx.commit().await?;
                crate::Result::Ok(mine)
            })
        });
        let mut used = 0;
        for one in futures::future::join_all(uses).await {
            used += u32::from(one??);
        }
        assert_eq!(used, 1);
    }
}

sqlite_only! {
    /// T32: what was handed over is found nowhere in the files afterwards.
    async fn what_was_handed_over_is_found_nowhere_in_the_files(store) {
        let ((used, hash), (replaced, first), (_, second)) = (one(), one(), one());
        let mut tx = store.accounts.begin().await?;
        tx.handovers().set(&used, &hash, b"the root of one person").await?;
        tx.handovers().set(&replaced, &first, b"the root of another").await?;
        tx.commit().await?;
        let mut tx = store.accounts.begin().await?;
        tx.handovers().remove_read(&hash).await?;
        tx.handovers().set(&replaced, &second, b"something else").await?;
        tx.commit().await?;
        store.scrub().await?;
        for file in std::fs::read_dir(store.folder().expect("a folder"))? {
            let bytes = std::fs::read(file?.path())?;
            assert!(!bytes.windows(12).any(|window| window == b"the root of "));
        }
    }
}
