//! The session token (P2).

use super::keys::Keys;
use super::primitives::{self, OVERHEAD, Secret};
use super::root::Root;
use super::{equal_in_constant_time, hex, hidden, labels};
use crate::codes::AccountCode;
use crate::entropy::{self, Entropy};
use crate::ids::AccountId;
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

/// The number of bytes in a cookie: the token, and the sealed minute and end of the code.
const COOKIE: usize = 32 + 8 + END + OVERHEAD;
/// The number of bytes that are kept of the end of a code.
const END: usize = 8;

/// The values that the cookie of a session keeps beside the token, sealed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct CookieSeen {
    /// The minutes of signing in and of last being seen, in one number.
    pub minutes: i64,
    /// The last group of the account code.
    pub end: CodeEnd,
}

/// The last group of an account code, as the cookie of one session keeps it: 8 bytes that follow from it and the token. It opens
/// the door again that "Snel weg" closed; the default stands for a code that was not typed, and fits nothing.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub struct CodeEnd([u8; END]);

hidden!(CodeEnd);

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

    /// Makes the hash under which the session is stored: SHA-256 of the token. It needs no label and no salt: the token is 256
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

    /// Keeps the last group of a code in the way of this session.
    pub fn end_of(&self, code: &AccountCode) -> CodeEnd {
        self.end(code.last_group().as_bytes())
    }

    /// Tells whether these four characters are the last group that the cookie keeps, as forgiving as codes are.
    pub fn is_end(&self, kept: &CodeEnd, typed: &str) -> bool {
        let typed = AccountCode::read_group(typed).map(|group| self.end(&group));
        typed.is_some_and(|typed| *kept != CodeEnd::default() && typed.0.ct_eq(&kept.0).into())
    }

    fn end(&self, group: &[u8]) -> CodeEnd {
        let mac = primitives::mac(&self.key(), labels::CODE_END, &[group]);
        let mut end = CodeEnd::default();
        end.0.copy_from_slice(&mac[..END]);
        end
    }

    /// The value of the cookie: the token, the minute in which its owner was last seen, and the end of the account code.
    ///
    /// The minute lives here so that nothing is written to the database while somebody is active (P5).
    /// Both are sealed under a key of the server and bound to the token: who holds the cookie can neither read them nor
    /// lengthen an idle session by writing another one (S19).
    pub fn cookie_value(&self, keys: &Keys, seen: CookieSeen, entropy: &dyn Entropy) -> String {
        let mut plain = Zeroizing::new([0; 8 + END]);
        plain[..8].copy_from_slice(&seen.minutes.to_be_bytes());
        plain[8..].copy_from_slice(&seen.end.0);
        let sealed =
            primitives::seal(&keys.server_key(labels::SEEN), labels::SEEN, &self.0, &*plain, entropy);
        let mut bytes = Zeroizing::new([0; COOKIE]);
        bytes[..32].copy_from_slice(&self.0);
        bytes[32..].copy_from_slice(&sealed);
        hex::write(&*bytes)
    }

    /// Reads a cookie: the token and what is kept beside it; `None` for anything this server did not write.
    pub fn from_cookie(keys: &Keys, value: &str) -> Option<(Self, CookieSeen)> {
        if value.len() != 2 * COOKIE {
            return None;
        }
        let bytes = Zeroizing::new(hex::read(value)?);
        let (token, sealed) = bytes.split_at_checked(32)?;
        let token = Self(token.try_into().ok()?);
        let key = keys.server_key(labels::SEEN);
        let plain = primitives::open_exactly::<{ 8 + END }>(&key, labels::SEEN, &token.0, sealed)?;
        let (minutes, end) = plain.split_first_chunk::<8>()?;
        Some((
            token,
            CookieSeen { minutes: i64::from_be_bytes(*minutes), end: CodeEnd(end.try_into().ok()?) },
        ))
    }

    fn key(&self) -> Secret {
        primitives::derive(&self.0, None, labels::SESSION)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entropy::Seeded;
    use crate::secrets::SEALED_ROOT;
    use proptest::prelude::*;

    fn at(minutes: i64) -> CookieSeen {
        CookieSeen { minutes, ..CookieSeen::default() }
    }

    #[test]
    fn only_the_last_group_of_the_code_opens_the_door_of_its_session() {
        let source = Seeded::new(1);
        let (token, other) = (SessionToken::generate(&source), SessionToken::generate(&source));
        let code = AccountCode::generate(&source);
        let (end, group) = (token.end_of(&code), code.last_group().to_owned());
        assert!(token.is_end(&end, &group.to_lowercase()));
        assert!(
            !token.is_end(&end, "") && !token.is_end(&end, "0000") && !token.is_end(&end, &code.grouped())
        );
        assert!(!other.is_end(&end, &group), "of another session it is another one");
        assert!(!token.is_end(&CodeEnd::default(), &group), "nothing fits a code that was not typed");
    }

    #[test]
    fn only_the_token_opens_what_the_session_holds() {
        let source = Seeded::new(1);
        let (token, other) = (SessionToken::generate(&source), SessionToken::generate(&source));
        let (root, account) = (Root::generate(&source), AccountId::random(&source));
        let sealed = token.seal_root(&root, account, &source);
        assert_eq!(sealed.len(), SEALED_ROOT);
        assert_eq!(token.open_root(&sealed, account), Some(root));
        assert_eq!(other.open_root(&sealed, account), None);
        assert_eq!(token.open_root(&sealed, AccountId::random(&source)), None);
    }

    #[test]
    fn the_hash_is_sha_256_of_the_token() {
        let token = SessionToken(*b"abcdbcdecdefdefgefghfghighijhijk");
        assert_eq!(token.hash(), <[u8; 32]>::from(Sha256::digest(b"abcdbcdecdefdefgefghfghighijhijk")));
        assert_ne!(token.hash(), token.0);
    }

    /// S19: who holds a cookie cannot give it another minute, nor use the minute of another session.
    #[test]
    fn the_minute_of_one_session_does_not_serve_another() {
        let source = Seeded::new(1);
        let keys = Keys::generate(&source);
        let cookie = || SessionToken::generate(&source).cookie_value(&keys, at(29_000_000), &source);
        let (mine, yours) = (cookie(), cookie());
        let mixed = format!("{}{}", &mine[..64], &yours[64..]);
        assert_eq!(SessionToken::from_cookie(&keys, &mixed), None);
        assert_eq!(SessionToken::from_cookie(&Keys::generate(&source), &mine), None);
        assert!(SessionToken::from_cookie(&keys, &mine).is_some());
    }

    #[test]
    fn a_cookie_does_not_show_its_minute_and_fits_in_a_cookie() {
        let source = Seeded::new(1);
        let (keys, token) = (Keys::generate(&source), SessionToken::generate(&source));
        let one = token.cookie_value(&keys, at(29_000_000), &source);
        assert_eq!(one.len(), 178);
        assert!(!one.contains(&hex::write(&29_000_000i64.to_be_bytes())));
        assert_ne!(one, token.cookie_value(&keys, at(29_000_000), &source));
    }

    #[test]
    fn debug_shows_nothing_of_a_token_and_dropping_wipes_it() {
        fn wiped_when_dropped<T: ZeroizeOnDrop>(_: &T) {}
        let mut token = SessionToken::generate(&Seeded::new(1));
        wiped_when_dropped(&token);
        assert_eq!(format!("{token:?}"), "SessionToken(hidden)");
        token.zeroize();
        assert_eq!(token.0, [0; 32]);
    }

    proptest! {
        #[test]
        fn a_cookie_reads_back_as_it_was_written(seed: u64, minute: i64) {
            let source = Seeded::new(seed);
            let (keys, token) = (Keys::generate(&source), SessionToken::generate(&source));
            let code = AccountCode::generate(&source);
            let seen = CookieSeen { minutes: minute, end: token.end_of(&code) };
            let cookie = token.cookie_value(&keys, seen, &source);
            prop_assert_eq!(SessionToken::from_cookie(&keys, &cookie), Some((token, seen)));
        }

        #[test]
        fn a_changed_cookie_is_nobody(seed: u64, at in 0..178usize, to in "[0-9a-f]") {
            let source = Seeded::new(seed);
            let keys = Keys::generate(&source);
            let cookie = SessionToken::generate(&source).cookie_value(&keys, CookieSeen::default(), &source);
            let mut changed = cookie.clone();
            changed.replace_range(at..=at, &to);
            prop_assume!(changed != cookie);
            prop_assert_eq!(SessionToken::from_cookie(&keys, &changed), None);
        }

        #[test]
        fn any_other_text_is_nobody(text in ".{0,200}") {
            prop_assert_eq!(SessionToken::from_cookie(&Keys::generate(&Seeded::new(1)), &text), None);
        }
    }
}
