//! Numbers that reach a person: telephone, citizen service number, BIG number.

use super::{Claim, dates};
use crate::dictionary::MEASURE;
use crate::kind::FindingKind;
use crate::words::{Gap, Words};

/// The most groups of digits that make one number: ten digits typed one by one.
const GROUPS: usize = 12;
/// A number of fewer digits may go on in the next line.
const LINE: usize = 9;

/// Digits in a row, perhaps in groups: "06-12 34 56 78".
struct Run {
    digits: [u8; 16],
    count: usize,
    /// The token after each group, and how many digits there are up to there.
    ends: [(usize, usize); GROUPS],
    groups: usize,
}

impl Run {
    /// The groups that begin at this token.
    fn at(words: &Words, from: usize) -> Option<Self> {
        let mut run = Self { digits: [0; 16], count: 0, ends: [(0, 0); GROUPS], groups: 0 };
        let mut i = from;
        while words.is_number(i) && run.groups < GROUPS {
            let low = words.low(i).as_bytes();
            if run.count + low.len() > run.digits.len() {
                break;
            }
            for digit in low {
                run.digits[run.count] = digit - b'0';
                run.count += 1;
            }
            i += 1;
            run.ends[run.groups] = (i, run.count);
            run.groups += 1;
            i = match next_group(words, i, run.count < LINE) {
                Some(next) => next,
                None => break,
            };
        }
        (run.groups > 0).then_some(run)
    }

    /// The token after the group that ends with this many digits.
    fn end_of(&self, count: usize) -> Option<usize> {
        self.ends[..self.groups].iter().find(|(_, digits)| *digits == count).map(|(end, _)| *end)
    }

    fn first_group(&self) -> usize {
        self.ends[0].1
    }
}

/// Finds the next group of the same number: after a space, a dash, a dot, a slash or a bracket, with or without
/// spaces around the sign; on the next line where a number may be `broken`.
fn next_group(words: &Words, i: usize, broken: bool) -> Option<usize> {
    if words.gap(i) == Gap::Line && !broken {
        return None;
    }
    if words.is_number(i) {
        return Some(i);
    }
    let joins = matches!(words.sign(i), Some('-' | '–' | '.' | '/' | ')' | '(' | '‑'));
    let next = if joins && words.is_sign(i + 1, '(') { i + 2 } else { i + 1 };
    let dot_ends = words.is_sign(i, '.') && !words.glued(next);
    (joins && !dot_ends && (broken || words.gap(next) != Gap::Line) && words.is_number(next)).then_some(next)
}

/// Tells whether a digit, or a part of a longer number, stands right before.
fn goes_on(words: &Words, i: usize) -> bool {
    words.glued(i)
        && i > 0
        && (words.is_word(i - 1) || matches!(words.sign(i - 1), Some(',' | '.' | '-' | '/' | '_' | '=')))
}

/// A telephone number: Dutch mobile and fixed, with or without +31, and numbers with another country's code. Numbers of
/// help lines belong to nobody and are no findings.
pub(super) fn phone(words: &Words, i: usize) -> Option<Claim> {
    let plus = words.is_sign(i, '+') && words.is_number(i + 1) && words.glued(i + 1);
    let from = if plus || words.is_sign(i, '(') { i + 1 } else { i };
    if !words.is_number(from) || (from == i && goes_on(words, i)) {
        return None;
    }
    let run = Run::at(words, from)?;
    let to = if plus { abroad(&run, 0) } else { at_home(words, from, &run).or_else(|| double_zero(&run)) }?;
    Some(Claim::new(FindingKind::Phone, i, to))
}

fn at_home(words: &Words, from: usize, run: &Run) -> Option<usize> {
    let digits = &run.digits[..run.count];
    let (&[0, area, ..], 10..) = (digits, run.count) else { return None };
    if dates::numeric(words, from).is_some() || is_help_line(&digits[..10]) || !(1..=8).contains(&area) {
        return None;
    }
    // "0 6 1 2 ..." is spelt out; "0 1 2 3 ..." is a scale.
    let spelt = run.first_group() == 1 && area == 6 && run.end_of(2).is_some();
    if run.first_group() == 1 && !spelt { None } else { run.end_of(10) }
}

/// "0031 6 ..." and other numbers that begin with two zeros.
fn double_zero(run: &Run) -> Option<usize> {
    let digits = &run.digits[..run.count];
    (digits.starts_with(&[0, 0]) && run.count >= 11).then(|| abroad(run, 2)).flatten()
}

/// After the plus or the two zeros: 31 and nine digits, perhaps with "(0)" between; or 9 to 14 digits of another country.
fn abroad(run: &Run, skip: usize) -> Option<usize> {
    let digits = &run.digits[skip..run.count];
    if digits.starts_with(&[3, 1]) {
        let zero = usize::from(digits.get(2) == Some(&0));
        return run.end_of(skip + 11 + zero);
    }
    (digits.first() != Some(&0)).then(|| (9..=14).rev().find_map(|count| run.end_of(skip + count))).flatten()
}

/// Public numbers for people in need (checked against the help page of the product).
fn is_help_line(digits: &[u8]) -> bool {
    const LINES: &[[u8; 10]] =
        &[[0, 8, 8, 0, 7, 6, 7, 0, 0, 0], [0, 8, 8, 3, 3, 0, 5, 5, 0, 0], [0, 6, 1, 3, 8, 6, 3, 8, 0, 3]];
    LINES.iter().any(|line| line == digits)
}

/// A citizen service number: nine digits that pass the eleven test. After the word "bsn" a number of eight or nine digits
/// is one too, also when a digit was mistyped.
pub(super) fn bsn(words: &Words, i: usize) -> Option<Claim> {
    if !words.is_number(i) || goes_on(words, i) {
        return None;
    }
    let run = Run::at(words, i)?;
    let named = is_named(words, i, &["bsn", "burgerservicenummer", "sofinummer", "burgerservice"]);
    let to = run.end_of(9).filter(|_| named || (passes(&run.digits[..9]) && is_grouped(&run)));
    let to = to.or_else(|| run.end_of(8).filter(|_| named));
    to.filter(|to| !is_measured(words, *to) || named).map(|to| Claim::new(FindingKind::Bsn, i, to))
}

/// Groups as people write a number; "120 80 1234" is something else.
fn is_grouped(run: &Run) -> bool {
    let groups = run.ends[..run.groups].iter().position(|(_, count)| *count == 9).unwrap_or_default() + 1;
    let mut before = 0;
    let mut sizes = run.ends[..groups].iter().map(|(_, count)| {
        let size = count - before;
        before = *count;
        size
    });
    groups <= 4 && sizes.all(|size| size >= 2)
}

/// The eleven test of the Dutch citizen service number: weights 9 down to 2, the last digit counts negative.
fn passes(digits: &[u8]) -> bool {
    let sum: i32 = digits
        .iter()
        .zip([9, 8, 7, 6, 5, 4, 3, 2, -1])
        .map(|(digit, weight)| i32::from(*digit) * weight)
        .sum();
    sum % 11 == 0 && digits.iter().any(|digit| *digit != digits[0])
}

/// A number in the BIG register: eleven digits, with the word before it also nine to twelve.
pub(super) fn big(words: &Words, i: usize) -> Option<Claim> {
    if !words.is_number(i) || goes_on(words, i) {
        return None;
    }
    let count = words.low(i).len();
    let named = is_named(words, i, &["big", "bignummer"]);
    let is_big = (named && (9..=12).contains(&count)) || (count == 11 && !words.low(i).starts_with('0'));
    is_big.then(|| Claim::new(FindingKind::Big, i, i + 1))
}

/// Tells whether one of these words stands within five tokens before.
fn is_named(words: &Words, i: usize, names: &[&str]) -> bool {
    (1..=5).any(|back| names.contains(&words.before(i, back)))
}

/// Tells whether a unit follows, so that the number measures something.
fn is_measured(words: &Words, i: usize) -> bool {
    words.is(i, MEASURE) || words.is_sign(i, '%')
}
