//! Exact days: "12 maart", "12-03-2026", "dinsdag 3 juni". A month alone is coarse enough.

use super::{Claim, Hint};
use crate::dictionary::{DAY_END, DAY_END_ENGLISH, MONTH, MONTH_ENGLISH, NO_DAY, WEEKDAY};
use crate::kind::FindingKind;
use crate::words::{Gap, Words};

/// An exact day, in words or in numbers.
pub(super) fn date(words: &Words, i: usize) -> Option<Claim> {
    let (mut from, to, month) = in_words(words, i).or_else(|| in_numbers(words, i))?;
    if from > 0 && words.is(from - 1, WEEKDAY) && words.gap(from) != Gap::Line {
        from -= 1;
    } else if from > 1 && words.is_sign(from - 1, ',') && words.is(from - 2, WEEKDAY) {
        from -= 2;
    }
    Some(Claim::hinted(FindingKind::Date, from, to, Hint::Month(month)))
}

/// "12 maart 2026", "de 12e van maart", "March 12th".
fn in_words(words: &Words, i: usize) -> Option<(usize, usize, u32)> {
    if let Some(month) = month(words, i).filter(|_| words.gap(i + 1) != Gap::Line) {
        // English puts the month first; "maart 12" alone is as likely a count.
        let english = words.is_capital(i) && words.is(i, MONTH_ENGLISH);
        let day = words.number(i + 1, 2).filter(|day| (1..=31).contains(day) && english)?;
        let to = i + 2 + usize::from(words.glued(i + 2) && words.is(i + 2, DAY_END_ENGLISH));
        return (day > 0 && !words.is_sign(to, ':')).then(|| (i, year_end(words, to), month));
    }
    if !words.is_number(i) || words.glued(i) && i > 0 {
        return None;
    }
    words.number(i, 2).filter(|day| (1..=31).contains(day))?;
    let mut at = i + 1;
    if words.glued(at) && words.is(at, DAY_END) {
        at += 1;
    }
    if matches!(words.low(at), "van" | "of") {
        at += 1;
    }
    let month = month(words, at)
        .filter(|_| words.gap(at) == Gap::Space || words.glued(at) && words.raw(at).len() > 2)?;
    let dotted = words.is_sign(at + 1, '.')
        && words.raw(at).len() <= 4
        && (words.is_number(at + 2) || !words.begins(at + 2));
    Some((i, year_end(words, at + 1 + usize::from(dotted)), month))
}

fn year_end(words: &Words, at: usize) -> usize {
    let comma = usize::from(words.is_sign(at, ',') && words.number(at + 1, 4).is_some());
    let is_year = words.number(at + comma, 4).is_some_and(|year| (1900..=2100).contains(&year))
        && words.gap(at + comma) != Gap::Line;
    if is_year { at + comma + 1 } else { at }
}

/// The number of the month that this word names: after three letters there is no doubt.
fn month(words: &Words, i: usize) -> Option<u32> {
    let number = match words.low(i).as_bytes() {
        [b'j', b'a', b'n', ..] => 1,
        [b'f', ..] => 2,
        [b'm', b'a', b'a' | b'r', ..] | [b'm', b'r', ..] => 3,
        [b'a', b'p', ..] => 4,
        [b'm', ..] => 5,
        [b'j', b'u', b'n', ..] => 6,
        [b'j', ..] => 7,
        [b'a', ..] => 8,
        [b's', ..] => 9,
        [b'o', ..] => 10,
        [b'n', ..] => 11,
        _ => 12,
    };
    words.is(i, MONTH).then_some(number)
}

fn in_numbers(words: &Words, i: usize) -> Option<(usize, usize, u32)> {
    if let Some((to, month)) = numeric(words, i) {
        let amount = words.is(to, NO_DAY);
        return (!amount).then_some((i, to, month));
    }
    // "12-03" is a day only after "op" or "datum"; else it may be a score or a dose.
    let (day, month) = (words.number(i, 2)?, words.number(i + 2, 2)?);
    let said = matches!(words.before(i, 1), "datum" | "dd") || words.was(i, 1, WEEKDAY);
    let padded = words.raw(i).len() == 2 && words.raw(i + 2).len() == 2 && words.before(i, 1) == "op";
    let glued = words.glued(i + 1)
        && words.glued(i + 2)
        && !words.glued(i)
        && matches!(words.sign(i + 1), Some('-' | '/'));
    let ends = !(words.glued(i + 3) && matches!(words.sign(i + 3), Some('-' | '/')));
    let is_day = (1..=31).contains(&day) && (1..=12).contains(&month);
    ((said || padded) && glued && ends && is_day).then_some((i, i + 3, month))
}

/// A day in numbers with its year; says the token after it and the month.
pub(super) fn numeric(words: &Words, i: usize) -> Option<(usize, u32)> {
    if !words.is_number(i) || (words.glued(i) && i > 0 && !matches!(words.sign(i - 1), Some('('))) {
        return None;
    }
    let sign = words.sign(i + 1).filter(|sign| matches!(sign, '-' | '/' | '.' | '–'))?;
    if !words.is_sign(i + 3, sign) || !(i + 1..=i + 4).all(|i| words.glued(i)) {
        return None;
    }
    // "06.12.34.56.78" goes on: a telephone number.
    if words.is_sign(i + 5, sign) && words.glued(i + 5) && words.glued(i + 6) && words.is_number(i + 6) {
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
