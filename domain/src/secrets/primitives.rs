//! The three building blocks: HMAC-SHA256, HKDF-SHA256 and XChaCha20-Poly1305. Nothing else touches them.

use crate::entropy::{self, Entropy};
use chacha20poly1305::aead::{Aead, Payload};
use chacha20poly1305::{Key, KeyInit, XChaCha20Poly1305, XNonce};
use hkdf::Hkdf;
use hmac::{Hmac, Mac};
use sha2::Sha256;
use zeroize::Zeroizing;

/// A key in memory, wiped when dropped.
pub type Secret = Zeroizing<[u8; 32]>;

/// The first byte of everything sealed; a new way of sealing gets a new number.
pub const VERSION: u8 = 1;
const NONCE: usize = 24;
const MARK: usize = 16;

/// The number of bytes that a seal adds: version, nonce, authentication.
pub const OVERHEAD: usize = 1 + NONCE + MARK;

/// HMAC of a label and the parts after it. All parts of one label have fixed lengths, so that joining them is
/// unambiguous.
pub fn mac(key: &[u8; 32], label: &[u8], parts: &[&[u8]]) -> [u8; 32] {
    Keyed::with(key).mac(label, parts)
}

/// A key worked into HMAC: half of the work of a [`mac`], done once for many. As secret as the key, and not wiped, so it
/// lives no longer than one piece of work.
pub struct Keyed(Hmac<Sha256>);

impl Keyed {
    /// For many of one key.
    pub fn with(key: &[u8; 32]) -> Self {
        Self(<Hmac<Sha256> as Mac>::new_from_slice(key).expect("HMAC takes keys of every length"))
    }

    /// Does as [`mac`].
    pub fn mac(&self, label: &[u8], parts: &[&[u8]]) -> [u8; 32] {
        let mut mac = self.0.clone();
        mac.update(label);
        parts.iter().for_each(|part| mac.update(part));
        mac.finalize().into_bytes().into()
    }
}

/// A key for one purpose from a secret with enough chance in it.
pub fn derive(secret: &[u8], salt: Option<&[u8]>, label: &[u8]) -> Secret {
    let mut key = Secret::default();
    Hkdf::<Sha256>::new(salt, secret).expand(label, &mut *key).expect("32 bytes are within HKDF's reach");
    key
}

/// Seals `plain` so that only `key` opens it, and only for the same `label` and `bound`.
///
/// The nonce is 24 random bytes: one key may seal more often than mankind will ask it to before two agree (S25).
pub fn seal(key: &Secret, label: &[u8], bound: &[u8], plain: &[u8], entropy: &dyn Entropy) -> Vec<u8> {
    let nonce = entropy::bytes::<NONCE>(entropy);
    let payload = Payload { msg: plain, aad: &associated(label, bound) };
    let sealed =
        cipher(key).encrypt(XNonce::from_slice(&nonce), payload).expect("fits in memory, so in a seal");
    let mut out = Vec::with_capacity(plain.len() + OVERHEAD);
    out.push(VERSION);
    out.extend_from_slice(&nonce);
    out.extend_from_slice(&sealed);
    out
}

/// Opens what [`seal`] made; `None` when one bit differs, with no word about which.
pub fn open(key: &Secret, label: &[u8], bound: &[u8], sealed: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
    let (version, rest) = sealed.split_first()?;
    if *version != VERSION || rest.len() < NONCE + MARK {
        return None;
    }
    let (nonce, sealed) = rest.split_at(NONCE);
    let payload = Payload { msg: sealed, aad: &associated(label, bound) };
    cipher(key).decrypt(XNonce::from_slice(nonce), payload).ok().map(Zeroizing::new)
}

/// Does as [`open`], for something that is `N` bytes long.
pub fn open_exactly<const N: usize>(
    key: &Secret,
    label: &[u8],
    bound: &[u8],
    sealed: &[u8],
) -> Option<Zeroizing<[u8; N]>> {
    let plain = open(key, label, bound, sealed)?;
    plain.as_slice().try_into().ok().map(Zeroizing::new)
}

fn cipher(key: &Secret) -> XChaCha20Poly1305 {
    XChaCha20Poly1305::new(Key::from_slice(&**key))
}

fn associated(label: &[u8], bound: &[u8]) -> Vec<u8> {
    [&[VERSION], label, bound].concat()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entropy::Seeded;
    use proptest::prelude::*;
    use std::collections::HashSet;

    fn bytes_of(hex: &str) -> Vec<u8> {
        super::super::hex::read(hex).expect("hex")
    }

    /// RFC 4231, test case 2: the key is "Jefe" filled up with zeros, which HMAC does anyway.
    #[test]
    fn mac_is_hmac_sha256() {
        let mut key = [0; 32];
        key[..4].copy_from_slice(b"Jefe");
        let is = mac(&key, b"what do ya ", &[b"want for", b" nothing?"]);
        let said = "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843";
        assert_eq!(is.to_vec(), bytes_of(said));
    }

    /// RFC 5869, test case 1, cut at 32 bytes.
    #[test]
    fn derive_is_hkdf_sha256() {
        let (secret, salt) = ([0x0b; 22], bytes_of("000102030405060708090a0b0c"));
        let is = derive(&secret, Some(&salt), &bytes_of("f0f1f2f3f4f5f6f7f8f9"));
        let said = "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf";
        assert_eq!(is.to_vec(), bytes_of(said));
    }

    /// S25: sealing the same thing 10^5 times under one key never uses a nonce twice.
    #[test]
    fn no_nonce_comes_twice() {
        let (source, key) = (Seeded::new(25), Secret::default());
        let nonces: HashSet<_> =
            (0..100_000).map(|_| seal(&key, b"label", b"", b"", &source)[1..=NONCE].to_vec()).collect();
        assert_eq!(nonces.len(), 100_000);
    }

    #[test]
    fn one_label_does_not_open_the_seal_of_another() {
        let key = derive(b"a secret", None, b"key");
        let sealed = seal(&key, b"one", b"bound", b"plain", &Seeded::new(1));
        assert_eq!(open(&key, b"one", b"bound", &sealed).as_deref().map(Vec::as_slice), Some(&b"plain"[..]));
        assert_eq!(open(&key, b"two", b"bound", &sealed), None);
        assert_eq!(open(&key, b"one", b"other", &sealed), None);
        assert_ne!(derive(b"a secret", None, b"one"), derive(b"a secret", None, b"two"));
    }

    proptest! {
        #[test]
        fn a_seal_opens_to_what_was_sealed(key: [u8; 32], seed: u64, plain: Vec<u8>, bound: Vec<u8>) {
            let key = Zeroizing::new(key);
            let sealed = seal(&key, b"label", &bound, &plain, &Seeded::new(seed));
            prop_assert_eq!(sealed.len(), plain.len() + OVERHEAD);
            prop_assert_eq!(open(&key, b"label", &bound, &sealed), Some(Zeroizing::new(plain)));
        }

        #[test]
        fn bytes_that_nobody_sealed_open_nothing(bytes: Vec<u8>) {
            prop_assert_eq!(open(&Secret::default(), b"label", b"", &bytes), None);
        }
    }
}
