//! The root of authorship and how it is kept.

use super::keys::Keys;
use super::primitives::{self, OVERHEAD, Secret};
use super::{equal_in_constant_time, hidden, labels};
use crate::codes::AccountCode;
use crate::entropy::{self, Entropy};
use crate::ids::AccountId;
use zeroize::{Zeroize, ZeroizeOnDrop};

/// How many bytes a sealed root is long: always the same.
pub const SEALED_ROOT: usize = 32 + OVERHEAD;

/// S: 32 random bytes made at joining, from which every tag of a person follows (anonymity 2.1).
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
    /// No key of the server takes part: nobody but the holder of the code can open it (anonymity 2.1, A11).
    pub fn wrap(
        code: &AccountCode,
        root: &Root,
        account: AccountId,
        salt: [u8; 16],
        entropy: &dyn Entropy,
    ) -> Vec<u8> {
        root.sealed_under(&code_key(code, &salt), labels::WRAP, account, entropy)
    }

    /// Opens what [`Keys::wrap`] sealed; `None` with another code, account or salt, or when a bit was changed.
    pub fn unwrap(code: &AccountCode, wrapped: &[u8], account: AccountId, salt: [u8; 16]) -> Option<Root> {
        Root::opened_with(&code_key(code, &salt), labels::WRAP, account, wrapped)
    }

    /// Does the work of [`Keys::unwrap`] for nothing: for a code that no account has, so that a miss takes as long
    /// as a hit (T23).
    pub fn unwrap_nothing(code: &AccountCode) {
        let nothing = Self::unwrap(code, &NOTHING, AccountId::from_bytes([0; 16]), [0; 16]);
        debug_assert!(std::hint::black_box(nothing).is_none());
    }
}

/// A seal that nothing opens: its authentication is all zeros.
const NOTHING: [u8; SEALED_ROOT] = {
    let mut sealed = [0; SEALED_ROOT];
    sealed[0] = 1;
    sealed
};

fn code_key(code: &AccountCode, salt: &[u8; 16]) -> Secret {
    primitives::derive(code.normalised(), Some(salt), labels::WRAP)
}
