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
const VERSION: u8 = 1;
const NONCE: usize = 24;
const MARK: usize = 16;

/// How many bytes a seal adds: version, nonce, authentication.
pub const OVERHEAD: usize = 1 + NONCE + MARK;

/// HMAC of a label and the parts after it. All parts of one label have fixed lengths, so that joining them is
/// unambiguous.
pub fn mac(key: &[u8; 32], label: &[u8], parts: &[&[u8]]) -> [u8; 32] {
    let mut mac = <Hmac<Sha256> as Mac>::new_from_slice(key).expect("HMAC takes keys of every length");
    mac.update(label);
    parts.iter().for_each(|part| mac.update(part));
    mac.finalize().into_bytes().into()
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

/// As [`open`], for something that is `N` bytes long.
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
