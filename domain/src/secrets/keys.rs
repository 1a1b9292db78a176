//! The server's own keys.

use super::primitives::{self, Secret};
use super::{hidden, labels};
use crate::codes::AccountCode;
use crate::entropy::{self, Entropy};
use zeroize::{Zeroize, ZeroizeOnDrop};

/// The three keys that live outside the database: in a file that only the service can read, never in one backup
/// with the database (P1). With them and a full dump, nobody can tell who wrote what (T2b).
///
/// Each has a version byte, so that a key can be replaced while what was made with the earlier one is still known
/// by its number (S24).
pub struct Keys {
    pub(super) login: Key,
    pub(super) tag: Key,
    pub(super) name: Key,
}

hidden!(Keys);

/// 32 bytes and the number of their edition.
#[derive(Zeroize, ZeroizeOnDrop)]
pub(super) struct Key {
    pub version: u8,
    pub bytes: [u8; 32],
}

impl Key {
    fn generate(entropy: &dyn Entropy) -> Self {
        Self { version: 1, bytes: entropy::bytes(entropy) }
    }
}

impl Keys {
    /// New keys, each in its first edition.
    pub fn generate(entropy: &dyn Entropy) -> Self {
        Self { login: Key::generate(entropy), tag: Key::generate(entropy), name: Key::generate(entropy) }
    }

    /// Makes the value under which the account with this code is found. It costs the same whether there is such an account or
    /// not (A16).
    pub fn lookup(&self, code: &AccountCode) -> [u8; 32] {
        primitives::mac(&self.login.bytes, labels::LOOKUP, &[code.normalised()])
    }

    /// Makes the value that stands in each database, so that the keys of another installation do not fit it. It opens nothing.
    pub fn key_check(&self) -> [u8; 32] {
        let of = |key: &Key| primitives::mac(&key.bytes, labels::INSTALLATION, &[&[key.version]]);
        primitives::mac(&of(&self.login), labels::INSTALLATION, &[&of(&self.tag), &of(&self.name)])
    }

    /// The edition of `K_login`, stored next to what [`Keys::lookup`] gave.
    pub fn login_version(&self) -> u8 {
        self.login.version
    }

    /// The edition of `K_tag`.
    pub fn tag_version(&self) -> u8 {
        self.tag.version
    }

    /// The edition of `K_name`.
    pub fn name_version(&self) -> u8 {
        self.name.version
    }

    pub(super) fn tag_key(&self) -> &[u8; 32] {
        &self.tag.bytes
    }

    pub(super) fn name_key(&self) -> &[u8; 32] {
        &self.name.bytes
    }

    /// A key for one purpose that every process of this server can make.
    pub(super) fn server_key(&self, label: &[u8]) -> Secret {
        primitives::derive(&self.login.bytes, None, label)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entropy::Seeded;

    #[test]
    fn the_same_code_is_found_in_the_same_place_and_another_elsewhere() {
        let source = Seeded::new(1);
        let keys = Keys::generate(&source);
        let (one, other) = (AccountCode::generate(&source), AccountCode::generate(&source));
        let typed = AccountCode::parse(&one.grouped().to_lowercase()).expect("a code");
        assert_eq!(keys.lookup(&one), keys.lookup(&typed));
        assert_ne!(keys.lookup(&one), keys.lookup(&other));
        assert_ne!(keys.lookup(&one), Keys::generate(&source).lookup(&one));
    }

    #[test]
    fn keys_of_which_one_differs_fit_another_installation() {
        let keys = || Keys::generate(&Seeded::new(1));
        let check = keys().key_check();
        assert_eq!(keys().key_check(), check);
        let differ: [fn(&mut Keys); 4] = [
            |keys| keys.login.bytes[0] ^= 1,
            |keys| keys.tag.bytes[31] ^= 1,
            |keys| keys.name.bytes[0] ^= 1,
            |keys| keys.tag.version = 2,
        ];
        for change in differ {
            let mut other = keys();
            change(&mut other);
            assert_ne!(other.key_check(), check);
        }
    }

    #[test]
    fn the_three_keys_are_three() {
        let keys = Keys::generate(&Seeded::new(1));
        assert!(keys.login.bytes != keys.tag.bytes && keys.tag.bytes != keys.name.bytes);
        assert_eq!((keys.login_version(), keys.tag_version(), keys.name_version()), (1, 1, 1));
    }

    #[test]
    fn debug_shows_nothing_of_the_keys_and_dropping_wipes_them() {
        fn wiped_when_dropped<T: ZeroizeOnDrop>(_: &T) {}
        let mut keys = Keys::generate(&Seeded::new(1));
        assert_eq!(format!("{keys:?}"), "Keys(hidden)");
        wiped_when_dropped(&keys.login);
        keys.login.zeroize();
        assert_eq!(keys.login.bytes, [0; 32]);
    }
}
