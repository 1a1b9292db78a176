//! A set of short random byte strings in hardly more room than the bytes themselves.
//!
//! A hash set keeps up to half of its places free and is copied whole when it grows: with a million entries that was
//! 19 MB, 28 while it grew. Here there are 4096 small sorted lists, by the first 12 bits; each grows by an eighth.

/// The number of bits that say in which list an entry stands.
const BITS: u32 = 12;

/// The entries: drawn by the server or out of HMAC, so that they spread over the lists by themselves and nobody can choose them.
pub(super) struct Packed<const N: usize> {
    lists: Vec<Vec<[u8; N]>>,
    len: usize,
}

impl<const N: usize> Default for Packed<N> {
    fn default() -> Self {
        Self { lists: Vec::new(), len: 0 }
    }
}

impl<const N: usize> Packed<N> {
    fn list_of(entry: &[u8; N]) -> usize {
        usize::from(u16::from_be_bytes([entry[0], entry[1]]) >> (u16::BITS - BITS))
    }

    /// Adds an entry; twice is once.
    pub fn insert(&mut self, entry: [u8; N]) {
        if self.lists.is_empty() {
            self.lists.resize(1 << BITS, Vec::new());
        }
        let list = &mut self.lists[Self::list_of(&entry)];
        if let Err(at) = list.binary_search(&entry) {
            if list.len() == list.capacity() {
                list.reserve_exact(list.len() / 8 + 4);
            }
            list.insert(at, entry);
            self.len += 1;
        }
    }

    /// Tells whether an entry is there.
    pub fn contains(&self, entry: &[u8; N]) -> bool {
        self.lists.get(Self::list_of(entry)).is_some_and(|list| list.binary_search(entry).is_ok())
    }

    /// All of them.
    pub fn iter(&self) -> impl Iterator<Item = &[u8; N]> {
        self.lists.iter().flatten()
    }

    /// Counts the entries.
    pub const fn len(&self) -> usize {
        self.len
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    proptest! {
        #[test]
        fn it_is_the_set_that_it_was_given(entries: Vec<[u8; 3]>, others: Vec<[u8; 3]>) {
            let mut packed = Packed::default();
            let mut set = BTreeSet::new();
            for entry in entries.iter().chain(&entries) {
                packed.insert(*entry);
                set.insert(*entry);
            }
            prop_assert_eq!(packed.len(), set.len());
            prop_assert!(packed.iter().eq(set.iter()), "sorted, since the lists are");
            for other in entries.iter().chain(&others) {
                prop_assert_eq!(packed.contains(other), set.contains(other));
            }
        }
    }

    #[test]
    fn it_takes_little_more_than_its_bytes() {
        let mut packed = Packed::default();
        for n in 0..200_000_u64 {
            packed.insert(n.wrapping_mul(0x9E37_79B9_7F4A_7C15).to_be_bytes());
        }
        let room: usize = packed.lists.iter().map(Vec::capacity).sum();
        assert!(room < packed.len() * 5 / 4, "{room} places for {} entries", packed.len());
        assert!(!Packed::<8>::default().contains(&[0; 8]));
    }
}
