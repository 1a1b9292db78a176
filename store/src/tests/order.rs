//! The order in which rows came is forgotten (T2). What an attacker makes of it stands in `server/tests/attacks`.

use super::samples::*;
use crate::sqlite_only;
use crate::testing::{TestStore, Tested};
use domain::entropy;
use domain::ids::ThreadId;
use domain::posts::{PostKind, ReactionKind};
use domain::secrets::DrawerId;
use rusqlite::Connection;

const PAGE: usize = 4096;

async fn join(store: &TestStore, count: usize) -> crate::Result<()> {
    let mut tx = store.accounts.begin().await?;
    for _ in 0..count {
        tx.accounts().add(&an_account()).await?;
    }
    tx.commit().await
}

/// Posts short and long, marks, edits and removals, in units of work of their own.
async fn live(store: &TestStore, threads: usize) -> Tested {
    for n in 0..threads {
        let mut tx = store.community.begin().await?;
        let thread = a_thread();
        tx.threads().add(&thread).await?;
        let mut post = a_post(thread.id, PostKind::Opening, a_member());
        post.text = a_text(&"lang verhaal ".repeat(n * 7 % 400));
        tx.posts().add(&post).await?;
        let reply = a_post(thread.id, PostKind::Tip, a_member());
        tx.posts().add(&reply).await?;
        for _ in 0..5 {
            tx.reactions().set(post.id, &a_tag(), ReactionKind::Recognise, true).await?;
            tx.tried().set(reply.id, &a_tag(), Some(domain::tried::Tried::ALL[n % 3])).await?;
        }
        if n % 3 == 0 {
            tx.posts().set_text(post.id, &a_text("korter"), day(21)).await?;
        }
        if n % 7 == 0 {
            tx.posts().remove(reply.id, day(21)).await?;
        }
        tx.commit().await?;
    }
    Ok(())
}

fn file(store: &TestStore, name: &str) -> std::io::Result<Vec<u8>> {
    std::fs::read(store.folder().expect("a folder").join(name))
}

/// The pages whose bytes say something else than which rows they hold.
fn telling(file: &[u8]) -> Vec<usize> {
    let pages = file.chunks_exact(PAGE).enumerate().skip(1);
    pages.filter(|(_, page)| crate::driver::sqlite::laid_down(page, PAGE).is_some()).map(|(n, _)| n).collect()
}

sqlite_only! {
    async fn a_file_is_laid_down_once_for_what_was_written_to_it(store) {
        let folder = store.folder().expect("a folder").to_owned();
        let read = |name: &str| std::fs::read(folder.join(name)).unwrap_or_default();
        for _ in 0..2 {
            join(store, 1).await?;
            assert!(!read("accounts.sqlite-wal").is_empty());
            store.forget_order().await?;
            assert!(read("accounts.sqlite-wal").is_empty() && read("community.sqlite-wal").is_empty());
            let written = std::fs::metadata(folder.join("accounts.sqlite"))?.modified()?;
            store.forget_order().await?;
            assert_eq!(std::fs::metadata(folder.join("accounts.sqlite"))?.modified()?, written, "nothing to do");
        }
        assert_eq!(store.accounts.read().await?.accounts().count().await?, 2);
    }

    /// Every page of every table and index, whatever happened in it: the same rows, and a file that SQLite finds sound.
    async fn pages_say_which_rows_they_hold_and_nothing_else(store) {
        for round in 0..4 {
            live(store, 60).await?;
            let before = store.rows().await?;
            store.scrub().await?;
            let told = telling(&file(store, "community.sqlite")?).len();
            assert!(told > 10, "round {round}: {told} pages keep an order");
            store.forget_order().await?;
            assert_eq!(telling(&file(store, "community.sqlite")?), [0_usize; 0], "round {round}");
            assert_eq!(store.rows().await?, before);
            let conn = Connection::open(store.folder().expect("a folder").join("community.sqlite"))?;
            conn.pragma_update(None, "cell_size_check", "on")?;
            let sound: String = conn.pragma_query_value(None, "integrity_check", |row| row.get(0))?;
            assert_eq!(sound, "ok");
        }
    }

    /// A file that an earlier run of the program wrote is laid down too.
    async fn what_was_written_before_the_start_is_laid_down(store) {
        live(store, 60).await?;
        store.scrub().await?;
        let urls = store.urls();
        let again = crate::Store::open(&urls).await?;
        assert_ne!(telling(&file(store, "community.sqlite")?), [0_usize; 0]);
        again.forget_order().await?;
        assert_eq!(telling(&file(store, "community.sqlite")?), [0_usize; 0]);
        again.close().await;
    }

    /// A journal that was carried over many times in one minute is not forgotten.
    async fn many_pages_in_a_minute_are_all_laid_down(store) {
        store.forget_order().await?;
        for _ in 0..30 {
            live(store, 20).await?;
        }
        store.forget_order().await?;
        assert_eq!(telling(&file(store, "community.sqlite")?), [0_usize; 0]);
    }

    /// Drawers are large: a minute in which forty people joined writes their pages and not the drawers of others.
    async fn only_what_changed_is_laid_down(store) {
        let mut tx = store.accounts.begin().await?;
        for _ in 0..8 {
            let id = DrawerId::from_bytes(entropy::bytes(chance()));
            tx.drawers().set(&id, None, &vec![7; 640 * 1024]).await?;
        }
        tx.commit().await?;
        join(store, 300).await?;
        store.forget_order().await?;
        let before = file(store, "accounts.sqlite")?;
        join(store, 40).await?;
        store.forget_order().await?;
        let after = file(store, "accounts.sqlite")?;
        let changed = before.chunks(PAGE).zip(after.chunks(PAGE)).filter(|(one, other)| one != other).count();
        let pages = before.len() / PAGE;
        assert!(pages > 1_280 && changed < 120, "{changed} of {pages} pages");
        assert_eq!(telling(&after), [0_usize; 0]);
    }
}

#[tokio::test]
async fn rows_of_postgres_lie_in_the_order_of_their_keys_afterwards() -> Tested {
    let Some(store) = TestStore::postgres().await? else { return Ok(()) };
    for _ in 0..20 {
        join(&store, 1).await?;
    }
    live(&store, 20).await?;
    let before = store.rows().await?;
    store.forget_order().await?;
    let mut after = store.rows().await?;
    after.sort();
    assert_eq!(after, before);
    let dump = store.dump().await?;
    let keys = |table: &str, key: &str| -> Vec<String> {
        let (_, _, rows) = dump.iter().find(|(_, name, _)| name == table).expect("a table");
        let key = ["\"", key, "\": \""].concat();
        let value = |row: &String| {
            row.split(&*key).nth(1).map(|rest| rest.split('"').next().unwrap_or_default().to_owned())
        };
        rows.iter().filter_map(value).collect()
    };
    for (table, key, count) in
        [("accounts", "id", 20), ("reactions", "post_id", 100), ("reaction_changes", "post_id", 20)]
    {
        let keys = keys(table, key);
        assert!(keys.len() == count && keys.is_sorted(), "{table}: {}", keys.len());
    }
    // Every row is of one transaction: none came before another.
    let lying = store.lying().await?;
    let by_transaction =
        |table: &str| lying.iter().find(|(of, order, _)| of == table && order.ends_with("by transaction"));
    let (_, _, rows) = by_transaction("reactions").expect("an order");
    let lines: Vec<&String> = rows.iter().map(|(_, _, row)| row).collect();
    let (_, _, heap) = dump.iter().find(|(_, name, _)| name == "reactions").expect("a table");
    assert_eq!(lines, heap.iter().collect::<Vec<_>>());
    store.finish().await
}

/// A backup or another long reader is in the way: the other tables are laid down, and nobody waits.
#[tokio::test]
async fn a_table_that_somebody_reads_is_left_for_the_next_minute() -> Tested {
    let Some(store) = TestStore::postgres().await? else { return Ok(()) };
    live(&store, 4).await?;
    join(&store, 20).await?;
    let mut reader = store.community.read().await?;
    reader.threads().find(ThreadId::random(chance())).await?;
    assert!(matches!(store.forget_order().await, Err(crate::Error::Busy)));
    reader.commit().await?;
    store.forget_order().await?;
    store.finish().await
}
