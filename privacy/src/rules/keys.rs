//! Keys and join codes of this site: whoever reads one comes in with it.
//!
//! Their last two characters are a check, so most other texts are none. One text in a thousand would still pass, so a code also
//! has to look like one: it has digits, and it stands in groups, in one piece, or without the letters that it never has.

use super::Claim;
use crate::kind::FindingKind;
use crate::words::{Gap, Words};

/// The characters of an account code (`domain::codes::AccountCode`).
const KEY: usize = 28;
/// The characters of a cohort code (`domain::codes::CohortCode`).
const JOIN: usize = 10;
/// The characters of both, in the order of their values.
const ALPHABET: &[u8] = b"0123456789abcdefghjkmnpqrstvwxyz";

/// A key or a join code that begins at this token, however it is spelt: in small letters, with spaces, dashes or line ends, with O
/// for 0 and I or L for 1.
pub(super) fn key(words: &Words, i: usize) -> Option<Claim> {
    let read = Read::at(words, i);
    let to = read.key().or_else(|| read.join().filter(|to| !goes_on(words, i) && !goes_on(words, *to)))?;
    Some(Claim::new(FindingKind::Key, i, to))
}

/// Tells whether the token before belongs to the same word.
fn goes_on(words: &Words, i: usize) -> bool {
    let before = i.wrapping_sub(1);
    words.glued(i)
        && (words.is_word(before) || words.is_number(before))
        && (words.is_word(i) || words.is_number(i))
}

/// Characters as a code would have them; a bit of each mask is one of them.
#[derive(Default)]
struct Read {
    values: [u8; KEY],
    count: usize,
    /// Typed as a digit.
    digits: u32,
    /// Typed as a letter that stands for a digit.
    alike: u32,
    /// A space or a line end stands before it.
    spaces: u32,
    /// Anything stands before it.
    gaps: u32,
    /// The token behind it, where one ends with it.
    ends: [usize; KEY],
}

impl Read {
    fn at(words: &Words, from: usize) -> Self {
        let mut read = Self::default();
        let (mut i, mut gaps, mut spaces) = (from, false, false);
        while read.count < KEY && i < words.len() {
            let space = i > from && words.gap(i) != Gap::None;
            (gaps, spaces) = (gaps || space, spaces || space);
            if words.sign(i).is_none() {
                if !read.take(words.low(i), gaps, spaces) {
                    break;
                }
                if let Some(end) = read.ends.get_mut(read.count - 1) {
                    *end = i + 1;
                }
                (gaps, spaces) = (false, false);
            } else if i == from {
                break;
            } else {
                gaps = true;
            }
            i += 1;
        }
        read
    }

    /// Takes the characters of one token; false when it has one that no code has, or more than fit.
    fn take(&mut self, token: &str, gaps: bool, spaces: bool) -> bool {
        for (at, typed) in token.bytes().enumerate() {
            let symbol = match typed {
                b'o' => b'0',
                b'i' | b'l' => b'1',
                other => other,
            };
            let value = ALPHABET.iter().position(|is| *is == symbol);
            let (Some(place), Some(value)) = (self.values.get_mut(self.count), value) else { return false };
            *place = value as u8;
            let bit = |is: bool| u32::from(is) << self.count;
            self.digits |= bit(typed.is_ascii_digit());
            self.alike |= bit(typed != symbol);
            self.gaps |= bit(gaps && at == 0);
            self.spaces |= bit(spaces && at == 0);
            self.count += 1;
        }
        !token.is_empty()
    }

    /// The end of a key.
    fn key(&self) -> Option<usize> {
        let digits = self.digits.count_ones();
        let turns = (self.digits ^ self.digits >> 1).count_ones();
        let looks = (digits >= 2 && turns >= 3 && self.alike == 0)
            || (digits >= 2 && self.gaps.count_ones() <= 1)
            || (digits >= 1 && self.group::<KEY>().is_some());
        self.end::<KEY>().filter(|_| looks)
    }

    /// The end of a join code.
    fn join(&self) -> Option<usize> {
        let mask = (1 << JOIN) - 1;
        let digits = (self.digits & mask).count_ones() as usize;
        let dashed = self.spaces & mask == 0 && self.group::<JOIN>() == Some(JOIN / 2);
        let looks = dashed || (digits >= 1 && self.group::<JOIN>().is_some());
        self.end::<JOIN>().filter(|_| looks && digits < JOIN)
    }

    /// The token behind the first `N` characters, when they are a code and the last one ends a token.
    fn end<const N: usize>(&self) -> Option<usize> {
        let end = *self.ends.get(N - 1)?;
        (self.count >= N && end > 0 && passes(self.values.get(..N)?)).then_some(end)
    }

    /// The size of the groups, when all of the first `N` characters stand in groups of one size; or in one piece.
    fn group<const N: usize>(&self) -> Option<usize> {
        let gaps = self.gaps & ((1 << N) - 1);
        let size = if gaps == 0 { N } else { gaps.trailing_zeros() as usize };
        let even = (1..N).all(|at| (gaps >> at & 1 == 1) == (at % size == 0));
        (even && N.is_multiple_of(size)).then_some(size)
    }
}

/// The check of `domain::codes`, with which the tests compare it: the remainder of a division in the field of 32 elements.
fn passes(values: &[u8]) -> bool {
    let Some((data, said)) = values.split_last_chunk::<2>() else { return false };
    let (mut high, mut low) = (1, data.len() as u8 & 31);
    for value in data {
        let factor = value ^ high;
        (high, low) = (low ^ times(factor, 6), times(factor, 8));
    }
    *said == [high, low]
}

/// Multiplies in the field of 32 elements (modulo x⁵ + x² + 1).
fn times(mut a: u8, b: u8) -> u8 {
    let mut out = 0;
    for bit in 0..5 {
        if b >> bit & 1 == 1 {
            out ^= a;
        }
        a <<= 1;
        if a & 32 != 0 {
            a ^= 0b10_0101;
        }
    }
    out
}
