//! A form that counts once: the hidden field of everything that writes.

use super::root::Root;
use super::{hex, labels, primitives};
use crate::entropy::{self, Entropy};
use crate::faults::Fault;
use crate::ids::PostId;
use subtle::ConstantTimeEq;

const MARK: usize = 16;
const FIELD: usize = 16 + 8 + MARK;

/// The id that the new post will have, and when the form was made. Sent twice, the second one finds the post that
/// the first one made.
///
/// The mark is made with a key from S: nobody can prepare a form for somebody else. The moment serves
/// [`FormToken::judge`] only and is never stored (P8).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FormToken {
    /// The id of the new post.
    pub id: [u8; 16],
    /// The moment at which the form was made, in seconds since 1970.
    pub minted: i64,
}

impl FormToken {
    /// Nobody reads and fills in a form in fewer seconds (S7).
    pub const QUICKEST: i64 = 2;
    /// A form is good for seven days.
    pub const LASTS: i64 = 7 * 24 * 60 * 60;

    /// The value of the hidden field for a new form.
    pub fn mint(root: &Root, entropy: &dyn Entropy, now_seconds: i64) -> String {
        Self::mint_for(root, entropy::bytes(entropy), now_seconds)
    }

    /// Makes one for an id that was drawn before: a draft that is opened again is still one post.
    pub fn mint_for(root: &Root, id: [u8; 16], now_seconds: i64) -> String {
        let token = Self { id, minted: now_seconds };
        hex::write(&[&token.id[..], &token.minted.to_be_bytes(), &token.mark(root)].concat())
    }

    /// Reads the field; `None` when this person's forms never held it.
    pub fn read(root: &Root, field: &str) -> Option<Self> {
        if field.len() != 2 * FIELD {
            return None;
        }
        let bytes: [u8; FIELD] = hex::read(field)?.try_into().ok()?;
        let token = Self {
            id: std::array::from_fn(|n| bytes[n]),
            minted: i64::from_be_bytes(std::array::from_fn(|n| bytes[16 + n])),
        };
        bool::from(bytes[24..].ct_eq(&token.mark(root))).then_some(token)
    }

    /// The id for other words that came with a form whose id is taken: the same one for the same words.
    pub fn next(root: &Root, id: [u8; 16], words: &str) -> [u8; 16] {
        let whole = primitives::mac(&root.key(labels::ONCE), labels::ONCE, &[&id, b"next", words.as_bytes()]);
        std::array::from_fn(|n| whole[n])
    }

    /// The id of the new post.
    pub const fn post(&self) -> PostId {
        PostId::from_bytes(self.id)
    }

    /// Tells whether the form comes back neither quicker than a person types nor later than it lasts. `quickest` is a
    /// setting in seconds; [`Self::QUICKEST`] unless an operator or a test says otherwise.
    pub fn judge(&self, now_seconds: i64, quickest: i64) -> Result<(), Fault> {
        match now_seconds.saturating_sub(self.minted) {
            age if age < quickest => Err(Fault::TooQuick),
            age if age <= Self::LASTS => Ok(()),
            _ => Err(Fault::FormExpired),
        }
    }

    fn mark(&self, root: &Root) -> [u8; MARK] {
        let whole =
            primitives::mac(&root.key(labels::ONCE), labels::ONCE, &[&self.id, &self.minted.to_be_bytes()]);
        std::array::from_fn(|n| whole[n])
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entropy::Seeded;
    use proptest::prelude::*;

    #[test]
    fn a_form_of_somebody_else_is_not_read() {
        let source = Seeded::new(1);
        let (mine, yours) = (Root::generate(&source), Root::generate(&source));
        let field = FormToken::mint(&mine, &source, 1_000);
        assert!(FormToken::read(&mine, &field).is_some());
        assert_eq!(FormToken::read(&yours, &field), None);
    }

    #[test]
    fn each_form_has_a_post_of_its_own() {
        let source = Seeded::new(1);
        let root = Root::generate(&source);
        let post = || FormToken::read(&root, &FormToken::mint(&root, &source, 1_000)).expect("a form").post();
        assert_ne!(post(), post());
    }

    #[test]
    fn other_words_of_one_form_have_an_id_of_their_own() {
        let source = Seeded::new(1);
        let (mine, yours) = (Root::generate(&source), Root::generate(&source));
        let next = FormToken::next(&mine, [1; 16], "een");
        assert_eq!(next, FormToken::next(&mine, [1; 16], "een"));
        for other in [
            FormToken::next(&mine, [1; 16], "twee"),
            FormToken::next(&mine, [2; 16], "een"),
            FormToken::next(&yours, [1; 16], "een"),
            [1; 16],
        ] {
            assert_ne!(next, other);
        }
    }

    #[test]
    fn a_form_is_judged_by_its_age() {
        let token = FormToken { id: [0; 16], minted: 1_000 };
        for (now, verdict) in [
            (i64::MIN, Err(Fault::TooQuick)),
            (999, Err(Fault::TooQuick)),
            (1_000, Err(Fault::TooQuick)),
            (1_001, Err(Fault::TooQuick)),
            (1_002, Ok(())),
            (1_000 + FormToken::LASTS, Ok(())),
            (1_001 + FormToken::LASTS, Err(Fault::FormExpired)),
            (i64::MAX, Err(Fault::FormExpired)),
        ] {
            assert_eq!(token.judge(now, FormToken::QUICKEST), verdict, "{now}");
        }
    }

    proptest! {
        #[test]
        fn a_form_reads_back_as_it_was_made(seed: u64, now: i64) {
            let source = Seeded::new(seed);
            let root = Root::generate(&source);
            let field = FormToken::mint(&root, &source, now);
            prop_assert_eq!(field.len(), 80);
            prop_assert_eq!(FormToken::read(&root, &field).map(|token| token.minted), Some(now));
        }

        /// Neither the id nor the moment can be chosen by the browser.
        #[test]
        fn a_changed_form_is_not_read(seed: u64, at in 0..80usize, to in "[0-9a-fA-F]") {
            let source = Seeded::new(seed);
            let root = Root::generate(&source);
            let field = FormToken::mint(&root, &source, 1_000);
            let mut changed = field.clone();
            changed.replace_range(at..=at, &to);
            prop_assume!(changed != field);
            prop_assert_eq!(FormToken::read(&root, &changed), None);
        }

        #[test]
        fn any_other_text_is_not_read(text in ".{0,90}") {
            prop_assert_eq!(FormToken::read(&Root::generate(&Seeded::new(1)), &text), None);
        }
    }
}
