//! The session token (anonymity 2.2).

use super::keys::Keys;
use super::primitives::{self, OVERHEAD, Secret};
use super::root::Root;
use super::{equal_in_constant_time, hex, hidden, labels};
use crate::entropy::{self, Entropy};
use crate::ids::AccountId;
use sha2::{Digest, Sha256};
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

/// How many bytes a cookie holds: the token and the sealed minute.
const COOKIE: usize = 32 + 8 + OVERHEAD;

/// T: 256 random bits in a cookie, drawn anew at each sign-in (S18). The database holds only its hash, and S sealed
/// under a key that only T gives: a dump of a live system holds no usable S.
#[derive(Zeroize, ZeroizeOnDrop)]
pub struct SessionToken([u8; 32]);

hidden!(SessionToken);
equal_in_constant_time!(SessionToken);

impl SessionToken {
    /// A new token.
    pub fn generate(entropy: &dyn Entropy) -> Self {
        Self(entropy::bytes(entropy))
    }

    /// Under which the session is stored: SHA-256 of the token. It needs no label and no salt: the token is 256
    /// random bits and serves otherwise only through HKDF.
    pub fn hash(&self) -> [u8; 32] {
        Sha256::digest(self.0).into()
    }

    /// Seals S for the time of this session.
    pub fn seal_root(&self, root: &Root, account: AccountId, entropy: &dyn Entropy) -> Vec<u8> {
        root.sealed_under(&self.key(), labels::SESSION, account, entropy)
    }

    /// Opens what [`SessionToken::seal_root`] sealed; `None` with another token or account, or when a bit changed.
    pub fn open_root(&self, sealed: &[u8], account: AccountId) -> Option<Root> {
        Root::opened_with(&self.key(), labels::SESSION, account, sealed)
    }

    /// The value of the cookie: the token, and the minute in which its owner was last seen.
    ///
    /// The minute lives here so that nothing is written to the database while somebody is active (anonymity 2.5).
    /// It is sealed under a key of the server and bound to the token: who holds the cookie can neither read it nor
    /// lengthen an idle session by writing another one (S19).
    pub fn cookie_value(
        &self,
        keys: &Keys,
        last_seen_minute: i64,
        entropy: &dyn Entropy,
    ) -> Zeroizing<String> {
        let minute = last_seen_minute.to_be_bytes();
        let sealed =
            primitives::seal(&keys.server_key(labels::SEEN), labels::SEEN, &self.0, &minute, entropy);
        let mut bytes = Zeroizing::new([0; COOKIE]);
        bytes[..32].copy_from_slice(&self.0);
        bytes[32..].copy_from_slice(&sealed);
        Zeroizing::new(hex::write(&*bytes))
    }

    /// Reads a cookie: the token and the minute of last being seen; `None` for anything this server did not write.
    pub fn from_cookie(keys: &Keys, value: &str) -> Option<(Self, i64)> {
        if value.len() != 2 * COOKIE {
            return None;
        }
        let bytes = Zeroizing::new(hex::read(value)?);
        let (token, sealed) = bytes.split_at_checked(32)?;
        let token = Self(token.try_into().ok()?);
        let key = keys.server_key(labels::SEEN);
        let minute = primitives::open_exactly(&key, labels::SEEN, &token.0, sealed)?;
        Some((token, i64::from_be_bytes(*minute)))
    }

    fn key(&self) -> Secret {
        primitives::derive(&self.0, None, labels::SESSION)
    }
}
