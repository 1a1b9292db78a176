//! The passphrase of staff who use the codes of an app: with an address alone, six digits could be guessed by whoever has patience.

use crate::entropy::{self, Entropy};
use crate::faults::Fault;
use argon2::password_hash::{PasswordHash, PasswordHasher, PasswordVerifier, SaltString};
use argon2::{Algorithm, Argon2, Params, Version};
use std::fmt;
use zeroize::{Zeroize, ZeroizeOnDrop};

/// The most bytes that are read: nobody types more, and a longer one costs more.
const LONGEST: usize = 1_024;

/// A passphrase as it was typed. It goes into one hash and nowhere else.
#[derive(Zeroize, ZeroizeOnDrop)]
pub struct Passphrase(String);

impl fmt::Debug for Passphrase {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Passphrase(hidden)")
    }
}

/// Argon2id with 19 MiB in two passes, as OWASP advises for a server.
fn argon2() -> Argon2<'static> {
    let params = Params::new(19 * 1_024, 2, 1, None).expect("parameters within bounds");
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
}

/// A hash that no passphrase has: who is not here costs what somebody who is costs, the first one too.
const DECOY: &str =
    "$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$+DMg0Hsxx2CZGOKL/waFFg82zXwGXdCIU5N1SN6XKPQ";

fn hash_with(text: &[u8], salt: &[u8; 16]) -> String {
    let salt = SaltString::encode_b64(salt).expect("sixteen bytes are a salt");
    argon2().hash_password(text, &salt).expect("a text of bounded length").to_string()
}

impl Passphrase {
    /// The least number of characters.
    pub const SHORTEST: u32 = 15;

    /// Takes what was typed to sign in with.
    pub fn typed(text: String) -> Self {
        Self(text)
    }

    /// Judges a new one.
    ///
    /// # Errors
    /// [`Fault::Missing`], [`Fault::TooShort`], [`Fault::TooLong`].
    pub fn parse(text: String) -> Result<Self, Fault> {
        let typed = Self(text);
        match typed.0.chars().count() {
            0 => Err(Fault::Missing),
            some if some < Self::SHORTEST as usize => Err(Fault::TooShort(Self::SHORTEST)),
            _ if typed.0.len() > LONGEST => Err(Fault::TooLong(LONGEST as u32)),
            _ => Ok(typed),
        }
    }

    /// Makes the hash to be stored. Slow on purpose.
    pub fn hash(&self, entropy: &dyn Entropy) -> String {
        hash_with(self.0.as_bytes(), &entropy::bytes(entropy))
    }

    /// Tells whether this is the passphrase of a stored hash. Slow on purpose, and as slow where there is none.
    pub fn fits(&self, hash: Option<&str>) -> bool {
        if self.0.len() > LONGEST {
            return false;
        }
        let parsed = PasswordHash::new(hash.unwrap_or(DECOY));
        let fits = parsed.is_ok_and(|hash| argon2().verify_password(self.0.as_bytes(), &hash).is_ok());
        fits && hash.is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entropy::Seeded;

    #[test]
    fn only_the_passphrase_fits_its_hash() {
        let source = Seeded::new(1);
        let parse = |text: &str| Passphrase::parse(text.to_owned());
        let one = parse("vier paarse fietsen").expect("long enough");
        let hash = one.hash(&source);
        assert!(hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{hash}");
        assert_ne!(hash, one.hash(&source), "each has a salt of its own");
        assert!(one.fits(Some(&hash)));
        for other in ["vier paarse fietsen ", "Vier paarse fietsen", ""] {
            assert!(!Passphrase::typed(other.to_owned()).fits(Some(&hash)), "{other}");
        }
        assert!(!one.fits(None) && !one.fits(Some("")) && !one.fits(Some("$argon2id$")));
        assert!(!Passphrase::typed(String::new()).fits(None), "the decoy is nobody's");
        assert!(!Passphrase::typed("x".repeat(LONGEST + 1)).fits(Some(&hash)));
    }

    /// A miss costs what a hit does only when both are hashed in the same way.
    #[test]
    fn the_decoy_is_a_hash_as_ours_are() {
        assert_eq!(DECOY, hash_with(b"", &[0; 16]));
    }

    #[test]
    fn a_passphrase_has_fifteen_characters_at_least() {
        let long = "é".repeat(LONGEST);
        for (text, why) in [
            ("", Some(Fault::Missing)),
            ("veertien teken", Some(Fault::TooShort(15))),
            ("vijftien tekens", None),
            ("éééééééééééééé", Some(Fault::TooShort(15))),
            (&long, Some(Fault::TooLong(1_024))),
        ] {
            assert_eq!(Passphrase::parse(text.to_owned()).err(), why, "{text}");
        }
        assert_eq!(format!("{:?}", Passphrase::typed("x".to_owned())), "Passphrase(hidden)");
    }
}
