//! Names of people.

use super::people;
use super::{Claim, Hint};
use crate::kind::Kind;
use crate::lists::{self, CARE, CHOSEN, COMMON, FAMILY, GIVEN, PLACES};
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
        at += usize::from(
            people::is_abbreviated(words.low(at - 1)) && words.is_sign(at, '.') && words.glued(at),
        );
        match people::role(words, at) {
            Some(next) if next.strong && words.gap(at) != Gap::Line => {
                strong = true;
                at += 1;
            }
            _ => break,
        }
    }
    if words.gap(at) == Gap::Line
        || words.low(i) == "heer" && !matches!(words.before(i, 1), "de" | "den" | "der")
    {
        return None;
    }
    let to = body(words, at, strong, role.hint)?;
    let article = i > 0
        && matches!(words.low(i), "heer" | "familie" | "fam" | "dames" | "heren")
        && matches!(words.low(i - 1), "de" | "den");
    let from = if role.hint == Hint::LeftOut { at } else { i - usize::from(article) };
    Some(Claim::hinted(Kind::Name, from, to, role.hint))
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

/// Whether this word is a part of a name. `sure`: a name must come here, so an unknown word with a capital is one.
fn is_part(words: &Words, i: usize, sure: bool, small: bool, first: bool, hint: Hint) -> bool {
    if !words.is_word(i) || words.raw(i).len() < 2 || words.raw(i).len() > 40 {
        return false;
    }
    let low = words.low(i);
    if people::is_no_name(low) || lists::has(CARE, low) && !small {
        return false;
    }
    let known = lists::has(FAMILY, low) || lists::has(GIVEN, low);
    if !words.is_capital(i) {
        return first
            && known
            && (!lists::has(COMMON, low)
                || small
                    && matches!(
                        low,
                        "groot"
                            | "boer"
                            | "jong"
                            | "dijk"
                            | "berg"
                            | "dam"
                            | "wit"
                            | "vries"
                            | "vos"
                            | "haan"
                            | "graaf"
                            | "leeuw"
                            | "bruin"
                            | "koning"
                            | "lange"
                            | "boom"
                            | "veen"
                            | "horst"
                            | "brink"
                    ));
    }
    // After a first word only what goes on without a stop, and not a town or a sentence that forgot its stop.
    if !first && !known && !small && (words.is_shouted(i) || people::looks_like_word(low)) {
        return false;
    }
    if sure || known || small {
        return !(words.is_shouted(i) && words.raw(i).len() <= 3 && !known);
    }
    hint != Hint::None
        && words.raw(i).len() >= 3
        && !words.is_shouted(i)
        && !people::looks_like_word(low)
        && !lists::has(PLACES, low)
}

/// Initials: "J.", "A.M.", "J P". Says the token after them.
fn initials(words: &Words, from: usize) -> usize {
    let mut at = from;
    while at < from + 8
        && words.is_capital(at)
        && (words.raw(at).chars().count() == 1 || matches!(words.raw(at), "Th" | "Chr" | "Ph" | "IJ" | "Joh"))
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
    apostrophe
        || matches!(
            words.low(i),
            "van"
                | "de"
                | "der"
                | "den"
                | "het"
                | "ter"
                | "ten"
                | "te"
                | "la"
                | "le"
                | "el"
                | "al"
                | "ben"
                | "von"
                | "da"
                | "dos"
                | "du"
                | "di"
                | "in"
                | "op"
                | "aan"
                | "bin"
                | "vd"
                | "v"
                | "d"
        )
}

/// Whether after the small words a name comes: "de kamer" is none.
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
    let low = words.low(at);
    let placed = matches!(words.low(i), "in" | "op" | "aan" | "te" | "van" | "v" | "d")
        && !words.is_capital(i)
        && words.is_capital(at)
        && (lists::has(PLACES, low) && !lists::has(FAMILY, low) || people::is_no_name(low));
    let plain = matches!(words.low(i), "in" | "op" | "aan" | "te") && at == i + 1;
    if words.is_capital(at) {
        return words.raw(at).len() > 1
            && !people::is_no_name(low)
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
    let known = words.is_capital(at) && (lists::has(FAMILY, words.low(at)));
    let after = matches!(
        words.before(i, 1),
        "vitamine"
            | "hepatitis"
            | "type"
            | "groep"
            | "klas"
            | "afdeling"
            | "categorie"
            | "cluster"
            | "plan"
            | "optie"
    );
    let fits = small
        || known
        || several
            && words.is_capital(at)
            && !people::looks_like_word(words.low(at))
            && !words.is_shouted(at);
    let to = body(words, i, true, Hint::None).filter(|_| fits && !after && words.gap(at) != Gap::Line)?;
    Some(Claim::new(Kind::Name, i, to))
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
    let doubtful = words.begins(i) && lists::has(COMMON, words.low(i));
    let known = || (i + 1..to).any(|at| lists::has(FAMILY, words.low(at)));
    (to > i + 1 && (!doubtful || known())).then(|| Claim::new(Kind::Name, i, to))
}

/// A first name alone. One that is a word too only inside a sentence, where a capital means something.
pub(super) fn first(words: &Words, i: usize) -> Option<Claim> {
    if !is_given(words, i) || is_chosen(words, i) {
        return None;
    }
    let to =
        i + 1 + 2 * usize::from(words.is_sign(i + 1, '-') && words.glued(i + 1) && is_given(words, i + 2));
    let sure = !lists::has(COMMON, words.low(i)) || !words.begins(i);
    let glued = words.glued(to)
        && matches!(words.sign(to), Some('-' | '\'' | '’'))
        && words.glued(to + 1)
        && words.low(to + 1) != "s";
    (sure && !glued).then(|| Claim::new(Kind::Name, i, to))
}

fn is_given(words: &Words, i: usize) -> bool {
    let saint = matches!(words.before(i, 1), "sint" | "st")
        || words.is_sign(i.wrapping_sub(1), '.') && words.before(i, 2) == "st";
    words.is_capital(i)
        && !words.is_shouted(i)
        && !saint
        && words.raw(i).len() <= 40
        && lists::has(GIVEN, words.low(i))
        && !lists::has(CARE, words.low(i))
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
    let low = words.low(at);
    if !words.is_capital(at)
        || words.is_shouted(at)
        || !lists::has(FAMILY, low)
        || lists::has(CARE, low)
        || people::is_no_name(low)
        || is_chosen(words, at)
    {
        return None;
    }
    let glued = words.glued(at) && at > 0 || words.glued(at + 1) && matches!(words.sign(at + 1), Some('-'));
    if small {
        // "van Jansen" is "of Jansen": then the small word stays; "van Dijk" and "de Vries" are names.
        let binds = at - i > 1 && matches!(words.low(at - 1), "der" | "den" | "de" | "het")
            || lists::has(COMMON, low)
            || matches!(
                (words.low(i), low),
                ("de", _)
                    | (
                        _,
                        "veen"
                            | "beek"
                            | "leeuwen"
                            | "vliet"
                            | "wijk"
                            | "doorn"
                            | "dongen"
                            | "loon"
                            | "schaik"
                            | "rossum"
                    )
            );
        let article = matches!(words.low(i), "in" | "op" | "aan" | "te" | "het");
        return (binds && !article && !glued).then(|| Claim::new(Kind::Name, i, at + 1));
    }
    (!words.begins(i) && !lists::has(COMMON, low) && !glued && !lists::has(PLACES, low))
        .then(|| Claim::new(Kind::Name, i, i + 1))
}

/// A half of a generated name, "Zachte Vink": it belongs to a member and gives nobody away.
pub(super) fn is_chosen(words: &Words, i: usize) -> bool {
    let half = |i: usize| words.is_capital(i) && lists::has(CHOSEN, words.low(i));
    half(i)
        && (half(i + 1) && words.gap(i + 1) == Gap::Space
            || i > 0 && half(i - 1) && words.gap(i) == Gap::Space)
}
