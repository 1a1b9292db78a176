//! What waits for a safe moment.

use crate::WaitingRow;
use crate::testing::TestStore;
use domain::entropy::{self, Seeded};
use domain::waiting::Batch;
use std::collections::{BTreeMap, BTreeSet};

fn a_row(chance: &Seeded, batch: i64) -> WaitingRow {
    WaitingRow {
        handle: entropy::bytes(chance),
        batch: Batch(batch),
        sealed: entropy::bytes::<2089>(chance).to_vec(),
    }
}

async fn add(store: &TestStore, row: &WaitingRow) -> crate::Result<bool> {
    let mut tx = store.community.begin().await?;
    let new = tx.waiting().add(row).await?;
    tx.commit().await?;
    Ok(new)
}

crate::both! {
    async fn what_waits_is_found_changed_and_taken_once(store) {
        let chance = Seeded::new(1);
        let row = a_row(&chance, 7);
        assert!(add(store, &row).await?);
        assert!(!add(store, &WaitingRow { sealed: vec![1], ..row.clone() }).await?, "a form sent twice");
        assert!(store.community.read().await?.waiting().find(&row.handle).await? == Some(row.clone()));
        assert!(store.community.read().await?.waiting().find(&[0; 16]).await?.is_none());

        let mut tx = store.community.begin().await?;
        assert!(tx.waiting().set(&row.handle, &[2]).await?);
        assert!(!tx.waiting().set(&[0; 16], &[2]).await?);
        tx.commit().await?;
        let mut tx = store.community.begin().await?;
        assert_eq!(tx.waiting().remove(&row.handle).await?.map(|row| row.sealed), Some(vec![2]));
        assert!(tx.waiting().remove(&row.handle).await?.is_none());
        tx.commit().await?;
        assert!(store.community.read().await?.waiting().list().await?.is_empty());
    }

    async fn a_batch_is_taken_whole_and_others_stay(store) {
        let chance = Seeded::new(2);
        for batch in [1, 2, 1, 3, 1] {
            add(store, &a_row(&chance, batch)).await?;
        }
        let counts = store.community.read().await?.waiting().count().await?;
        assert_eq!(counts, [(Batch(1), 3), (Batch(2), 1), (Batch(3), 1)]);
        let mut tx = store.community.begin().await?;
        assert_eq!(tx.waiting().remove_batch(Batch(1)).await?.len(), 3);
        assert!(tx.waiting().remove_batch(Batch(1)).await?.is_empty());
        tx.commit().await?;
        assert_eq!(store.community.read().await?.waiting().list().await?.len(), 2);
    }

    /// Two hosts come at the same time: each challenge goes to one of them.
    async fn of_two_who_take_the_same_batch_one_gets_it(store) {
        let chance = Seeded::new(3);
        for _ in 0..5 {
            add(store, &a_row(&chance, 1)).await?;
        }
        let take = || async {
            let mut tx = store.community.begin().await?;
            let taken = tx.waiting().remove_batch(Batch(1)).await?.len();
            tx.commit().await?;
            crate::Result::Ok(taken)
        };
        let late = a_row(&chance, 2);
        let (one, two, added) = tokio::join!(take(), take(), add(store, &late));
        let mut taken = [one?, two?];
        taken.sort_unstable();
        assert_eq!((taken, added?), ([0, 5], true));
        assert!(store.community.read().await?.waiting().list().await? == [late]);
    }

    /// T6: how rows lie follows from their random keys alone, whatever the order in which they came.
    async fn how_rows_lie_does_not_tell_in_which_order_they_came(store) {
        let chance = Seeded::new(4);
        let mut rows: Vec<_> = (0..40).map(|_| a_row(&chance, 1)).collect();
        for row in &rows {
            add(store, row).await?;
        }
        store.forget_order().await?;
        let Some(folder) = store.folder() else {
            let dump = store.dump().await?;
            let (_, _, rows) = dump.iter().find(|(_, table, _)| table == "waiting").expect("what waits");
            let keys: Vec<&str> = rows.iter().filter_map(|row| row.split("\"handle\": \"").nth(1)).collect();
            assert!(keys.len() == 40 && keys.is_sorted());
            return Ok(());
        };
        let other = TestStore::sqlite().await?;
        entropy::shuffle(&mut rows, &chance);
        for row in &rows {
            add(&other, row).await?;
        }
        other.forget_order().await?;
        rows.sort();
        let lying = |folder: &std::path::Path| {
            std::fs::read(folder.join("community.sqlite")).map(|file| pages_of(&file, &rows))
        };
        assert_eq!(lying(folder)?, lying(other.folder().expect("a folder"))?);
        other.finish().await?;
    }
}

/// The rows that lie on a page together, in their order: their ranks by key.
fn pages_of(file: &[u8], rows: &[WaitingRow]) -> BTreeSet<Vec<usize>> {
    let mut pages: BTreeMap<usize, Vec<(usize, usize)>> = BTreeMap::new();
    for (rank, row) in rows.iter().enumerate() {
        let places: Vec<_> = file.windows(16).enumerate().filter(|(_, part)| *part == row.handle).collect();
        assert_eq!(places.len(), 1, "once in the file: nothing is left behind");
        pages.entry(places[0].0 / 4096).or_default().push((places[0].0, rank));
    }
    let ranks = |mut page: Vec<(usize, usize)>| {
        page.sort_unstable();
        page.into_iter().map(|(_, rank)| rank).collect()
    };
    pages.into_values().map(ranks).collect()
}
