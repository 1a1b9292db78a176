//! Exact days: "12 maart", "12-03-2026", "dinsdag 3 juni". A month alone is coarse enough.

use crate::words::Words;

/// A day in numbers; says the token after it and the month.
pub(super) fn numeric(words: &Words, i: usize) -> Option<(usize, u32)> {
    if !words.is_number(i) || (words.glued(i) && i > 0) {
        return None;
    }
    let sign = words.sign(i + 1).filter(|sign| matches!(sign, '-' | '/' | '.' | '–'))?;
    if !words.is_sign(i + 3, sign) || !(i + 1..=i + 4).all(|i| words.glued(i)) {
        return None;
    }
    let (first, month, last) = (words.number(i, 4)?, words.number(i + 2, 2)?, words.number(i + 4, 4)?);
    let (day, year) = match (words.raw(i).len(), words.raw(i + 4).len()) {
        (1 | 2, 2 | 4) => (first, last),
        (4, 1 | 2) => (last, first),
        _ => return None,
    };
    let is_year = year < 100 || (1900..=2100).contains(&year);
    ((1..=31).contains(&day) && (1..=12).contains(&month) && is_year).then_some((i + 5, month))
}
