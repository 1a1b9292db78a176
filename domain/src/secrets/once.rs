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
/// [`Once::judge`] only and is never stored (anonymity 2.8).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Once {
    /// The id of the new post.
    pub id: [u8; 16],
    /// When the form was made, in seconds since 1970.
    pub minted: i64,
}

impl Once {
    /// Nobody reads and fills in a form in fewer seconds (S7).
    pub const QUICKEST: i64 = 2;
    /// A form is good for seven days.
    pub const LASTS: i64 = 7 * 24 * 60 * 60;

    /// The value of the hidden field for a new form.
    pub fn mint(root: &Root, entropy: &dyn Entropy, now_seconds: i64) -> String {
        let once = Self { id: entropy::bytes(entropy), minted: now_seconds };
        hex::write(&[&once.id[..], &once.minted.to_be_bytes(), &once.mark(root)].concat())
    }

    /// Reads the field; `None` when this person's forms never held it.
    pub fn read(root: &Root, field: &str) -> Option<Self> {
        if field.len() != 2 * FIELD {
            return None;
        }
        let bytes: [u8; FIELD] = hex::read(field)?.try_into().ok()?;
        let once = Self {
            id: std::array::from_fn(|n| bytes[n]),
            minted: i64::from_be_bytes(std::array::from_fn(|n| bytes[16 + n])),
        };
        bool::from(bytes[24..].ct_eq(&once.mark(root))).then_some(once)
    }

    /// The id of the new post.
    pub const fn post(&self) -> PostId {
        PostId::from_bytes(self.id)
    }

    /// Whether the form comes back neither quicker than a person types nor later than it lasts.
    pub fn judge(&self, now_seconds: i64) -> Result<(), Fault> {
        match now_seconds.saturating_sub(self.minted) {
            ..Self::QUICKEST => Err(Fault::TooQuick),
            Self::QUICKEST..=Self::LASTS => Ok(()),
            _ => Err(Fault::FormExpired),
        }
    }

    fn mark(&self, root: &Root) -> [u8; MARK] {
        let whole =
            primitives::mac(&root.key(labels::ONCE), labels::ONCE, &[&self.id, &self.minted.to_be_bytes()]);
        std::array::from_fn(|n| whole[n])
    }
}
