//! Names of people.

use super::{Claim, Hint, people};
use crate::dictionary::{
    ABBREVIATED, ARTICLE_MALE, AT_THE, BINDING, BOUND_FAMILY, CARE, CHOSEN, COMMON, FAMILY, GIVEN, HEADED,
    LETTERED, NO_NAME, PLACES, PLAIN_FAMILY, PREPOSITION, SMALL, SMALL_OF_PLACE,
};
use crate::kind::FindingKind;
use crate::words::{Gap, Words};

/// The most tokens of one name.
const LONG: usize = 12;

/// A name after a title or a role: "mevrouw Jansen", "dhr. J. de Vries", "collega Fatima".
pub(super) fn titled(words: &Words, i: usize) -> Option<Claim> {
    let role = people::role(words, i).filter(|_| !is_chosen(words, i))?;
    let mut at = i + 1;
    let mut strong = role.strong;
    // "mevr. dr. J.", "de heer prof. dr. Vos"; a stop belongs to a title only when that is an abbreviation.
    for _ in 0..3 {
        at += usize::from(words.is(at - 1, ABBREVIATED) && words.is_sign(at, '.') && words.glued(at));
        match people::role(words, at) {
            Some(next) if next.strong && words.gap(at) != Gap::Line => {
                strong = true;
                at += 1;
            }
            _ => break,
        }
    }
    if words.gap(at) == Gap::Line || words.low(i) == "heer" && !words.was(i, 1, ARTICLE_MALE) {
        return None;
    }
    let to = body(words, at, strong, role.hint)?;
    let article = i > 0 && words.is(i, HEADED) && matches!(words.low(i - 1), "de" | "den");
    let from = if role.hint == Hint::LeftOut { at } else { i - usize::from(article) };
    Some(Claim::hinted(FindingKind::Name, from, to, role.hint))
}

/// The name after a title: initials, first names, small words, family names.
fn body(words: &Words, from: usize, strong: bool, hint: Hint) -> Option<usize> {
    let (mut at, mut end, mut small) = (initials(words, from), None, false);
    let spelt = at > from;
    while at < from + LONG && (at == from || words.gap(at) != Gap::Line) {
        if is_small(words, at) && leads_to_name(words, at) {
            small = true;
            at += 1 + usize::from(matches!(words.sign(at), Some('\'' | '’')));
            continue;
        }
        if !is_part(words, at, strong || spelt || end.is_some(), small, end.is_none(), hint) {
            break;
        }
        at += 1;
        if matches!(words.sign(at), Some('-'))
            && words.glued(at)
            && words.is_capital(at + 1)
            && words.glued(at + 1)
        {
            at += 2;
        }
        end = Some(at);
        small = false;
    }
    let end = end?;
    // "mevrouw Jansen's kamer"
    let owned = matches!(words.sign(end), Some('\'' | '’'))
        && words.glued(end)
        && words.low(end + 1) == "s"
        && words.glued(end + 1);
    Some(if owned { end + 2 } else { end })
}

/// Tells whether this word is a part of a name. `sure`: a name must come here, so an unknown word with a capital is one.
fn is_part(words: &Words, i: usize, sure: bool, small: bool, first: bool, hint: Hint) -> bool {
    if !words.is_word(i) || words.raw(i).len() < 2 || words.raw(i).len() > 40 {
        return false;
    }
    if words.is(i, NO_NAME) || words.is(i, CARE) && !small {
        return false;
    }
    let known = words.is(i, FAMILY) || words.is(i, GIVEN);
    if !words.is_capital(i) {
        return first && known && (!words.is(i, COMMON) || small && words.is(i, PLAIN_FAMILY));
    }
    // After a first word only what goes on without a stop, and not a town or a sentence that forgot its stop.
    if !first && !known && !small && (words.is_shouted(i) || people::looks_like_word(words, i)) {
        return false;
    }
    if sure || known || small {
        return !(words.is_shouted(i) && words.raw(i).len() <= 3 && !known);
    }
    hint != Hint::None
        && words.raw(i).len() >= 3
        && !words.is_shouted(i)
        && !people::looks_like_word(words, i)
        && !words.is(i, PLACES)
}

/// Initials: "J.", "A.M.", "J P". Says the token after them.
fn initials(words: &Words, from: usize) -> usize {
    let mut at = from;
    while at < from + 8
        && words.is_capital(at)
        && (words.raw(at).chars().nth(1).is_none()
            || matches!(words.raw(at), "Th" | "Chr" | "Ph" | "IJ" | "Joh"))
    {
        let dot = words.is_sign(at + 1, '.') && words.glued(at + 1);
        if !(dot || words.is_capital(at + 1) && words.gap(at + 1) == Gap::Space) {
            break;
        }
        at += 1 + usize::from(dot);
    }
    at
}

/// Words between first name and family name.
fn is_small(words: &Words, i: usize) -> bool {
    let apostrophe =
        matches!(words.sign(i), Some('\'' | '’')) && words.low(i + 1) == "t" && words.glued(i + 1);
    apostrophe || words.is(i, SMALL)
}

/// Tells whether after the small words a name comes: "de kamer" is none.
fn leads_to_name(words: &Words, i: usize) -> bool {
    let mut at = i;
    for _ in 0..4 {
        if words.gap(at) == Gap::Line && at > i {
            return false;
        }
        if is_small(words, at) {
            at += 1 + usize::from(words.sign(at).is_some());
        } else if matches!(words.sign(at), Some('.' | '/')) && words.glued(at) {
            at += 1;
        } else {
            break;
        }
    }
    let placed = words.is(i, SMALL_OF_PLACE)
        && !words.is_capital(i)
        && words.is_capital(at)
        && (words.is(at, PLACES) && !words.is(at, FAMILY) || words.is(at, NO_NAME));
    let plain = words.is(i, PREPOSITION) && at == i + 1;
    if words.is_capital(at) {
        return words.raw(at).len() > 1
            && !words.is(at, NO_NAME)
            && !placed
            && !plain
            && !words.is_shouted(at);
    }
    // "mevrouw de vries": small letters only with a family name that is no word.
    at > i && is_part(words, at, false, true, true, Hint::None)
}

/// Initials and a family name: "J. de Vries", "A.M. Jansen".
pub(super) fn initialled(words: &Words, i: usize) -> Option<Claim> {
    let at = initials(words, i);
    if at == i || !words.is_sign(i + 1, '.') && at - i < 2 || words.glued(i) && i > 0 {
        return None;
    }
    let several = at - i > 2;
    let small = is_small(words, at) && leads_to_name(words, at);
    let known = words.is_capital(at) && (words.is(at, FAMILY));
    let after = words.was(i, 1, LETTERED);
    let fits = small
        || known
        || several && words.is_capital(at) && !people::looks_like_word(words, at) && !words.is_shouted(at);
    let to = body(words, i, true, Hint::None).filter(|_| fits && !after && words.gap(at) != Gap::Line)?;
    Some(Claim::new(FindingKind::Name, i, to))
}

/// A first name with a family name: "Fatima El Amrani", "Kees van der Berg".
pub(super) fn full(words: &Words, i: usize) -> Option<Claim> {
    if !is_given(words, i)
        || is_chosen(words, i)
        || words.gap(i + 1) != Gap::Space && !words.is_sign(i + 1, '-')
    {
        return None;
    }
    let to = body(words, i, false, Hint::None)?;
    let doubtful = words.begins(i) && words.is(i, COMMON);
    let known = || (i + 1..to).any(|at| words.is(at, FAMILY));
    (to > i + 1 && (!doubtful || known())).then(|| Claim::new(FindingKind::Name, i, to))
}

/// A first name alone. One that is a word too only inside a sentence, where a capital means something.
pub(super) fn first(words: &Words, i: usize) -> Option<Claim> {
    if !is_given(words, i) || is_chosen(words, i) {
        return None;
    }
    let to =
        i + 1 + 2 * usize::from(words.is_sign(i + 1, '-') && words.glued(i + 1) && is_given(words, i + 2));
    let sure = !words.is(i, COMMON) || !words.begins(i);
    let glued = words.glued(to)
        && matches!(words.sign(to), Some('-' | '\'' | '’'))
        && words.glued(to + 1)
        && words.low(to + 1) != "s";
    (sure && !glued).then(|| Claim::new(FindingKind::Name, i, to))
}

fn is_given(words: &Words, i: usize) -> bool {
    let saint = matches!(words.before(i, 1), "sint" | "st")
        || words.is_sign(i.wrapping_sub(1), '.') && words.before(i, 2) == "st";
    words.is_capital(i)
        && !words.is_shouted(i)
        && !saint
        && words.raw(i).len() <= 40
        && words.is(i, GIVEN)
        && !words.is(i, CARE)
        && !(words.glued(i)
            && i > 0
            && !matches!(words.sign(i - 1), Some('(' | '"' | '“' | '‘' | '\'' | '/' | '-')))
}

/// A family name inside a sentence, with or without small words: "met Hoekstra", "van der Meer zei".
pub(super) fn family(words: &Words, i: usize) -> Option<Claim> {
    let small = is_small(words, i) && words.is_word(i);
    let mut at = i;
    while small && at < i + 3 && is_small(words, at) && words.is_word(at) {
        at += 1;
    }
    if !words.is_capital(at)
        || words.is_shouted(at)
        || !words.is(at, FAMILY)
        || words.is(at, CARE)
        || words.is(at, NO_NAME)
        || is_chosen(words, at)
    {
        return None;
    }
    let glued = words.glued(at) && at > 0 || words.glued(at + 1) && matches!(words.sign(at + 1), Some('-'));
    if small {
        // "van Jansen" is "of Jansen": then the small word stays; "van Dijk" and "de Vries" are names.
        let binds = at - i > 1 && words.is(at - 1, BINDING)
            || words.is(at, COMMON)
            || words.is(at, BOUND_FAMILY)
            || words.low(i) == "de";
        let article = words.is(i, AT_THE);
        return (binds && !article && !glued).then(|| Claim::new(FindingKind::Name, i, at + 1));
    }
    (!words.begins(i) && !words.is(at, COMMON) && !glued && !words.is(at, PLACES))
        .then(|| Claim::new(FindingKind::Name, i, i + 1))
}

/// A half of a generated name, "Zachte Vink": it belongs to a member and gives nobody away.
pub(super) fn is_chosen(words: &Words, i: usize) -> bool {
    let half = |i: usize| words.is_capital(i) && words.is(i, CHOSEN);
    half(i)
        && (half(i + 1) && words.gap(i + 1) == Gap::Space
            || i > 0 && half(i - 1) && words.gap(i) == Gap::Space)
}
