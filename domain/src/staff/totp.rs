//! The codes of an authenticator app (TOTP, RFC 6238): six digits of half a minute, from a secret that app and server share.

use crate::entropy::{self, Entropy};
use crate::faults::Fault;
use hmac::{Hmac, Mac};
use sha1::Sha1;
use std::fmt::{self, Write};
use subtle::ConstantTimeEq;
use zeroize::{Zeroize, ZeroizeOnDrop};

/// The name under which an app files the secret.
const ISSUER: &str = "Health-Thing";
/// Steps before and after the one of the clock that count too: clocks of phones are not exact, and typing takes time.
const WINDOW: i64 = 1;
/// The number of digits.
const DIGITS: usize = 6;
/// RFC 4648, without the padding.
const BASE32: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/// The secret behind the codes of one person: 160 random bits, the length of the hash.
#[derive(Zeroize, ZeroizeOnDrop)]
pub struct TotpSecret([u8; Self::LENGTH]);

impl fmt::Debug for TotpSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("TotpSecret(hidden)")
    }
}

impl TotpSecret {
    /// The number of its bytes.
    pub const LENGTH: usize = 20;

    /// A new secret.
    pub fn generate(entropy: &dyn Entropy) -> Self {
        Self(entropy::bytes(entropy))
    }

    pub(crate) fn from_bytes(bytes: [u8; Self::LENGTH]) -> Self {
        Self(bytes)
    }

    pub(crate) fn bytes(&self) -> &[u8; Self::LENGTH] {
        &self.0
    }

    /// The secret in the letters in which people type it into an app: 32 of them.
    pub fn text(&self) -> String {
        let mut out = String::with_capacity(Self::LENGTH * 8 / 5);
        for five in self.0.chunks_exact(5) {
            let bits = five.iter().fold(0u64, |bits, byte| bits << 8 | u64::from(*byte));
            let letters = (0..8).rev().map(|n| BASE32[(bits >> (5 * n) & 31) as usize]);
            out.extend(letters.map(char::from));
        }
        out
    }

    /// The address that an app reads from a picture: whose it is, and the secret.
    pub fn uri(&self, email: &str) -> String {
        let mut out = format!("otpauth://totp/{ISSUER}:");
        for byte in email.bytes() {
            if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
                out.push(char::from(byte));
            } else {
                // Writing into a string cannot fail.
                let _ = write!(out, "%{byte:02X}");
            }
        }
        let _ = write!(out, "?secret={}&issuer={ISSUER}", self.text());
        out
    }

    /// The code of the step that holds the second `now`, as an app shows it.
    pub fn code_at(&self, now: i64) -> TotpCode {
        self.code(now.div_euclid(TotpCode::LASTS))
    }

    /// Finds the step of which this is the code, near the second `now` and after the step that counted last: each counts once, so
    /// a code that somebody read over a shoulder opens nothing after its owner used it.
    pub fn step_of(&self, code: &TotpCode, now: i64, last: i64) -> Option<i64> {
        let near = now.div_euclid(TotpCode::LASTS);
        // All of them are looked at, whichever it is.
        let fits = |step: &i64| bool::from(self.code(*step).0.ct_eq(&code.0));
        let steps: Vec<i64> = (near - WINDOW..=near + WINDOW).filter(fits).collect();
        steps.into_iter().find(|step| *step > last)
    }

    fn code(&self, step: i64) -> TotpCode {
        let mut mac = <Hmac<Sha1> as Mac>::new_from_slice(&self.0).expect("HMAC takes keys of every length");
        mac.update(&step.to_be_bytes());
        let hash = mac.finalize().into_bytes();
        let from = usize::from(hash[hash.len() - 1] & 15);
        let four: [u8; 4] = std::array::from_fn(|n| hash[from + n]);
        let mut number = u32::from_be_bytes(four) & 0x7fff_ffff;
        let mut digits = [b'0'; DIGITS];
        for digit in digits.iter_mut().rev() {
            *digit = b'0' + (number % 10) as u8;
            number /= 10;
        }
        TotpCode(digits)
    }
}

/// Six digits, as an app shows them.
#[derive(Clone, PartialEq, Eq, Zeroize, ZeroizeOnDrop)]
pub struct TotpCode([u8; DIGITS]);

impl fmt::Debug for TotpCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("TotpCode(hidden)")
    }
}

impl TotpCode {
    /// Seconds for which an app shows one code.
    pub const LASTS: i64 = 30;

    /// Reads a code as people type it; spaces and dashes between the digits count for nothing.
    ///
    /// # Errors
    /// [`Fault::Missing`], [`Fault::CodeIncomplete`], [`Fault::CodeMistyped`].
    pub fn parse(text: &str) -> Result<Self, Fault> {
        let mut digits = [0; DIGITS];
        let mut length = 0;
        for c in text.chars().filter(|c| !c.is_whitespace() && *c != '-') {
            let place = digits.get_mut(length).ok_or(Fault::CodeMistyped)?;
            *place = u8::try_from(c).ok().filter(u8::is_ascii_digit).ok_or(Fault::CodeMistyped)?;
            length += 1;
        }
        match length {
            0 => Err(Fault::Missing),
            DIGITS => Ok(Self(digits)),
            _ => Err(Fault::CodeIncomplete(DIGITS as u32)),
        }
    }

    /// The digits.
    pub fn text(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entropy::Seeded;
    use proptest::prelude::*;

    fn code(text: &str) -> TotpCode {
        TotpCode::parse(text).expect("a code")
    }

    /// RFC 6238, appendix B: the last six of its eight digits.
    #[test]
    fn the_codes_are_those_of_the_standard() {
        let secret = TotpSecret(*b"12345678901234567890");
        for (now, said) in [
            (59, "287082"),
            (1_111_111_109, "081804"),
            (1_111_111_111, "050471"),
            (1_234_567_890, "005924"),
            (2_000_000_000, "279037"),
            (20_000_000_000, "353130"),
        ] {
            assert_eq!(secret.code_at(now).text(), said, "{now}");
            assert_eq!(secret.step_of(&code(said), now, 0), Some(now / 30), "{now}");
        }
    }

    #[test]
    fn a_code_serves_a_step_before_and_after_and_once() {
        let secret = TotpSecret::generate(&Seeded::new(1));
        let now = 1_800_000_015;
        let (step, typed) = (now / 30, secret.code_at(now));
        for (later, found) in
            [(-60, None), (-30, Some(step)), (0, Some(step)), (14, Some(step)), (44, Some(step)), (45, None)]
        {
            assert_eq!(secret.step_of(&typed, now + later, 0), found, "{later}");
        }
        assert_eq!(secret.step_of(&typed, now, step - 1), Some(step));
        assert_eq!(secret.step_of(&typed, now, step), None, "it counted");
        assert_eq!(TotpSecret::generate(&Seeded::new(2)).step_of(&typed, now, 0), None, "of somebody else");
    }

    /// RFC 4648: what apps read.
    #[test]
    fn an_app_reads_the_secret_from_its_address() {
        let secret = TotpSecret(*b"12345678901234567890");
        assert_eq!(secret.text(), "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
        assert_eq!(
            secret.uri("samira+x@health-thing.example"),
            "otpauth://totp/Health-Thing:samira%2Bx%40health-thing.example\
             ?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Health-Thing"
        );
    }

    #[test]
    fn a_code_is_read_as_people_type_it() {
        for typed in ["418250", " 418 250 ", "418-250", "4 1 8 2 5 0"] {
            assert_eq!(TotpCode::parse(typed).map(|code| code.text().to_owned()), Ok("418250".to_owned()));
        }
        for (typed, why) in [
            ("", Fault::Missing),
            (" ", Fault::Missing),
            ("4182", Fault::CodeIncomplete(6)),
            ("4182501", Fault::CodeMistyped),
            ("41825a", Fault::CodeMistyped),
            ("٤١٨٢٥٠", Fault::CodeMistyped),
        ] {
            assert_eq!(TotpCode::parse(typed), Err(why), "{typed}");
        }
        let secret = TotpSecret::generate(&Seeded::new(1));
        assert_eq!(format!("{:?} {secret:?}", code("418250")), "TotpCode(hidden) TotpSecret(hidden)");
    }

    proptest! {
        #[test]
        fn the_code_of_a_moment_counts_at_that_moment(seed: u64, now in 0..4_000_000_000i64) {
            let secret = TotpSecret::generate(&Seeded::new(seed));
            let step = secret.step_of(&secret.code_at(now), now, now / 30 - 1);
            prop_assert!(step.is_some());
        }
    }
}
