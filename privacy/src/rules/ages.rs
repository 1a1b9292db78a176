//! Ages from 90.

use super::{Claim, Hint};
use crate::kind::Kind;
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
        "jarige" => return Some(Claim::hinted(Kind::Age, i, next + dashed + 1, Hint::Aged)),
        "year" | "years" if dashed == 1 || words.low(next + 1) == "old" => {
            return Some(english(words, i, next, dashed));
        }
        "jaar" | "jr" | "jaren" | "years" => return in_years(words, i, next),
        _ => {}
    }
    let of_somebody = words.before(i, 1) == "van" && is_somebody(words.before(i, 2));
    let is = matches!(words.before(i, 1), "is" | "was" | "werd" | "wordt" | "al" | "bijna" | "ruim")
        && is_subject(words, i);
    let bracketed = words.is_sign(i.wrapping_sub(1), '(') && words.is_sign(next, ')');
    let turned = matches!(words.low(next), "geworden")
        || words.low(next) == "e" && words.low(next + 1) == "verjaardag";
    let counts = is_unit(words.low(next))
        || words.is_number(next)
        || words.sign(next).is_some() && words.is_number(next + 1);
    ((of_somebody || is) && !counts || bracketed || turned).then(|| Claim::new(Kind::Age, i, next))
}

/// "94 jaar", but not "95 jaar geleden" and "100 jaar bestaan".
fn in_years(words: &Words, i: usize, next: usize) -> Option<Claim> {
    let dot = usize::from(words.low(next) == "jr" && words.is_sign(next + 1, '.'));
    let other = [
        "geleden", "bestaan", "bestaat", "ervaring", "jubileum", "lang", "later", "historie", "garantie",
        "ago", "later",
    ];
    let counts =
        matches!(words.before(i, 1), "samen" | "bestaan" | "bestaat" | "vieren" | "viert" | "over" | "na");
    if counts || (1..=2).any(|ahead| other.contains(&words.low(next + ahead))) {
        return None;
    }
    let old = usize::from(matches!(words.low(next + dot + 1), "oud" | "old" | "jong"));
    Some(Claim::new(Kind::Age, i, next + 1 + dot + old))
}

fn english(words: &Words, i: usize, next: usize, dashed: usize) -> Claim {
    let to = next + dashed + 1;
    let old = (to..to + 2).find(|at| words.low(*at) == "old");
    let hint = if dashed == 1 { Hint::Aged } else { Hint::None };
    Claim::hinted(Kind::Age, i, old.map_or(to, |at| at + 1), hint)
}

/// What a number from 90 counts when it is no age.
fn is_unit(word: &str) -> bool {
    const UNITS: &[&str] = &[
        "kilo",
        "kg",
        "mg",
        "ml",
        "procent",
        "%",
        "euro",
        "minuten",
        "uur",
        "uren",
        "cm",
        "bpm",
        "slagen",
        "graden",
        "dagen",
        "weken",
        "maanden",
        "bedden",
        "bewoners",
        "clienten",
        "patienten",
        "mensen",
        "stuks",
        "meter",
        "km",
        "kilometer",
        "keer",
        "x",
        "punten",
        "collega",
        "pagina",
        "mmol",
        "pond",
        "gram",
        "liter",
        "/",
        "°",
    ];
    UNITS.contains(&word)
}

fn is_somebody(word: &str) -> bool {
    matches!(
        word,
        "mevrouw"
            | "meneer"
            | "mw"
            | "dhr"
            | "man"
            | "vrouw"
            | "dame"
            | "heer"
            | "oma"
            | "opa"
            | "moeder"
            | "vader"
            | "iemand"
            | "bewoner"
            | "bewoonster"
            | "client"
            | "clienten"
            | "cliente"
            | "patient"
            | "patiente"
            | "buurvrouw"
            | "buurman"
            | "oudere"
    )
}

/// "ze is 94": somebody stands right before the verb, so that "de pols is 94" is none.
fn is_subject(words: &Words, i: usize) -> bool {
    (2..=4).any(|back| {
        let word = words.before(i, back);
        matches!(word, "ze" | "zij" | "hij" | "she" | "he") || is_somebody(word)
    })
}
