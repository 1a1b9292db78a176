//! A handover: a session that somebody hands over from one device to another by a link, valid for a minute and once.
//!
//! The token stands behind the `#` of the link, where no server sees it before somebody presses the button. The row holds a
//! number that follows from S, the hash of the token, and what is handed over, sealed under the token: whose account it is
//! and until when stand inside, so the row leads to nobody and holds no time.

use super::primitives::{self, Secret};
use super::root::Root;
use super::{equal_in_constant_time, hidden, labels, tokens};
use crate::entropy::Entropy;
use crate::ids::AccountId;
use zeroize::Zeroizing;

/// Account, root, and the second at which it ends.
const PLAIN: usize = 16 + 32 + 8;

tokens! {
    /// 256 random bits, shown on the first device as a picture and as a link. The database holds only their hash.
    pub struct HandoverToken(labels::HANDOVER_ROW);
}

/// The number under which the handover of a person is kept; follows from S, so each has one at most.
#[derive(Clone, Copy)]
pub struct HandoverId([u8; 32]);

hidden!(HandoverId);
equal_in_constant_time!(HandoverId);

/// The session that was handed over.
pub struct Handover {
    /// Whose account it is.
    pub account: AccountId,
    /// Their root of authorship.
    pub root: Root,
    /// The second since 1970 after which it opens nothing.
    pub ends: i64,
}

hidden!(Handover);

impl Root {
    /// The number under which the handover of this person is kept.
    pub fn handover(&self) -> HandoverId {
        HandoverId(*self.key(labels::HANDOVER_ID))
    }
}

impl HandoverId {
    /// The number that was stored as these bytes.
    pub const fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// The bytes, to be stored.
    pub const fn bytes(&self) -> [u8; 32] {
        self.0
    }
}

impl HandoverToken {
    /// Seals what is handed over until the second `ends`, for the row of this person.
    pub fn seal(&self, account: AccountId, root: &Root, ends: i64, entropy: &dyn Entropy) -> Vec<u8> {
        let mut plain = Zeroizing::new([0; PLAIN]);
        plain[..16].copy_from_slice(&account.bytes());
        plain[16..48].copy_from_slice(&root.0);
        plain[48..].copy_from_slice(&ends.to_be_bytes());
        primitives::seal(&self.key(), labels::HANDOVER, &root.handover().0, &*plain, entropy)
    }

    /// Opens what [`HandoverToken::seal`] sealed; `None` with another token, in another row, or when a bit was changed.
    pub fn open(&self, id: &HandoverId, sealed: &[u8]) -> Option<Handover> {
        let plain = primitives::open_exactly::<PLAIN>(&self.key(), labels::HANDOVER, &id.0, sealed)?;
        let (account, rest) = plain.split_first_chunk::<16>()?;
        let (root, ends) = rest.split_first_chunk::<32>()?;
        Some(Handover {
            account: AccountId::from_bytes(*account),
            root: Root(*root),
            ends: i64::from_be_bytes(ends.try_into().ok()?),
        })
    }

    fn key(&self) -> Secret {
        primitives::derive(&self.0, None, labels::HANDOVER)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entropy::Seeded;
    use crate::faults::Fault;
    use proptest::prelude::*;

    const ENDS: i64 = 1_800_000_060;

    #[test]
    fn only_the_token_opens_what_is_handed_over() {
        let source = Seeded::new(1);
        let (token, other) = (HandoverToken::generate(&source), HandoverToken::generate(&source));
        let (root, yours) = (Root::generate(&source), Root::generate(&source));
        let account = AccountId::random(&source);
        let sealed = token.seal(account, &root, ENDS, &source);
        let opened = token.open(&root.handover(), &sealed).expect("it opens");
        assert_eq!((opened.account, opened.ends), (account, ENDS));
        assert_eq!(opened.root, root);
        assert!(other.open(&root.handover(), &sealed).is_none(), "another token");
        assert!(token.open(&yours.handover(), &sealed).is_none(), "another row");
        assert_ne!(token.hash(), other.hash());
    }

    #[test]
    fn a_token_is_read_as_people_paste_it() {
        let token = HandoverToken::generate(&Seeded::new(1));
        let text = token.text();
        let spaced = text.as_bytes().chunks(4).map(String::from_utf8_lossy).collect::<Vec<_>>().join(" ");
        for pasted in [
            text.clone(),
            text.to_uppercase(),
            format!("https://health-thing.example/handover#{text}"),
            format!("/handover#{text})."),
            format!(" {spaced}\n"),
        ] {
            assert_eq!(HandoverToken::parse(&pasted).as_ref(), Ok(&token), "{pasted}");
        }
        for (wrong, why) in [
            ("", Fault::Missing),
            ("https://health-thing.example/handover#", Fault::Missing),
            (&text[1..], Fault::CodeIncomplete(64)),
            (&format!("{text}0"), Fault::CodeMistyped),
            (&"z".repeat(64), Fault::CodeMistyped),
        ] {
            assert_eq!(HandoverToken::parse(wrong), Err(why), "{wrong}");
        }
    }

    #[test]
    fn debug_shows_nothing_of_it() {
        let (source, account) = (Seeded::new(1), AccountId::from_bytes([1; 16]));
        let (token, root) = (HandoverToken::generate(&source), Root::generate(&source));
        let opened = token.open(&root.handover(), &token.seal(account, &root, ENDS, &source));
        assert_eq!(format!("{token:?} {opened:?}"), "HandoverToken(hidden) Some(Handover(hidden))");
    }

    proptest! {
        #[test]
        fn what_was_changed_opens_nothing(seed: u64, bit in 0..(PLAIN + primitives::OVERHEAD) * 8) {
            let source = Seeded::new(seed);
            let (token, root) = (HandoverToken::generate(&source), Root::generate(&source));
            let mut sealed = token.seal(AccountId::random(&source), &root, ENDS, &source);
            sealed[bit / 8] ^= 1 << (bit % 8);
            prop_assert!(token.open(&root.handover(), &sealed).is_none());
        }

        #[test]
        fn any_other_text_is_no_token(text in ".{0,200}") {
            prop_assert!(HandoverToken::parse(&text).is_err());
        }
    }
}
