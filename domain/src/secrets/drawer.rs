//! The seals around a drawer (P4).
//!
//! Inside: XChaCha20-Poly1305 under a key from S, so that only its owner opens it, while signed in. Outside: a cover
//! under a key of the server, which is new each night. Two stolen backups therefore differ in every drawer, not only in
//! those that somebody used. What is inside has one of few lengths.

use super::keys::Keys;
use super::primitives::{self, Secret};
use super::root::Root;
use super::{equal_in_constant_time, hidden, labels};
use crate::entropy::Entropy;
use zeroize::Zeroizing;

/// The number under which a drawer is kept: follows from S alone, and S cannot be found from it.
#[derive(Clone, Copy, PartialOrd, Ord)]
pub struct DrawerId([u8; 32]);

hidden!(DrawerId);
equal_in_constant_time!(DrawerId);

impl DrawerId {
    /// The number that was stored as these bytes.
    pub const fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// The bytes, to be stored.
    pub const fn bytes(&self) -> [u8; 32] {
        self.0
    }
}

impl Root {
    /// Makes the number under which this person's drawer is kept.
    pub fn drawer(&self) -> DrawerId {
        DrawerId(primitives::mac(&self.0, labels::DRAWER_ID, &[]))
    }
}

impl Keys {
    /// Seals what lies in a drawer, which must have been brought to one of few lengths before.
    pub fn seal_drawer(&self, root: &Root, padded: &[u8], entropy: &dyn Entropy) -> Vec<u8> {
        let id = root.drawer();
        let inner = primitives::seal(&root.key(labels::DRAWER), labels::DRAWER, &id.bytes(), padded, entropy);
        self.cover(&id, &inner, entropy)
    }

    /// Opens what [`Keys::seal_drawer`] sealed; `None` with another root or when a bit was changed.
    pub fn open_drawer(&self, root: &Root, sealed: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
        let id = root.drawer();
        let inner = primitives::open(&self.cover_key(), labels::COVER, &id.bytes(), sealed)?;
        primitives::open(&root.key(labels::DRAWER), labels::DRAWER, &id.bytes(), &inner)
    }

    /// Puts a new cover around the same drawer; `None` when this is no drawer of this server. What is inside stays shut.
    pub fn cover_anew(&self, id: &DrawerId, sealed: &[u8], entropy: &dyn Entropy) -> Option<Vec<u8>> {
        let inner = primitives::open(&self.cover_key(), labels::COVER, &id.bytes(), sealed)?;
        Some(self.cover(id, &inner, entropy))
    }

    fn cover(&self, id: &DrawerId, inner: &[u8], entropy: &dyn Entropy) -> Vec<u8> {
        primitives::seal(&self.cover_key(), labels::COVER, &id.bytes(), inner, entropy)
    }

    fn cover_key(&self) -> Secret {
        self.server_key(labels::COVER)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entropy::Seeded;
    use proptest::prelude::*;

    fn world(seed: u64) -> (Keys, Root, Seeded) {
        let source = Seeded::new(seed);
        (Keys::generate(&source), Root::generate(&source), source)
    }

    #[test]
    fn only_its_owner_opens_a_drawer_and_only_on_this_server() {
        let (keys, mine, source) = world(1);
        let (others, yours, _) = world(2);
        let sealed = keys.seal_drawer(&mine, b"padded", &source);
        assert_eq!(keys.open_drawer(&mine, &sealed).as_deref().map(Vec::as_slice), Some(&b"padded"[..]));
        assert!(keys.open_drawer(&yours, &sealed).is_none());
        assert!(others.open_drawer(&mine, &sealed).is_none());
        assert_ne!(mine.drawer(), yours.drawer());
    }

    /// A12: every drawer looks different the next day, and its owner finds the same inside.
    #[test]
    fn a_new_cover_hides_that_nothing_changed() {
        let (keys, root, source) = world(1);
        let monday = keys.seal_drawer(&root, &[0; 64], &source);
        let tuesday = keys.cover_anew(&root.drawer(), &monday, &source).expect("a drawer");
        assert_eq!(monday.len(), tuesday.len());
        let same = monday.windows(8).filter(|run| tuesday.windows(8).any(|other| other == *run)).count();
        assert_eq!(same, 0, "no run of bytes stays");
        assert_eq!(keys.open_drawer(&root, &tuesday).as_deref().map(Vec::as_slice), Some(&[0; 64][..]));
        let (_, other, _) = world(2);
        assert!(keys.cover_anew(&other.drawer(), &monday, &source).is_none());
    }

    proptest! {
        /// S25.
        #[test]
        fn a_changed_drawer_opens_nothing(seed: u64, at in 0_usize..100 * 8) {
            let (keys, root, source) = world(seed);
            let mut sealed = keys.seal_drawer(&root, &[7; 18], &source);
            prop_assert_eq!(sealed.len(), 100);
            sealed[at / 8] ^= 1 << (at % 8);
            prop_assert!(keys.open_drawer(&root, &sealed).is_none());
        }
    }
}
