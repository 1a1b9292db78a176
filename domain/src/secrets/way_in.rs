//! Further ways into an account beside its code: passkeys, and a second key to print (P1).
//!
//! Each opens the same root. A row says neither which of both it is, nor whose device: the name that its owner gave and the public
//! key of a passkey are sealed under the root, and all rows are of one length.

use super::keys::Keys;
use super::primitives::{self, OVERHEAD, Secret};
use super::root::Root;
use super::{equal_in_constant_time, hidden, labels};
use crate::entropy::Entropy;
use crate::faults::Fault;
use crate::ids::AccountId;
use crate::passkey::{PasskeyKey, decode};
use crate::text::Line;
use zeroize::{Zeroize, ZeroizeOnDrop};

/// The most bytes of a name: each character may take four.
const NAME: usize = WayName::MAX as usize * 4;
/// Kind, key, length of the name, name.
const PLAIN: usize = 1 + PasskeyKey::LENGTH + 1 + NAME;

/// The number of bytes of what is sealed about a way in: always the same.
pub const SEALED_WAY: usize = PLAIN + OVERHEAD;

/// The name that a member gives a passkey, for nobody else.
#[derive(Clone, PartialEq, Eq)]
pub struct WayName(String);

hidden!(WayName);

impl WayName {
    /// The longest name, in characters.
    pub const MAX: u32 = 30;

    /// Cleans and judges what was typed.
    ///
    /// # Errors
    /// Those of [`Line::parse`].
    pub fn parse(text: &str) -> Result<Self, Fault> {
        Line::parse(text, 1, Self::MAX).map(|line| Self(line.as_str().to_owned()))
    }

    /// The cleaned name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A way in beside the account code, as its owner knows it.
#[derive(Clone, PartialEq, Eq)]
pub enum WayIn {
    /// A passkey.
    Passkey {
        /// The name that its owner gave.
        name: WayName,
        /// Its public key.
        key: PasskeyKey,
    },
    /// A second key, to print.
    SecondKey,
}

hidden!(WayIn);

/// The 32 bytes that a passkey gives for our site and for nobody else: as secret as an account code.
#[derive(Zeroize, ZeroizeOnDrop)]
pub struct Prf([u8; 32]);

hidden!(Prf);
equal_in_constant_time!(Prf);

impl Prf {
    /// Reads what a browser sent, base64url.
    pub fn read(text: &str) -> Option<Self> {
        let mut bytes = decode(text)?;
        let read = bytes.as_slice().try_into().ok().map(Self);
        bytes.zeroize();
        read
    }

    fn key(&self, salt: &[u8; 16]) -> Secret {
        primitives::derive(&self.0, Some(salt), labels::WRAP_PASSKEY)
    }
}

impl Keys {
    /// Makes the value under which the passkey with this id is found.
    pub fn passkey_lookup(&self, id: &[u8]) -> [u8; 32] {
        primitives::mac(&self.server_key(labels::PASSKEY), labels::PASSKEY, &[id])
    }

    /// Seals S under what a passkey gives. No key of the server takes part.
    pub fn wrap_with_passkey(
        &self,
        prf: &Prf,
        root: &Root,
        account: AccountId,
        salt: [u8; 16],
        entropy: &dyn Entropy,
    ) -> Vec<u8> {
        root.sealed_under(&prf.key(&salt), labels::WRAP_PASSKEY, account, entropy)
    }

    /// Opens what [`Keys::wrap_with_passkey`] sealed; `None` with another passkey, account or salt, or when a bit was changed.
    pub fn unwrap_with_passkey(
        &self,
        prf: &Prf,
        wrapped: &[u8],
        account: AccountId,
        salt: [u8; 16],
    ) -> Option<Root> {
        Root::opened_with(&prf.key(&salt), labels::WRAP_PASSKEY, account, wrapped)
    }
}

impl Root {
    /// Seals what its owner knows of a way in, for the row under `lookup`.
    pub fn seal_way_in(&self, lookup: &[u8; 32], way: &WayIn, entropy: &dyn Entropy) -> Vec<u8> {
        primitives::seal(&self.key(labels::WAY_IN), labels::WAY_IN, lookup, &write(way), entropy)
    }

    /// Opens what [`Root::seal_way_in`] sealed; `None` for another person or row, or when a bit was changed.
    pub fn open_way_in(&self, lookup: &[u8; 32], sealed: &[u8]) -> Option<WayIn> {
        read(&*primitives::open_exactly(&self.key(labels::WAY_IN), labels::WAY_IN, lookup, sealed)?)
    }
}

fn write(way: &WayIn) -> [u8; PLAIN] {
    let mut out = [0; PLAIN];
    match way {
        WayIn::SecondKey => out[0] = 2,
        WayIn::Passkey { name, key } => {
            let name = name.as_str().as_bytes();
            out[0] = 1;
            out[1..34].copy_from_slice(&key.bytes());
            out[34] = name.len() as u8;
            out[35..35 + name.len()].copy_from_slice(name);
        }
    }
    out
}

fn read(plain: &[u8; PLAIN]) -> Option<WayIn> {
    let (kind, rest) = plain.split_first()?;
    match kind {
        1 => {
            let (key, rest) = rest.split_first_chunk::<{ PasskeyKey::LENGTH }>()?;
            let (length, rest) = rest.split_first()?;
            let name = std::str::from_utf8(rest.get(..usize::from(*length))?).ok()?;
            Some(WayIn::Passkey { name: WayName(name.to_owned()), key: PasskeyKey::from_bytes(*key)? })
        }
        2 => Some(WayIn::SecondKey),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entropy::{self, Seeded};
    use p256::ecdsa::SigningKey;
    use proptest::prelude::*;

    fn passkey(name: &str) -> WayIn {
        let key = SigningKey::from_slice(&[7; 32]).expect("a key");
        let point = key.verifying_key().to_sec1_point(true);
        let key = PasskeyKey::from_bytes(point.as_bytes().try_into().expect("33 bytes")).expect("a point");
        WayIn::Passkey { name: WayName::parse(name).expect("a name"), key }
    }

    #[test]
    fn only_the_right_passkey_account_and_salt_open_the_root() {
        let source = Seeded::new(1);
        let keys = Keys::generate(&source);
        let (prf, other) = (Prf([1; 32]), Prf([2; 32]));
        let (root, account, salt) =
            (Root::generate(&source), AccountId::random(&source), entropy::bytes(&source));
        let wrapped = keys.wrap_with_passkey(&prf, &root, account, salt, &source);
        assert_eq!(wrapped.len(), crate::secrets::SEALED_ROOT);
        assert_eq!(keys.unwrap_with_passkey(&other, &wrapped, account, salt), None);
        assert_eq!(keys.unwrap_with_passkey(&prf, &wrapped, AccountId::random(&source), salt), None);
        assert_eq!(keys.unwrap_with_passkey(&prf, &wrapped, account, [0; 16]), None);
        assert_eq!(keys.unwrap_with_passkey(&prf, &keys.decoy_wrapped(), account, salt), None);
        assert_eq!(keys.unwrap_with_passkey(&prf, &wrapped, account, salt), Some(root));
    }

    #[test]
    fn a_row_says_neither_what_it_is_nor_whose() {
        let source = Seeded::new(1);
        let (mine, yours) = (Root::generate(&source), Root::generate(&source));
        let long = "é".repeat(WayName::MAX as usize);
        for way in [WayIn::SecondKey, passkey("x"), passkey(&long), passkey("👩🏽‍⚕️ telefoon")] {
            let sealed = mine.seal_way_in(&[3; 32], &way, &source);
            assert_eq!(sealed.len(), SEALED_WAY);
            assert!(mine.open_way_in(&[3; 32], &sealed) == Some(way));
            assert_eq!(mine.open_way_in(&[4; 32], &sealed), None, "another row");
            assert_eq!(yours.open_way_in(&[3; 32], &sealed), None, "another person");
        }
        assert_eq!(WayName::parse(&"a".repeat(31)), Err(Fault::TooLong(30)));
        assert_eq!(format!("{:?}", passkey("Mijn telefoon")), "WayIn(hidden)");
    }

    #[test]
    fn a_passkey_is_found_by_its_id_at_this_server_alone() {
        let source = Seeded::new(1);
        let keys = Keys::generate(&source);
        assert_eq!(keys.passkey_lookup(&[1; 16]), keys.passkey_lookup(&[1; 16]));
        assert_ne!(keys.passkey_lookup(&[1; 16]), keys.passkey_lookup(&[1; 17]));
        assert_ne!(keys.passkey_lookup(&[1; 16]), Keys::generate(&source).passkey_lookup(&[1; 16]));
    }

    #[test]
    fn what_a_passkey_gives_is_32_bytes() {
        assert_eq!(Prf::read(&"A".repeat(43)), Some(Prf([0; 32])));
        for text in ["", "AA", &"A".repeat(42), &"A".repeat(44), &"=".repeat(43), &"A".repeat(1_000_000)] {
            assert_eq!(Prf::read(text), None);
        }
        assert_eq!(format!("{:?}", Prf([1; 32])), "Prf(hidden)");
    }

    proptest! {
        #[test]
        fn any_other_bytes_are_no_way_in(bytes: Vec<u8>) {
            let mut plain = [0; PLAIN];
            let length = bytes.len().min(PLAIN);
            plain[..length].copy_from_slice(&bytes[..length]);
            let _ = read(&plain);
        }

        #[test]
        fn what_was_changed_opens_nothing(bit in 0..SEALED_WAY * 8) {
            let root = Root::generate(&Seeded::new(1));
            let mut sealed = root.seal_way_in(&[1; 32], &WayIn::SecondKey, &Seeded::new(2));
            sealed[bit / 8] ^= 1 << (bit % 8);
            prop_assert_eq!(root.open_way_in(&[1; 32], &sealed), None);
        }
    }
}
