//! What somebody carries along while joining: a cookie that only the server can read.

use super::keys::Keys;
use super::{hex, labels, primitives};
use crate::entropy::Entropy;
use zeroize::Zeroizing;

/// Contents are filled up to a multiple of this many bytes, so that the length does not tell how far somebody is.
const BLOCK: usize = 256;

/// A longer cookie is not ours.
const LONGEST: usize = 4096;

impl Keys {
    /// Seals what joining has gathered so far. When it ends is for the caller to write into `plain`.
    ///
    /// It holds the new account code until its owner has confirmed it, so nothing of a half-finished joining is in
    /// the database.
    pub fn seal_joining(&self, plain: &[u8], entropy: &dyn Entropy) -> String {
        // The end is marked with one bit, followed by zeros: 0x80 0x00 …
        let length = (plain.len() / BLOCK + 1) * BLOCK;
        let mut filled = Zeroizing::new(Vec::with_capacity(length));
        filled.extend_from_slice(plain);
        filled.push(0x80);
        filled.resize(length, 0);
        let key = self.server_key(labels::JOINING);
        hex::write(&primitives::seal(&key, labels::JOINING, &[], &filled, entropy))
    }

    /// Opens what [`Keys::seal_joining`] sealed; `None` for anything else.
    pub fn open_joining(&self, text: &str) -> Option<Vec<u8>> {
        if text.len() > LONGEST {
            return None;
        }
        let filled =
            primitives::open(&self.server_key(labels::JOINING), labels::JOINING, &[], &hex::read(text)?)?;
        let end = filled.iter().rposition(|byte| *byte != 0).filter(|end| filled[*end] == 0x80)?;
        Some(filled[..end].to_vec())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entropy::Seeded;
    use proptest::prelude::*;

    #[test]
    fn the_length_does_not_tell_how_far_somebody_is() {
        let keys = Keys::generate(&Seeded::new(1));
        let length = |of: usize| keys.seal_joining(&vec![b'a'; of], &Seeded::new(2)).len();
        assert_eq!(length(0), length(BLOCK - 1));
        assert!(length(BLOCK - 1) < 700, "{}", length(0));
        assert!(length(BLOCK - 1) < length(BLOCK));
    }

    #[test]
    fn another_server_cannot_read_it() {
        let source = Seeded::new(1);
        let sealed = Keys::generate(&source).seal_joining(b"what was said", &source);
        assert_eq!(Keys::generate(&source).open_joining(&sealed), None);
        assert!(!sealed.contains(&hex::write(b"what was said")));
    }

    #[test]
    fn a_flood_is_not_even_looked_at() {
        assert_eq!(Keys::generate(&Seeded::new(1)).open_joining(&"0".repeat(10_000_000)), None);
    }

    proptest! {
        #[test]
        fn joining_goes_on_where_it_was(seed: u64, plain in proptest::collection::vec(any::<u8>(), 0..600)) {
            let source = Seeded::new(seed);
            let keys = Keys::generate(&source);
            let sealed = keys.seal_joining(&plain, &source);
            prop_assert_eq!(keys.open_joining(&sealed), Some(plain));
        }

        #[test]
        fn a_changed_joining_opens_nothing(at in 0..594usize, to in "[0-9a-f]") {
            let source = Seeded::new(1);
            let keys = Keys::generate(&source);
            let sealed = keys.seal_joining(b"phase", &source);
            let mut changed = sealed.clone();
            changed.replace_range(at..=at, &to);
            prop_assume!(changed != sealed);
            prop_assert_eq!(keys.open_joining(&changed), None);
        }
    }
}
