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
