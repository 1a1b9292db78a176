//! What an earlier version kept apart from the index stands in it after the step that ended this.

use super::samples::*;
use crate::testing::TestStore;
use crate::{Store, both};
use domain::search::{Asked, SearchQuery};

/// Puts tables and notes back to where they were before the step, with all words standing apart on SQLite. Of one text half of
/// the words are in the index already: the program stopped while it put them there.
const BEFORE: &str =
    "create table search_recent (place integer primary key not null, terms text not null) strict;
    insert into search_recent (place, terms) select place, terms from search_docs;
    delete from search_docs;
    delete from search_postings where place % 2 = 1 or term > 'm';
    delete from _sqlx_migrations where version = 9";
const BEFORE_ON_POSTGRES: &str = "create table search_recent (place bigint primary key, terms text not null);
    delete from _sqlx_migrations where version = 9";

async fn finds(store: &Store, text: &str) -> crate::Result<usize> {
    let query = SearchQuery::of(&Asked { text: text.to_owned(), ..Asked::default() });
    Ok(store.community.read().await?.search().list(&query, None).await?.threads.len())
}

async fn index(store: &TestStore) -> Result<Vec<String>, Box<dyn std::error::Error>> {
    Ok(store.rows().await?.into_iter().filter(|row| row.contains("search_")).collect())
}

both! {
    async fn words_that_stood_apart_are_in_the_index_after_the_step(store) {
        let thread = a_thread();
        let mut tx = store.community.begin().await?;
        opened(&mut tx, &thread).await?;
        for words in ["Een zebra op het zebrapad.", "Cliënten én collega's: \"vraag\" het, 1 keer!", "Een kameel."] {
            let mut tip = a_tip(thread.id);
            tip.text = a_text(words);
            tx.posts().add(&tip).await?;
        }
        tx.commit().await?;
        let before = index(store).await?;
        store.tamper(BEFORE, BEFORE_ON_POSTGRES).await?;
        let urls = store.urls();
        let again = Store::open(&urls).await?;
        for word in ["zebra", "collega", "kameel"] {
            assert_eq!(finds(&again, word).await?, 1, "{word}");
        }
        again.close().await;
        assert_eq!(index(store).await?, before);
    }

    /// Acknowledged is found, also by whoever opens the rows after a power failure.
    async fn a_reply_that_was_kept_is_found_at_once_and_by_the_next_program(store) {
        let thread = a_thread();
        let mut tx = store.community.begin().await?;
        opened(&mut tx, &thread).await?;
        tx.commit().await?;
        let mut tip = a_tip(thread.id);
        tip.text = a_text("Een giraffe in de wei.");
        let mut tx = store.community.begin().await?;
        tx.posts().add(&tip).await?;
        assert_eq!(finds(store, "giraffe").await?, 0, "not kept yet");
        tx.commit().await?;
        assert_eq!(finds(store, "giraffe").await?, 1);
        let urls = store.urls();
        let again = Store::open(&urls).await?;
        assert_eq!(finds(&again, "giraffe").await?, 1);
        again.close().await;
    }
}
