//! The root of authorship and how it is kept.

use super::keys::Keys;
use super::primitives::{self, OVERHEAD, Secret};
use super::{equal_in_constant_time, hidden, labels};
use crate::codes::AccountCode;
use crate::entropy::{self, Entropy};
use crate::ids::AccountId;
use zeroize::{Zeroize, ZeroizeOnDrop};

/// The number of bytes of a sealed root: always the same.
pub const SEALED_ROOT: usize = 32 + OVERHEAD;

/// S: 32 random bytes made at joining, from which every tag of a person follows (P1).
///
/// It stays the same for as long as the account lives, also when the code changes (T22). It is open only while its
/// owner is signed in, and is never stored, logged or shown. It cannot be copied; share it behind an `Arc`.
#[derive(Zeroize, ZeroizeOnDrop)]
pub struct Root(pub(super) [u8; 32]);

hidden!(Root);
equal_in_constant_time!(Root);

impl Root {
    /// A new root.
    pub fn generate(entropy: &dyn Entropy) -> Self {
        Self(entropy::bytes(entropy))
    }

    /// A key for one purpose that only this person can make.
    pub(super) fn key(&self, label: &[u8]) -> Secret {
        primitives::derive(&self.0, None, label)
    }

    pub(super) fn sealed_under(
        &self,
        key: &Secret,
        label: &[u8],
        account: AccountId,
        chance: &dyn Entropy,
    ) -> Vec<u8> {
        primitives::seal(key, label, &account.bytes(), &self.0, chance)
    }

    pub(super) fn opened_with(key: &Secret, label: &[u8], account: AccountId, sealed: &[u8]) -> Option<Self> {
        primitives::open_exactly(key, label, &account.bytes(), sealed).map(|bytes| Self(*bytes))
    }
}

impl Keys {
    /// Seals S under the account code. `salt` is the account's own 16 random bytes, drawn anew with each code.
    ///
    /// No key of the server takes part: nobody but the holder of the code can open it (P1, A11).
    pub fn wrap(
        &self,
        code: &AccountCode,
        root: &Root,
        account: AccountId,
        salt: [u8; 16],
        entropy: &dyn Entropy,
    ) -> Vec<u8> {
        root.sealed_under(&code_key(code, &salt), labels::WRAP, account, entropy)
    }

    /// Opens what [`Keys::wrap`] sealed; `None` with another code, account or salt, or when a bit was changed.
    pub fn unwrap(
        &self,
        code: &AccountCode,
        wrapped: &[u8],
        account: AccountId,
        salt: [u8; 16],
    ) -> Option<Root> {
        Root::opened_with(&code_key(code, &salt), labels::WRAP, account, wrapped)
    }

    /// Makes something to unwrap for a code that no account has: nothing opens it, and trying takes as long as for a code that
    /// some account has (T23).
    pub fn decoy_wrapped(&self) -> Vec<u8> {
        let mut sealed = vec![0; SEALED_ROOT];
        sealed[0] = primitives::VERSION;
        sealed
    }
}

fn code_key(code: &AccountCode, salt: &[u8; 16]) -> Secret {
    primitives::derive(code.normalised(), Some(salt), labels::WRAP)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entropy::Seeded;
    use proptest::prelude::*;

    fn keys() -> Keys {
        Keys::generate(&Seeded::new(11))
    }

    fn world(seed: u64) -> (AccountCode, Root, AccountId, [u8; 16]) {
        let source = Seeded::new(seed);
        let code = AccountCode::generate(&source);
        (code, Root::generate(&source), AccountId::random(&source), entropy::bytes(&source))
    }

    #[test]
    fn only_the_right_code_account_and_salt_open_the_root() {
        let (code, root, account, salt) = world(1);
        let (other_code, _, other_account, other_salt) = world(2);
        let wrapped = keys().wrap(&code, &root, account, salt, &Seeded::new(3));
        assert_eq!(keys().unwrap(&code, &wrapped, account, salt), Some(root));
        assert_eq!(keys().unwrap(&other_code, &wrapped, account, salt), None);
        assert_eq!(keys().unwrap(&code, &wrapped, other_account, salt), None);
        assert_eq!(keys().unwrap(&code, &wrapped, account, other_salt), None);
    }

    /// T22: the new code opens the same root, the old code opens nothing, and the tags stay.
    #[test]
    fn changing_the_code_keeps_the_root() {
        let (old, root, account, old_salt) = world(1);
        let source = Seeded::new(2);
        let keys = keys();
        let thread = crate::ids::ThreadId::random(&source);
        let before = keys.author_tag(&root, thread);
        let wrapped = keys.wrap(&old, &root, account, old_salt, &source);

        let (new, salt) = (AccountCode::generate(&source), entropy::bytes(&source));
        let open = keys.unwrap(&old, &wrapped, account, old_salt).expect("the old code, still");
        let wrapped = keys.wrap(&new, &open, account, salt, &source);

        let after = keys.unwrap(&new, &wrapped, account, salt).expect("the new code");
        assert_eq!(after, root);
        assert_eq!(keys.author_tag(&after, thread), before);
        assert_eq!(keys.unwrap(&old, &wrapped, account, salt), None);
        assert_eq!(keys.unwrap(&old, &wrapped, account, old_salt), None);
        assert_ne!(keys.lookup(&old), keys.lookup(&new));
    }

    #[test]
    fn nothing_opens_the_decoy_that_looks_like_every_wrapped_root() {
        let (code, root, account, salt) = world(1);
        let keys = keys();
        let wrapped = keys.wrap(&code, &root, account, salt, &Seeded::new(2));
        assert_eq!(keys.decoy_wrapped().len(), wrapped.len());
        assert_eq!(keys.decoy_wrapped()[0], wrapped[0], "so that both are tried");
        assert_eq!(keys.unwrap(&code, &keys.decoy_wrapped(), account, salt), None);
    }

    /// A11: no key of the server takes part in wrapping.
    #[test]
    fn another_server_opens_the_root_with_the_code() {
        let (code, root, account, salt) = world(1);
        let wrapped = keys().wrap(&code, &root, account, salt, &Seeded::new(2));
        let other = Keys::generate(&Seeded::new(12));
        assert_eq!(other.unwrap(&code, &wrapped, account, salt), Some(root));
    }

    #[test]
    fn debug_shows_nothing_of_a_root_and_dropping_wipes_it() {
        fn wiped_when_dropped<T: ZeroizeOnDrop>(_: &T) {}
        let (_, mut root, ..) = world(1);
        wiped_when_dropped(&root);
        assert_eq!(format!("{root:?}"), "Root(hidden)");
        root.zeroize();
        assert_eq!(root.0, [0; 32]);
    }

    proptest! {
        /// S25: one changed bit anywhere, or one byte more or less, and nothing opens.
        #[test]
        fn a_changed_seal_opens_nothing(seed: u64, at in 0..SEALED_ROOT * 8) {
            let (code, root, account, salt) = world(seed);
            let mut wrapped = keys().wrap(&code, &root, account, salt, &Seeded::new(seed));
            prop_assert_eq!(wrapped.len(), SEALED_ROOT);
            wrapped[at / 8] ^= 1 << (at % 8);
            prop_assert_eq!(keys().unwrap(&code, &wrapped, account, salt), None);
            wrapped[at / 8] ^= 1 << (at % 8);
            prop_assert_eq!(keys().unwrap(&code, &wrapped[..at / 8], account, salt), None);
            wrapped.push(0);
            prop_assert_eq!(keys().unwrap(&code, &wrapped, account, salt), None);
        }
    }
}
