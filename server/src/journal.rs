//! Watching the journals of SQLite: what was written stands there until it is carried over into the file, and it is not as
//! long as somebody reads what was before. One who forgot to stop, a backup by hand perhaps, fills the disk.

use store::Store;

/// Twice the size to which a journal shrinks by itself.
const LARGE: u64 = 128 * 1024 * 1024;

/// The size that was told last, so that each doubling is told once.
pub struct Watch {
    large: u64,
    told: u64,
}

impl Default for Watch {
    fn default() -> Self {
        Self { large: LARGE, told: 0 }
    }
}

impl Watch {
    /// Tells when the journals grew large, and again at twice the size.
    pub fn look(&mut self, store: &Store) {
        if let Some(megabytes) = self.grown(store.journal_bytes()) {
            tracing::warn!(
                count = megabytes,
                "the journal grows, MB: somebody reads the databases for long, a backup by hand perhaps"
            );
        }
    }

    fn grown(&mut self, bytes: u64) -> Option<u64> {
        if bytes < self.large {
            self.told = 0;
            return None;
        }
        (bytes >= self.told * 2).then(|| {
            self.told = bytes;
            bytes / 1_000_000
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::entropy::Seeded;
    use domain::secrets::Keys;
    use domain::time::FixedClock;

    #[test]
    fn each_doubling_is_told_once_and_a_small_journal_never() {
        let mut watch = Watch { large: 100_000_000, told: 0 };
        let told: Vec<_> = [20, 120, 130, 239, 250, 20, 120]
            .map(|megabytes| watch.grown(megabytes * 1_000_000))
            .into_iter()
            .flatten()
            .collect();
        assert_eq!(told, [120, 250, 120]);
    }

    store::sqlite_only! {
        async fn a_journal_that_a_reader_holds_up_is_seen_and_empty_when_the_reader_is_gone(store) {
            let chance = Seeded::new(1);
            let clock = FixedClock::at("2026-11-21T12:00:00Z".parse()?);
            store.scrub().await?;
            assert_eq!(store.journal_bytes(), 0);
            let mut reader = store.community.read().await?;
            reader.threads().count().await?;
            crate::demo::fill(store, &Keys::generate(&chance), &clock, &chance).await?;
            let mut watch = Watch { large: 1_000, told: 0 };
            assert!(matches!(store.forget_order().await, Err(store::Error::Busy)));
            let held = store.journal_bytes();
            assert!(watch.grown(held).is_some(), "{held}");
            drop(reader);
            store.forget_order().await?;
            assert_eq!(store.journal_bytes(), 0);
        }
    }
}
