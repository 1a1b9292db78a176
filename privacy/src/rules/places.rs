//! Where somebody lives: streets, postcodes, towns.

use super::{Claim, Hint};
use crate::dictionary::{
    self, ARTICLE_DUTCH, COMMON, FAMILY, GIVEN, NO_STREET, NO_STREET_PART, PLACE_SAID, PLACES, POSTCODE_UNIT,
    POSTCODE_WORD, STANDING, STREET_COUNTED, STREET_OF, STREET_PART, STREET_SMALL, STREET_WORD, WAY,
};
use crate::kind::FindingKind;
use crate::words::{Gap, Words, add_word, stems};

/// A street with a number; without one only where it is said that something stands or lives there.
pub(super) fn address(words: &Words, i: usize) -> Option<Claim> {
    if !words.is_word(i) || words.gap(i + 1) == Gap::Line && !street(words, i) {
        return None;
    }
    let sure = street(words, i);
    let of = named_of(words, i);
    if !sure && of.is_none() && !(words.is_capital(i) && may_be_street(words, i)) {
        return None;
    }
    let last = of.unwrap_or(i);
    let from = street_start(words, i);
    let number = last + 1;
    let measured = words.is(number + 1, STREET_COUNTED);
    if words.is_number(number) && words.gap(number) == Gap::Space && words.raw(number).len() <= 4 && !measured
    {
        let letter = number + 1;
        let more = words.is_word(letter)
            && words.raw(letter).len() == 1
            && (words.glued(letter) || words.is_capital(letter));
        let dashed = words.is_sign(letter, '-')
            && words.glued(letter)
            && words.glued(letter + 1)
            && (words.is_number(letter + 1) || words.raw(letter + 1).len() <= 2);
        return Some(Claim::new(
            FindingKind::Address,
            from,
            number + 1 + usize::from(more) + 2 * usize::from(dashed),
        ));
    }
    let there = from > 1 && words.was(from, 1, ARTICLE_DUTCH) && words.was(from, 2, STANDING)
        || matches!(words.before(from, 1), "aan" | "op");
    (there && (sure || of.is_some()) && words.is_capital(i) && !words.begins(i))
        .then(|| Claim::new(FindingKind::Address, from, last + 1))
}

/// Words that are hardly ever anything but a street.
fn street(words: &Words, i: usize) -> bool {
    const ENDS: &str = "straat laan plein gracht kade singel steeg plantsoen dreef straatweg str";
    let word = words.low(i);
    let own = words.is(i, NO_STREET);
    !own && word.len() <= 40
        && stems(word, ENDS).any(|name| name.len() >= 3 || name.len() == 2 && words.is_capital(i))
        && (words.is_capital(i) || !word.ends_with("str"))
        || words.is(i, STREET_WORD)
            && i > 0
            && words.gap(i) == Gap::Space
            && words.is_capital(i - 1)
            && words.is_capital(i)
            && !words.begins(i - 1)
}

/// Words that are a street when they have a capital and a number.
fn may_be_street(words: &Words, i: usize) -> bool {
    const ENDS: &str =
        "weg pad hof park ring baan markt dijk wal haven kamp veld berg burg dam meent hoek akker horst";
    let word = words.low(i);
    word.len() <= 40 && stems(word, ENDS).any(|name| name.len() >= 3) && !words.is(i, WAY)
}

/// "Laan van Meerdervoort", "Plein 1944": the token of the last word.
fn named_of(words: &Words, i: usize) -> Option<usize> {
    if !words.is(i, STREET_OF) || !words.is_capital(i) {
        return None;
    }
    let mut at = i + 1;
    for _ in 0..2 {
        if words.is(at, STREET_SMALL) {
            at += 1;
        }
    }
    (at > i + 1 && words.is_capital(at)).then_some(at)
}

/// Names of streets of several words: "Burgemeester de Vlugtlaan", "Van der Hooplaan", "1e Kerkstraat".
fn street_start(words: &Words, i: usize) -> usize {
    let mut from = i;
    for _ in 0..4 {
        let Some(before) = from.checked_sub(1) else { break };
        let small = words.is(before, STREET_PART) || words.low(before) == "de" && words.is_capital(before);
        let name =
            words.is_capital(before) && !words.is(before, NO_STREET_PART) && (!words.begins(before) || small);
        let glue = words.is_sign(before, '-') && words.glued(from) && words.glued(before);
        if words.gap(from) == Gap::Line || !(name || small || glue) {
            break;
        }
        from = before;
    }
    // What stays at the front must be a name: "van de Kerkstraat" begins at the street.
    while from < i && !words.is_capital(from) {
        from += 1;
    }
    from
}

/// A postcode: four digits and two capitals, or small letters glued to them.
pub(super) fn postcode(words: &Words, i: usize) -> Option<Claim> {
    let number = words.number(i, 4).filter(|_| words.raw(i).len() == 4)?;
    let letters = words.raw(i + 1);
    if number < 1000
        || words.glued(i) && i > 0 && !words.is_sign(i - 1, '(')
        || letters.len() != 2
        || !words.is_word(i + 1)
        || words.gap(i + 1) == Gap::Line
    {
        return None;
    }
    let ends =
        !words.glued(i + 2) || matches!(words.sign(i + 2), Some('.' | ',' | ')' | '!' | '?' | ';' | ':'));
    // Never given out, and units that stand behind numbers of four digits.
    let unit = words.is(i + 1, POSTCODE_UNIT);
    let said = (1..=3).any(|back| matches!(words.before(i, back), "postcode" | "postcodegebied"));
    let followed = town(words, i + 2).is_some();
    let clear = words.is_shouted(i + 1) && !words.is(i + 1, POSTCODE_WORD);
    (ends && (said || followed || !unit && (clear || words.glued(i + 1))))
        .then(|| Claim::new(FindingKind::Postcode, i, i + 2))
}

/// A town or village with a capital. One that is a word or a family name too needs "in", "uit" or "naar" before it.
pub(super) fn place(words: &Words, i: usize) -> Option<Claim> {
    let to = town(words, i).filter(|_| !super::names::is_chosen(words, i))?;
    let led = words.was(i, 1, PLACE_SAID);
    let one = to == i + 1;
    let doubtful =
        one && (words.low(i).len() <= 4 || [COMMON, FAMILY, GIVEN].iter().any(|list| words.is(i, *list)));
    let glued = words.glued(to) && matches!(words.sign(to), Some('-')) && words.glued(to + 1);
    let before = i > 0
        && words.glued(i)
        && !matches!(words.sign(i - 1), Some('(' | '"' | '“' | '‘' | '\'' | '/' | '-'));
    ((led || !doubtful) && !before && (!glued || led))
        .then(|| Claim::hinted(FindingKind::Place, i, to, Hint::None))
}

/// The longest name of a town that begins here.
fn town(words: &Words, i: usize) -> Option<usize> {
    let apostrophe = usize::from(matches!(words.sign(i), Some('\'' | '’' | '‘')) && words.glued(i + 1));
    let from = i + apostrophe;
    let small = matches!(words.low(from), "s" | "t") && apostrophe == 1;
    if !(words.is_capital(from) || small) || words.is_shouted(from) && words.raw(from).len() <= 3 {
        return None;
    }
    let mut name = String::new();
    let (mut to, mut last) = (from, None);
    for _ in 0..5 {
        let joined = words.is_sign(to, '-') && words.glued(to) && words.glued(to + 1) && to > from;
        let at = to + usize::from(joined);
        if !words.is_word(at) || words.raw(at).len() > 24 || at > from && words.gap(at) == Gap::Line {
            break;
        }
        add_word(&mut name, words.low(at));
        to = at + 1;
        if dictionary::has(PLACES, &name) && (words.is_capital(at) || at > from) {
            last = Some(to);
        }
    }
    last
}
