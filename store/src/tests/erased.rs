//! T32: what was removed is found nowhere, not in the file, not in its journal, not in free pages.

use super::samples::*;
use crate::sqlite_only;
use crate::testing::TestStore;
use domain::entropy;
use domain::posts::PostKind;

/// Tells whether some bytes stand in any file of the store.
fn stands_somewhere(store: &TestStore, bytes: &[u8]) -> bool {
    let files = std::fs::read_dir(store.folder().expect("a folder")).expect("files");
    files.map(|file| std::fs::read(file.expect("a file").path()).expect("bytes")).any(|file| {
        // A page may be cut anywhere, so half of the bytes is as bad as all of them.
        [&bytes[..bytes.len() / 2], &bytes[bytes.len() / 2..]]
            .iter()
            .any(|half| file.windows(half.len()).any(|window| window == *half))
    })
}

sqlite_only! {
    async fn a_removed_account_is_found_nowhere_in_the_files(store) {
        let accounts: Vec<_> = (0..300).map(|_| an_account()).collect();
        for some in accounts.chunks(30) {
            let mut tx = store.accounts.begin().await?;
            for account in some {
                tx.accounts().add(account).await?;
                tx.sessions().add(&a_session(account.id)).await?;
            }
            tx.commit().await?;
        }
        assert!(stands_somewhere(store, &accounts[0].wrapped), "the search would find it");

        // Every third one goes, one by one, so that pages are split, merged and freed.
        for account in accounts.iter().step_by(3) {
            let mut tx = store.accounts.begin().await?;
            assert!(tx.accounts().remove(account.id).await?);
            tx.commit().await?;
        }
        store.scrub().await?;
        for (n, account) in accounts.iter().enumerate().step_by(3) {
            for bytes in [&account.wrapped[..], &account.lookup[..], &account.cohort_sealed[..]] {
                assert!(!stands_somewhere(store, bytes), "account {n}");
            }
        }
        for account in accounts.iter().skip(1).step_by(3) {
            assert!(store.accounts.read().await?.accounts().find(account.id).await?.is_some());
        }
    }

    async fn a_code_that_was_changed_is_found_nowhere_in_the_files(store) {
        let (account, new) = (an_account(), an_account());
        let mut tx = store.accounts.begin().await?;
        tx.accounts().add(&account).await?;
        tx.commit().await?;
        let mut tx = store.accounts.begin().await?;
        tx.accounts().set_code(account.id, &new.lookup, 1, &new.salt, &new.wrapped).await?;
        tx.commit().await?;
        store.scrub().await?;
        assert!(!stands_somewhere(store, &account.wrapped));
        assert!(!stands_somewhere(store, &account.lookup));
        assert!(stands_somewhere(store, &new.wrapped));
    }

    async fn a_removed_text_is_found_nowhere_in_the_files(store) {
        let thread = a_thread();
        let mut tx = store.community.begin().await?;
        opened(&mut tx, &thread).await?;
        tx.commit().await?;
        let mut posts = Vec::new();
        for n in 0..60 {
            let mut post = a_post(thread.id, PostKind::Tip, a_member());
            // Some texts are longer than a page.
            let words: [u8; 64] = entropy::bytes(chance());
            let word: String = words.iter().map(|byte| format!("{byte:02x}")).collect();
            post.text = a_text(&word.repeat(1 + n % 40));
            let mut tx = store.community.begin().await?;
            tx.posts().add(&post).await?;
            tx.commit().await?;
            posts.push((post, word));
        }
        for (post, _) in posts.iter().step_by(2) {
            let mut tx = store.community.begin().await?;
            tx.posts().remove(post.id, day(22)).await?;
            tx.commit().await?;
        }
        store.scrub().await?;
        for (n, (_, word)) in posts.iter().enumerate() {
            assert_eq!(stands_somewhere(store, word.as_bytes()), n % 2 == 1, "text {n}");
        }
    }

    /// A reader that is busy elsewhere holds the sweeping up, and neither writers nor the answer wait for it long.
    async fn a_reader_holds_up_the_sweeping_and_nobody_else(store) {
        let (account, next) = (an_account(), an_account());
        let mut tx = store.accounts.begin().await?;
        tx.accounts().add(&account).await?;
        tx.commit().await?;
        let mut reader = store.accounts.read().await?;
        assert_eq!(reader.accounts().count().await?, 1);

        let mut tx = store.accounts.begin().await?;
        tx.accounts().remove(account.id).await?;
        tx.commit().await?;
        let write = async {
            let mut tx = store.accounts.begin().await?;
            tx.accounts().add(&next).await?;
            tx.commit().await
        };
        tokio::time::timeout(std::time::Duration::from_secs(2), write).await??;
        drop(reader);
        store.scrub().await?;
        assert!(!stands_somewhere(store, &account.wrapped));
    }

    /// The words of a removed text leave the index as well, also those that nobody else used.
    async fn the_words_of_a_removed_text_are_found_nowhere_in_the_files(store) {
        let thread = a_thread();
        let mut tx = store.community.begin().await?;
        opened(&mut tx, &thread).await?;
        tx.commit().await?;
        let words = |n: usize| format!("zebravink{n}x olifantmug{n}x kameelspin{n}x");
        let mut posts = Vec::new();
        for some in (0..60).collect::<Vec<_>>().chunks(20) {
            let mut tx = store.community.begin().await?;
            for n in some {
                let mut post = a_tip(thread.id);
                post.text = a_text(&words(*n));
                tx.posts().add(&post).await?;
                posts.push(post.id);
            }
            tx.commit().await?;
        }
        for (n, post) in posts.iter().enumerate().filter(|(n, _)| n % 3 == 0) {
            let mut tx = store.community.begin().await?;
            if n % 2 == 0 {
                assert!(tx.posts().remove(*post, day(22)).await?);
            } else {
                assert!(tx.posts().set_text(*post, &a_text("Anders."), day(22)).await?);
            }
            tx.commit().await?;
        }
        store.scrub().await?;
        let files: Vec<Vec<u8>> = std::fs::read_dir(store.folder().expect("a folder"))?
            .map(|file| std::fs::read(file.expect("a file").path()).expect("bytes"))
            .collect();
        let stands = |word: &str| {
            files.iter().any(|file| file.windows(word.len()).any(|window| window == word.as_bytes()))
        };
        for n in 0..60 {
            for word in words(n).split(' ') {
                assert_eq!(stands(word), n % 3 != 0, "{word}");
            }
        }
    }
}
