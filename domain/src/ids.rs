//! Identifiers: 16 random bytes, written as 32 hexadecimal characters.
//!
//! No UUIDv7 and no ULID for anything a member makes: they hold milliseconds (P5, T33).

use crate::entropy::{self, Entropy};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;
use std::str::FromStr;

/// A text that is not 32 hexadecimal characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotAnId;

impl fmt::Display for NotAnId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not an id")
    }
}

impl std::error::Error for NotAnId {}

const HEX: &[u8; 16] = b"0123456789abcdef";

fn parse(text: &str) -> Result<[u8; 16], NotAnId> {
    let text = text.as_bytes();
    if text.len() != 32 {
        return Err(NotAnId);
    }
    let mut out = [0; 16];
    for (byte, pair) in out.iter_mut().zip(text.chunks_exact(2)) {
        let digit = |c: u8| match c {
            b'0'..=b'9' => Ok(c - b'0'),
            b'a'..=b'f' => Ok(c - b'a' + 10),
            _ => Err(NotAnId),
        };
        *byte = digit(pair[0])? << 4 | digit(pair[1])?;
    }
    Ok(out)
}

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),* $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $name([u8; 16]);

        impl $name {
            /// A new random id.
            pub fn random(entropy: &dyn Entropy) -> Self {
                Self(entropy::bytes(entropy))
            }
            /// The id that these 16 bytes are.
            pub const fn from_bytes(bytes: [u8; 16]) -> Self {
                Self(bytes)
            }
            /// The 16 bytes.
            pub const fn bytes(&self) -> [u8; 16] {
                self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                // Twenty on a page: by hand, a tenth of the time of formatting each byte.
                let mut hex = [0; 32];
                for (pair, byte) in hex.chunks_exact_mut(2).zip(self.0) {
                    pair.copy_from_slice(&[HEX[usize::from(byte >> 4)], HEX[usize::from(byte & 15)]]);
                }
                f.write_str(std::str::from_utf8(&hex).map_err(|_| fmt::Error)?)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{self}")
            }
        }

        impl FromStr for $name {
            type Err = NotAnId;
            fn from_str(text: &str) -> Result<Self, NotAnId> {
                parse(text).map(Self)
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                to.collect_str(self)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                String::deserialize(from)?.parse().map_err(serde::de::Error::custom)
            }
        }
    )*};
}

ids! {
    /// A conversation: a challenge and what others answered.
    ThreadId,
    /// One contribution inside a thread; the challenge itself is one too.
    PostId,
    /// An account. It never stands next to a thread, a post or a tag.
    AccountId,
    /// An organisation that invites members: an employer or a school.
    OrganisationId,
    /// A group of people who share one join code.
    CohortId,
    /// A named expert.
    ExpertId,
    /// A staff account. Outside of the zone of staff it says nothing; it never stands next to a tag or an account.
    StaffId,
    /// A photo of somebody on the staff.
    PhotoId,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entropy::Seeded;

    #[test]
    fn an_id_reads_back_as_it_was_written() {
        let id = ThreadId::random(&Seeded::new(1));
        assert_eq!(id.to_string().parse(), Ok(id));
        assert_eq!(id.to_string().len(), 32);
    }

    #[test]
    fn anything_else_is_not_an_id() {
        for text in ["", "12", "zz", &"g".repeat(32), &"A".repeat(32), &"a".repeat(33), "ééééééééééééééééé"]
        {
            assert_eq!(text.parse::<PostId>(), Err(NotAnId), "{text}");
        }
    }

    /// T33: a million ids carry no time and no order.
    #[test]
    fn ids_are_uniform_and_without_order() {
        let source = Seeded::new(7);
        let ids: Vec<_> = (0..1_000_000).map(|_| ThreadId::random(&source).bytes()).collect();
        let rising = ids.windows(2).filter(|w| w[0] < w[1]).count() as f64;
        assert!((rising / 999_999.0 - 0.5).abs() < 0.002, "order shows: {rising}");
        // Every nibble takes all 16 values equally often: chi-square with 15 degrees of freedom, p = 0.0001 at 44.3.
        for place in 0..32 {
            let mut seen = [0f64; 16];
            for id in &ids {
                seen[usize::from(if place % 2 == 0 { id[place / 2] >> 4 } else { id[place / 2] & 15 })] +=
                    1.0;
            }
            let chi: f64 = seen.iter().map(|n| (n - 62_500.0).powi(2) / 62_500.0).sum();
            assert!(chi < 44.3, "nibble {place}: {chi}");
        }
    }
}
