//! The order in which accounts came is forgotten (T2). What an attacker makes of it stands in `server/tests/attacks`.

use super::samples::an_account;
use crate::sqlite_only;
use crate::testing::{TestStore, Tested};

async fn join(store: &TestStore) -> crate::Result<()> {
    let mut tx = store.accounts.begin().await?;
    tx.accounts().add(&an_account()).await?;
    tx.commit().await
}

sqlite_only! {
    async fn accounts_are_written_anew_once_for_what_was_written_to_them(store) {
        let folder = store.folder().expect("a folder").to_owned();
        let read = |name: &str| std::fs::read(folder.join(name)).unwrap_or_default();
        for _ in 0..2 {
            join(store).await?;
            assert!(!read("accounts.sqlite-wal").is_empty());
            store.forget_order().await?;
            assert!(read("accounts.sqlite-wal").is_empty() && read("community.sqlite-wal").is_empty());
            let written = std::fs::metadata(folder.join("accounts.sqlite"))?.modified()?;
            store.forget_order().await?;
            assert_eq!(std::fs::metadata(folder.join("accounts.sqlite"))?.modified()?, written, "nothing to do");
        }
        assert_eq!(store.accounts.read().await?.accounts().count().await?, 2);
    }
}

#[tokio::test]
async fn rows_of_postgres_lie_in_the_order_of_their_keys_afterwards() -> Tested {
    let Some(store) = TestStore::postgres().await? else { return Ok(()) };
    for _ in 0..20 {
        join(&store).await?;
    }
    store.forget_order().await?;
    let dump = store.dump().await?;
    let (_, _, rows) = dump.iter().find(|(_, table, _)| table == "accounts").expect("accounts");
    // A line begins with the id or with a column that is the same in all.
    let ids: Vec<&str> = rows.iter().filter_map(|row| row.split("\"id\": \"").nth(1)).collect();
    assert!(ids.len() == 20 && ids.is_sorted());
    store.finish().await
}
