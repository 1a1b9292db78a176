//! The owner's pass: in which threads somebody wrote, found without any list (P3).
//!
//! A person has one tag per thread, so the question is asked once per thread and not once per post: is the tag that
//! this person would have there among the tags that wrote there? Tags of different threads are unrelated 16 bytes, so
//! all of them fit into one set. [`Authors`] keeps the threads and the first 6 bytes of each tag: about 25 bytes for a
//! thread with one author and 7 for each author more. Nothing in it is more than stands in the rows.

use super::hidden;
use super::packed::Packed;
use super::tag::{OwnTags, Tag};
use crate::ids::ThreadId;

/// The number of bytes of a tag that are kept.
const KEPT: usize = 6;

/// The authors of each thread, small enough to stay in memory.
#[derive(Default)]
pub struct Authors {
    threads: Packed<16>,
    tags: Packed<KEPT>,
}

hidden!(Authors);

impl Authors {
    /// Notes that somebody wrote in a thread; twice is once.
    pub fn note(&mut self, thread: ThreadId, tag: &Tag) {
        self.threads.insert(thread.bytes());
        self.tags.insert(beginning(tag));
    }

    /// The threads in which this person wrote, in no order. A few hundred nanoseconds per thread, so not for a thread
    /// of the machine that others wait for. With a million threads, one pass in 280 takes a stranger for the author by
    /// chance; who reads the thread afterwards compares the whole tag.
    pub fn threads_of(&self, own: &OwnTags) -> Vec<ThreadId> {
        let threads = self.threads.iter().map(|id| ThreadId::from_bytes(*id));
        self.among(threads, own)
    }

    /// Those of `threads` in which this person wrote.
    pub fn among(&self, threads: impl Iterator<Item = ThreadId>, own: &OwnTags) -> Vec<ThreadId> {
        threads.filter(|thread| self.tags.contains(&beginning(&own.author(*thread)))).collect()
    }

    /// Counts the threads it knows.
    pub fn len(&self) -> usize {
        self.threads.len()
    }

    /// Tells whether it knows nothing yet.
    pub fn is_empty(&self) -> bool {
        self.threads.len() == 0
    }
}

fn beginning(tag: &Tag) -> [u8; KEPT] {
    let bytes = tag.bytes();
    std::array::from_fn(|n| bytes[n])
}

#[cfg(test)]
mod tests {
    use super::super::keys::Keys;
    use super::super::root::Root;
    use super::*;
    use crate::entropy::Seeded;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    proptest! {
        /// Three people write here and there; each finds the own threads and no other, however they are noted.
        #[test]
        fn everybody_finds_the_own_threads_and_no_other(seed: u64, wrote in prop::collection::vec(prop::collection::vec(0_usize..3, 1..6), 0..60)) {
            let source = Seeded::new(seed);
            let keys = Keys::generate(&source);
            let roots: Vec<Root> = (0..3).map(|_| Root::generate(&source)).collect();
            let mut authors = Authors::default();
            let mut truth = vec![BTreeSet::new(); 3];
            for people in &wrote {
                let thread = ThreadId::random(&source);
                for person in people {
                    authors.note(thread, &keys.author_tag(&roots[*person], thread));
                    truth[*person].insert(thread);
                }
            }
            prop_assert_eq!(authors.len(), wrote.len());
            for (root, own) in roots.iter().zip(&truth) {
                let found: BTreeSet<_> = authors.threads_of(&keys.own_tags(root)).into_iter().collect();
                prop_assert_eq!(&found, own);
            }
        }
    }

    #[test]
    fn of_some_threads_only_those_are_asked_about() {
        let source = Seeded::new(1);
        let (keys, root) = (Keys::generate(&source), Root::generate(&source));
        let (one, other) = (ThreadId::random(&source), ThreadId::random(&source));
        let mut authors = Authors::default();
        for thread in [one, other] {
            authors.note(thread, &keys.author_tag(&root, thread));
        }
        assert_eq!(authors.among([one].into_iter(), &keys.own_tags(&root)), [one]);
        assert!(authors.among([ThreadId::random(&source)].into_iter(), &keys.own_tags(&root)).is_empty());
        assert!(!authors.is_empty() && Authors::default().is_empty());
    }
}
