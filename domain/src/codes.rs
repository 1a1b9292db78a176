//! Codes that people type: the account code, which is the whole account (P1), the cohort code on a
//! poster (P7), and the recovery codes of staff.
//!
//! All are written in Crockford's base 32, which has no I, L, O and U. Reading forgives case and every sign between,
//! takes O for 0 and I and L for 1, and finds a code within what was copied with it ("Mijn sleutel: …", a whole link). The last two characters are a check: the remainder of a division over the
//! field of 32 elements (a Reed-Solomon code with two check symbols). Codes of at most 31 characters that differ in
//! one or two places never both fit, so each single mistake and each swap of two characters is found before
//! anything is looked up.

use crate::entropy::{self, Entropy};
use crate::faults::Fault;
use std::fmt;
use subtle::ConstantTimeEq;
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// Two check characters close each code.
const CHECK: usize = 2;

/// Kinds of code. Each is so many characters, shown in groups.
macro_rules! codes {
    ($($(#[$about:meta])* pub struct $name:ident($length:literal by $group:literal);)*) => {$(
        $(#[$about])*
        pub struct $name(Symbols<$length>);

        impl $name {
            /// The number of characters without dashes.
            pub const LENGTH: u32 = $length;
            /// The number of characters between two dashes.
            pub const GROUP: usize = $group;

            /// A new code.
            pub fn generate(entropy: &dyn Entropy) -> Self {
                Self(Symbols::generate(entropy))
            }

            /// Reads a code as people type it.
            pub fn parse(text: &str) -> Result<Self, Fault> {
                Symbols::parse(text).map(Self)
            }

            /// The code as it is shown, with a dash between two groups: `7QXM-K2D9-…`.
            pub fn grouped(&self) -> String {
                self.0.grouped(Self::GROUP)
            }

            /// The characters without dashes, in capitals: what keys are made from.
            pub fn normalised(&self) -> &[u8] {
                &self.0.0
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(concat!(stringify!($name), "(hidden)"))
            }
        }

        impl PartialEq for $name {
            fn eq(&self, other: &Self) -> bool {
                self.0.0.ct_eq(&other.0.0).into()
            }
        }

        impl Eq for $name {}
    )*};
}

codes! {
    /// The secret that opens an account: 26 random characters (130 bits, S16) and 2 check characters.
    ///
    /// It is shown once, stored nowhere, wiped from memory when dropped, and `Debug` does not show it. There is no
    /// `Display`: who needs the letters asks for them by name.
    #[derive(Zeroize, ZeroizeOnDrop)]
    pub struct AccountCode(28 by 4);
    /// The code with which a group of people joins: 8 random characters and 2 check characters.
    ///
    /// It hangs on a wall, so it is no secret of a person; yet logs never show it (T7), so `Debug` does not either.
    #[derive(Clone, Zeroize)]
    pub struct CohortCode(10 by 5);
    /// One of ten codes with which a staff person comes in once without passkey and app: 16 random characters (80 bits) and 2 check
    /// characters.
    #[derive(Clone, Zeroize, ZeroizeOnDrop)]
    pub struct RecoveryCode(18 by 6);
}

impl AccountCode {
    /// Reads a code that somebody signs in with: as [`AccountCode::parse`], and a mistake is looked for, so that nobody has to
    /// read 28 characters again to find one.
    ///
    /// # Errors
    /// Those of [`AccountCode::parse`], and [`Fault::CodeMistypedIn`] where the group is likely.
    pub fn parse_typed(text: &str) -> Result<Self, Fault> {
        Self::parse(text).map_err(|why| match (why, Self::suspect(text)) {
            (Fault::CodeMistyped | Fault::CodeIncomplete(_), Some(group)) => Fault::CodeMistypedIn(group),
            _ => why,
        })
    }

    /// The group in which the mistake probably is: one that is not four characters long, one with a character that no code has, or
    /// the one where changing a single character makes the check right.
    fn suspect(text: &str) -> Option<u32> {
        let number = |group: usize| u32::try_from(group + 1).ok();
        let groups: Vec<_> =
            text.split(|c: char| !c.is_alphanumeric()).filter(|group| !group.is_empty()).collect();
        let odd = |group: &&&str| group.chars().count() != Self::GROUP;
        if groups.len() == Self::LENGTH as usize / Self::GROUP && groups.iter().filter(odd).count() == 1 {
            return groups.iter().position(|group| odd(&group)).and_then(number);
        }
        let mut values = Zeroizing::new([0; Self::LENGTH as usize]);
        let mut length = 0;
        for typed in groups.iter().flat_map(|group| group.chars()) {
            let place = values.get_mut(length)?;
            let Some(value) = symbol(typed).and_then(value) else { return number(length / Self::GROUP) };
            (*place, length) = (value, length + 1);
        }
        if length < values.len() {
            return None;
        }
        for place in 0..length {
            let typed = values[place];
            for other in 0..32 {
                values[place] = other;
                if check(&values[..length - CHECK]) == values[length - CHECK..] {
                    return number(place / Self::GROUP);
                }
            }
            values[place] = typed;
        }
        None
    }

    /// The last four characters, which a new member types back (P1).
    pub fn last_group(&self) -> &str {
        &self.0.text()[Self::LENGTH as usize - Self::GROUP..]
    }

    /// Tells whether these are the last four characters, as forgiving as [`AccountCode::parse`].
    pub fn is_last_group(&self, typed: &str) -> bool {
        Self::read_group(typed).is_some_and(|typed| self.last_group().as_bytes().ct_eq(&typed).into())
    }

    /// Reads one group as people type it; `None` for anything else.
    pub fn read_group(typed: &str) -> Option<[u8; Self::GROUP]> {
        read(typed).ok().map(|group| group.0)
    }
}

impl CohortCode {
    /// The 10 characters without the dash, in capitals: how it is stored.
    pub fn as_str(&self) -> &str {
        self.0.text()
    }
}

impl RecoveryCode {
    /// The number that somebody has at once.
    pub const COUNT: usize = 10;
}

/// `N` characters of the alphabet.
#[derive(Clone, Zeroize)]
struct Symbols<const N: usize>([u8; N]);

impl<const N: usize> Symbols<N> {
    fn generate(entropy: &dyn Entropy) -> Self {
        // Five of the eight bits of each random byte: no character is likelier than another.
        let random = Zeroizing::new(entropy::bytes::<N>(entropy));
        let mut values = Zeroizing::new([0; N]);
        for (value, byte) in values[..N - CHECK].iter_mut().zip(random.iter()) {
            *value = byte & 31;
        }
        let check = check(&values[..N - CHECK]);
        values[N - CHECK..].copy_from_slice(&check);
        let mut out = Self([0; N]);
        for (symbol, value) in out.0.iter_mut().zip(values.iter()) {
            *symbol = ALPHABET[usize::from(*value)];
        }
        out
    }

    fn parse(text: &str) -> Result<Self, Fault> {
        let text = plain(text);
        read::<N>(&text).and_then(Self::checked).or_else(|why| Self::within(&text).ok_or(why))
    }

    /// The first code that stands in a text, from the start of a word to the end of one.
    fn within(text: &str) -> Option<Self> {
        let mut before = ' ';
        let mut starts = text.char_indices().filter(|(_, c)| {
            let starts = c.is_alphanumeric() && !before.is_alphanumeric();
            before = *c;
            starts
        });
        starts.find_map(|(at, _)| {
            let rest = &text[at..];
            let last = rest.char_indices().filter(|(_, c)| c.is_alphanumeric()).nth(N - 1);
            let (code, behind) = rest.split_at(last.map(|(at, c)| at + c.len_utf8())?);
            let ends = !behind.starts_with(char::is_alphanumeric);
            read::<N>(code).and_then(Self::checked).ok().filter(|_| ends)
        })
    }

    /// The characters that were read, when their check fits.
    fn checked(read: Self) -> Result<Self, Fault> {
        let mut values = Zeroizing::new([0; N]);
        for (place, symbol) in values.iter_mut().zip(read.0) {
            *place = value(symbol).ok_or(Fault::CodeMistyped)?;
        }
        let (said, is) = (&values[N - CHECK..], check(&values[..N - CHECK]));
        if bool::from(said.ct_eq(&is)) { Ok(read) } else { Err(Fault::CodeMistyped) }
    }

    fn text(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or_default()
    }

    fn grouped(&self, by: usize) -> String {
        // Room for all of it at once: a string that grows leaves copies behind.
        let mut out = String::with_capacity(N + N / by);
        for (n, symbol) in self.0.iter().enumerate() {
            if n > 0 && n % by == 0 {
                out.push('-');
            }
            out.push(char::from(*symbol));
        }
        out
    }
}

/// Reads exactly `N` characters of the alphabet out of what somebody typed or pasted.
fn read<const N: usize>(text: &str) -> Result<Symbols<N>, Fault> {
    let mut out = Symbols([0; N]);
    let mut length = 0;
    for typed in text.chars().filter(|c| c.is_alphanumeric()) {
        *out.0.get_mut(length).ok_or(Fault::CodeMistyped)? = symbol(typed).ok_or(Fault::CodeMistyped)?;
        length += 1;
    }
    match length {
        0 => Err(Fault::Missing),
        _ if length < N => Err(Fault::CodeIncomplete(N as u32)),
        _ => Ok(out),
    }
}

/// A text as it was meant: full-width letters as usual ones, and what a link encodes (`%2D`) as what it stands for.
fn plain(text: &str) -> Zeroizing<String> {
    // Room for all of it at once: a string that grows leaves copies behind.
    let mut out = Zeroizing::new(String::with_capacity(text.len()));
    let mut rest = text.chars();
    while let Some(c) = rest.next() {
        let hex = rest.as_str().get(..2).filter(|_| c == '%');
        let sign = hex.and_then(|hex| u8::from_str_radix(hex, 16).ok()).filter(u8::is_ascii);
        out.push(match (sign, c) {
            (Some(sign), _) => {
                rest.nth(1);
                char::from(sign)
            }
            (_, '\u{FF01}'..='\u{FF5E}') => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
            _ => c,
        });
    }
    out
}

/// The character of a code that somebody meant with this one.
fn symbol(typed: char) -> Option<u8> {
    match typed.to_ascii_uppercase() {
        'O' => Some(b'0'),
        'I' | 'L' => Some(b'1'),
        other => u8::try_from(other).ok().filter(|c| value(*c).is_some()),
    }
}

fn value(symbol: u8) -> Option<u8> {
    ALPHABET.iter().position(|is| *is == symbol).map(|at| at as u8)
}

/// The check values of `values`: the remainder after division by (x - a)(x - a²), where a = 2 generates the field.
///
/// The division starts from a value that depends on the length, so that a row of zeros is no code.
fn check(values: &[u8]) -> [u8; CHECK] {
    const A: u8 = 2;
    const A2: u8 = 4;
    let (sum, product) = (A ^ A2, multiply(A, A2));
    let (mut high, mut low) = (1, values.len() as u8 & 31);
    for value in values {
        let factor = value ^ high;
        (high, low) = (low ^ multiply(factor, sum), multiply(factor, product));
    }
    [high, low]
}

/// Multiplies in the field of 32 elements (modulo x⁵ + x² + 1), always in the same steps.
const fn multiply(a: u8, b: u8) -> u8 {
    let (mut a, mut out, mut bit) = (a, 0, 0);
    while bit < 5 {
        out ^= a & ((b >> bit) & 1).wrapping_neg();
        a = (a << 1) ^ (0b10_0101 & ((a >> 4) & 1).wrapping_neg());
        bit += 1;
    }
    out
}

#[cfg(test)]
mod tests;
