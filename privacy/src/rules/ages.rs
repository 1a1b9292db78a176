//! Ages from 90.

use super::{Claim, Hint};
use crate::dictionary::{AGE_SAID, OLD, PRONOUN, SOMEBODY, SPAN_AFTER, SPAN_SAID, UNIT};
use crate::kind::FindingKind;
use crate::words::Words;

/// "94 jaar", "een 94-jarige", "mevrouw van 94", "ze is 94".
pub(super) fn age(words: &Words, i: usize) -> Option<Claim> {
    words.number(i, 3).filter(|age| (90..=119).contains(age))?;
    if words.glued(i) && i > 0 && !words.is_sign(i - 1, '(') {
        return None;
    }
    let next = i + 1;
    let dashed = usize::from(matches!(words.sign(next), Some('-' | '–')));
    match words.low(next + dashed) {
        "jarige" => return Some(Claim::hinted(FindingKind::Age, i, next + dashed + 1, Hint::Aged)),
        "year" | "years" if dashed == 1 || words.low(next + 1) == "old" => {
            return Some(english(words, i, next, dashed));
        }
        "jaar" | "jr" | "jaren" | "years" => return in_years(words, i, next),
        _ => {}
    }
    let of_somebody = words.before(i, 1) == "van" && words.was(i, 2, SOMEBODY);
    let is = words.was(i, 1, AGE_SAID) && is_subject(words, i);
    let bracketed = words.is_sign(i.wrapping_sub(1), '(') && words.is_sign(next, ')');
    let turned = matches!(words.low(next), "geworden")
        || words.low(next) == "e" && words.low(next + 1) == "verjaardag";
    let counts = is_unit(words, next)
        || words.is_number(next)
        || words.sign(next).is_some() && words.is_number(next + 1);
    ((of_somebody || is) && !counts || bracketed || turned).then(|| Claim::new(FindingKind::Age, i, next))
}

/// "94 jaar", but not "95 jaar geleden" and "100 jaar bestaan".
fn in_years(words: &Words, i: usize, next: usize) -> Option<Claim> {
    let dot = usize::from(words.low(next) == "jr" && words.is_sign(next + 1, '.'));
    let counts = words.was(i, 1, SPAN_SAID);
    if counts || (1..=2).any(|ahead| words.is(next + ahead, SPAN_AFTER)) {
        return None;
    }
    let old = usize::from(words.is(next + dot + 1, OLD));
    Some(Claim::new(FindingKind::Age, i, next + 1 + dot + old))
}

fn english(words: &Words, i: usize, next: usize, dashed: usize) -> Claim {
    let to = next + dashed + 1;
    let old = (to..to + 2).find(|at| words.low(*at) == "old");
    let hint = if dashed == 1 { Hint::Aged } else { Hint::None };
    Claim::hinted(FindingKind::Age, i, old.map_or(to, |at| at + 1), hint)
}

/// Tells whether a number from 90 counts something here and is no age.
fn is_unit(words: &Words, i: usize) -> bool {
    words.is(i, UNIT) || matches!(words.sign(i), Some('%' | '/' | '°'))
}

/// "ze is 94": somebody stands right before the verb, so that "de pols is 94" is none.
fn is_subject(words: &Words, i: usize) -> bool {
    (2..=4).any(|back| words.was(i, back, PRONOUN) || words.was(i, back, SOMEBODY))
}
