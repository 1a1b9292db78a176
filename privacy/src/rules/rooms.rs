//! Rooms and wards.

use super::Claim;
use crate::dictionary::{
    CARE, MEASURED, NUMBER, ROOM, ROOM_COUNTED, SPECIALISM, WARD, WARD_ARTICLE, WARD_COUNTED, WARD_UNNAMED,
};
use crate::kind::FindingKind;
use crate::words::{Gap, Words, stems};

/// The number of a room, an apartment, a bed.
pub(super) fn room(words: &Words, i: usize) -> Option<Claim> {
    let says = words.is(i, ROOM);
    if !says {
        return None;
    }
    let mut at = i + 1;
    for _ in 0..2 {
        if words.is(at, NUMBER) || matches!(words.sign(at), Some('.' | ':')) {
            at += 1;
        }
    }
    let to = code(words, at)?;
    let counted = words.is(to, ROOM_COUNTED);
    (!(counted && words.low(to) == "op" && words.is_number(to + 1)) && (!counted || words.low(to) == "op"))
        .then(|| Claim::new(FindingKind::Room, i, to))
}

/// A code like "12", "12b", "B12", "1.04", "2-14": the token after it.
fn code(words: &Words, at: usize) -> Option<usize> {
    let letter = words.is_word(at)
        && words.raw(at).len() == 1
        && words.is_number(at + 1)
        && (words.glued(at + 1) || words.is_capital(at));
    let number = if letter { at + 1 } else { at };
    if !words.is_number(number) || words.raw(number).len() > 4 || words.gap(at) == Gap::Line {
        return None;
    }
    let mut to = number + 1;
    if words.glued(to)
        && matches!(words.sign(to), Some('.' | '-'))
        && words.glued(to + 1)
        && words.is_number(to + 1)
    {
        to += 2;
    }
    if words.glued(to) && words.is_word(to) && words.raw(to).len() == 1 {
        to += 1;
    }
    Some(to)
}

/// A ward with a number or a name of its own: "afdeling 3B", "op A2", "woning De Linde". "De afdeling neurologie" is none.
pub(super) fn ward(words: &Words, i: usize) -> Option<Claim> {
    let says = words.is(i, WARD);
    if says {
        let at = i + 1 + usize::from(words.is_sign(i + 1, '.'));
        return numbered(words, i, at).or_else(|| named(words, i, at));
    }
    let to = bare(words, i)?;
    Some(Claim::new(FindingKind::Ward, i, to))
}

fn numbered(words: &Words, i: usize, at: usize) -> Option<Claim> {
    let counts = words.is(i, WARD_COUNTED);
    let letter =
        words.is_word(at) && words.raw(at).len() == 1 && words.is_capital(at) && !words.glued(at + 1);
    let to = if letter { at + 1 } else { code(words, at)? };
    // "groep 5" is a class of a school and "team 1" may be a count; with a letter they are wards.
    (!counts || to - at > 1).then(|| Claim::new(FindingKind::Ward, i, to))
}

/// "afdeling De Linde": a capital that is no specialism.
fn named(words: &Words, i: usize, at: usize) -> Option<Claim> {
    let article = usize::from(words.is_capital(at) && words.is(at, WARD_ARTICLE));
    let name = at + article;
    let usual = is_specialism(words, name) || words.is_shouted(name) || words.is(name, CARE);
    let fits =
        words.is_capital(name) && words.gap(name) == Gap::Space && !usual && words.raw(name).len() >= 3;
    if !fits || article == 0 && words.is(i, WARD_UNNAMED) || words.begins(at) {
        return None;
    }
    Some(Claim::new(FindingKind::Ward, i, name + 1))
}

fn is_specialism(words: &Words, i: usize) -> bool {
    const ENDS: &str = "logie atrie rurgie pedie gie kunde zorg care sche";
    words.is(i, SPECIALISM) || stems(words.low(i), ENDS).next().is_some()
}

/// "op A2", "naar 3B": a code of a capital and digits after a word of place. Doses and vertebrae are none.
fn bare(words: &Words, i: usize) -> Option<usize> {
    if !matches!(words.before(i, 1), "op" | "naar") || words.gap(i) != Gap::Space || words.begins(i) {
        return None;
    }
    let to = if words.is_capital(i) { letter_first(words, i) } else { digit_first(words, i) }?;
    let measured = words.is(to, MEASURED);
    let glued = words.glued(to) && !matches!(words.sign(to), Some('.' | ',' | '!' | '?' | ')' | ';' | ':'));
    (!measured && !glued).then_some(to)
}

fn letter_first(words: &Words, i: usize) -> Option<usize> {
    let fits = words.raw(i).len() == 1
        && !matches!(words.raw(i), "L" | "C" | "T" | "S" | "O" | "H" | "Q")
        && words.raw(i) != "A"
        || words.raw(i) == "A" && !matches!(words.raw(i + 1), "3" | "4" | "5");
    (fits && words.glued(i + 1) && words.number(i + 1, 2).is_some()).then_some(i + 2)
}

fn digit_first(words: &Words, i: usize) -> Option<usize> {
    let letter = words.raw(i + 1);
    let fits =
        words.number(i, 2).is_some() && words.glued(i + 1) && words.is_capital(i + 1) && letter.len() == 1;
    (fits && !matches!(letter, "L" | "G" | "X" | "E" | "H" | "U" | "M")).then_some(i + 2)
}
