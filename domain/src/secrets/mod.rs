//! Keys, seals and tags: how a post gets an author that nobody can trace (P1 to P3).
//!
//! Each account has a root of authorship, [`Root`] (S). It is stored only sealed: under the account code that the
//! member keeps ([`Keys::wrap`]) and under the token of each open session ([`SessionToken::seal_root`]). While S is
//! open, it gives one [`Tag`] per thread; without S nobody can say which account a tag belongs to, not even with
//! both databases and the server's [`Keys`] in hand (T2, T2b).
//!
//! Rules of this module:
//! - every derivation has its own label (`labels`);
//! - secrets are wiped when dropped, their `Debug` says only their name, and none of them can be serialised;
//! - secrets are compared in constant time (S25);
//! - what is stored sealed has one fixed length, so that lengths tell nothing (T2).

mod asked;
mod authors;
mod cohort;
mod drawer;
mod form_token;
mod handover;
mod hex;
mod joining;
mod key_file;
mod keys;
mod labels;
mod packed;
mod passkey_challenge;
mod primitives;
mod push;
mod root;
mod session;
mod shelf;
mod staff_factors;
mod staff_tokens;
mod tag;
mod waiting;
mod way_in;

pub use asked::{open_asked, seal_asked};
pub use authors::Authors;
pub use cohort::SEALED_COHORT;
pub use drawer::DrawerId;
pub use form_token::FormToken;
pub use handover::{Handover, HandoverId, HandoverToken};
pub use key_file::KeyFileFault;
pub use keys::Keys;
pub use passkey_challenge::PasskeyChallenge;
pub use push::{PushHandle, PushId, Vapid};
pub use root::{Root, SEALED_ROOT};
pub use session::{CodeEnd, CookieSeen, SessionToken};
pub use staff_tokens::{StaffLinkToken, StaffToken};
pub use tag::{OwnTags, Tag};
pub use waiting::Waiting;
pub use way_in::{Prf, SEALED_WAY, WayIn, WayName};

/// Secrets show their name and nothing else.
macro_rules! hidden {
    ($($name:ty),*) => {$(
        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(concat!(stringify!($name), "(hidden)"))
            }
        }
    )*};
}
/// Secrets are equal or not in constant time (S25).
macro_rules! equal_in_constant_time {
    ($($name:ty),*) => {$(
        impl PartialEq for $name {
            fn eq(&self, other: &Self) -> bool {
                subtle::ConstantTimeEq::ct_eq(&self.0[..], &other.0[..]).into()
            }
        }

        impl Eq for $name {}
    )*};
}
/// Secrets that stand behind the `#` of a link or in a cookie; of each the database has the hash alone.
macro_rules! tokens {
    ($($(#[$doc:meta])* pub struct $name:ident($label:expr);)*) => {$(
        $(#[$doc])*
        #[derive(zeroize::Zeroize, zeroize::ZeroizeOnDrop)]
        pub struct $name([u8; 32]);

        $crate::secrets::hidden!($name);
        $crate::secrets::equal_in_constant_time!($name);

        impl $name {
            /// A new token.
            pub fn generate(entropy: &dyn $crate::entropy::Entropy) -> Self {
                Self($crate::entropy::bytes(entropy))
            }

            /// The token as text: 64 characters.
            pub fn text(&self) -> String {
                $crate::secrets::hex::write(&self.0)
            }

            /// Reads a token as it stands in a cookie, or as people paste it: the whole link, or what stands behind its `#`, with signs
            /// around it.
            ///
            /// # Errors
            /// [`Fault::Missing`](crate::faults::Fault::Missing), [`Fault::CodeIncomplete`](crate::faults::Fault::CodeIncomplete) or
            /// [`Fault::CodeMistyped`](crate::faults::Fault::CodeMistyped).
            pub fn parse(text: &str) -> Result<Self, $crate::faults::Fault> {
                $crate::secrets::hex::read_token(text).map(Self)
            }

            /// Makes the hash under which it is found.
            pub fn hash(&self) -> [u8; 32] {
                use sha2::Digest;
                sha2::Sha256::new().chain_update($label).chain_update(self.0).finalize().into()
            }
        }
    )*};
}
use {equal_in_constant_time, hidden, tokens};
