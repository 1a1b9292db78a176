//! The challenge that a passkey signs: so that what was signed serves for minutes, and to sign in no second time.

use super::keys::Keys;
use super::labels;
use super::primitives::{self, Secret};
use super::root::Root;
use crate::entropy::{self, Entropy};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use subtle::ConstantTimeEq;

const MARK: usize = 16;
const LENGTH: usize = 16 + 8 + MARK;

/// A challenge of this server, as it came back within its minutes: 16 random bytes, by which it counts once. What a browser gets are
/// these bytes, the second in which they were drawn, and a mark that only this server can make. So nothing is kept about
/// whoever looks at the page to sign in, on no host.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct PasskeyChallenge(pub [u8; 16]);

impl PasskeyChallenge {
    /// Seconds in which it has to come back.
    pub const LASTS: i64 = 5 * 60;

    /// The challenge for whoever signs in, as base64url.
    pub fn mint(keys: &Keys, entropy: &dyn Entropy, now_seconds: i64) -> String {
        Self::write(&keys.server_key(labels::CHALLENGE), entropy, now_seconds)
    }

    /// Reads the one of whoever signs in; `None` when it is too old or none of this server.
    pub fn read(keys: &Keys, text: &str, now_seconds: i64) -> Option<Self> {
        Self::judged(&keys.server_key(labels::CHALLENGE), text, now_seconds)
    }

    /// The challenge for a member who makes a passkey, as base64url. Nobody else can use it.
    pub fn mint_for(root: &Root, entropy: &dyn Entropy, now_seconds: i64) -> String {
        Self::write(&root.key(labels::CHALLENGE), entropy, now_seconds)
    }

    /// Reads the one of this member; `None` when it is too old or was never theirs.
    pub fn read_for(root: &Root, text: &str, now_seconds: i64) -> Option<Self> {
        Self::judged(&root.key(labels::CHALLENGE), text, now_seconds)
    }

    fn write(key: &Secret, entropy: &dyn Entropy, now_seconds: i64) -> String {
        let (drawn, minted) = (entropy::bytes::<16>(entropy), now_seconds.to_be_bytes());
        URL_SAFE_NO_PAD.encode([&drawn[..], &minted, &mark(key, &drawn, &minted)].concat())
    }

    fn judged(key: &Secret, text: &str, now_seconds: i64) -> Option<Self> {
        if text.len() != (LENGTH * 4).div_ceil(3) {
            return None;
        }
        let bytes = URL_SAFE_NO_PAD.decode(text).ok()?;
        let (drawn, rest) = bytes.split_first_chunk::<16>()?;
        let (minted, marked) = rest.split_first_chunk::<8>()?;
        let age = now_seconds.checked_sub(i64::from_be_bytes(*minted))?;
        let ours = bool::from(mark(key, drawn, minted).ct_eq(marked));
        (ours && (0..=Self::LASTS).contains(&age)).then_some(Self(*drawn))
    }
}

fn mark(key: &Secret, drawn: &[u8; 16], minted: &[u8; 8]) -> [u8; MARK] {
    let whole = primitives::mac(key, labels::CHALLENGE, &[drawn, minted]);
    std::array::from_fn(|n| whole[n])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entropy::Seeded;
    use proptest::prelude::*;

    #[test]
    fn a_challenge_serves_its_own_purpose_for_five_minutes() {
        let source = Seeded::new(1);
        let (keys, mine, yours) = (Keys::generate(&source), Root::generate(&source), Root::generate(&source));
        let (open, own) = (
            PasskeyChallenge::mint(&keys, &source, 1_000),
            PasskeyChallenge::mint_for(&mine, &source, 1_000),
        );
        for (now, good) in [(999, false), (1_000, true), (1_300, true), (1_301, false), (i64::MIN, false)] {
            assert_eq!(PasskeyChallenge::read(&keys, &open, now).is_some(), good, "{now}");
            assert_eq!(PasskeyChallenge::read_for(&mine, &own, now).is_some(), good, "{now}");
        }
        assert_eq!(PasskeyChallenge::read(&Keys::generate(&source), &open, 1_000), None, "another server");
        assert_eq!(PasskeyChallenge::read_for(&yours, &own, 1_000), None, "somebody else");
        assert_eq!(PasskeyChallenge::read(&keys, &own, 1_000), None);
        assert_eq!(PasskeyChallenge::read_for(&mine, &open, 1_000), None);
        assert_ne!(open, PasskeyChallenge::mint(&keys, &source, 1_000));
    }

    proptest! {
        #[test]
        fn a_changed_challenge_is_none(at in 0..54usize, to in "[0-9a-zA-Z_-]") {
            let keys = Keys::generate(&Seeded::new(1));
            let text = PasskeyChallenge::mint(&keys, &Seeded::new(2), 1_000);
            prop_assert_eq!(text.len(), 54);
            let mut changed = text.clone();
            changed.replace_range(at..=at, &to);
            prop_assume!(changed != text);
            prop_assert_eq!(PasskeyChallenge::read(&keys, &changed, 1_000), None);
        }

        #[test]
        fn any_other_text_is_none(text in ".{0,60}") {
            prop_assert_eq!(PasskeyChallenge::read(&Keys::generate(&Seeded::new(1)), &text, 1_000), None);
        }
    }
}
