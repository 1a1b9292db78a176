//! Employers, schools and care organisations.

use super::{Claim, Hint};
use crate::dictionary::{
    ARTICLE, CARE, CARE_HOME, Class, HOSPITAL, NO_ORGANISATION, NO_ORGANISATION_NAME, ORGANISATION_KIND,
    ORGANISATION_SMALL, ORGANISATION_WORD, ORGANISATIONS, PLACES, SCHOOL,
};
use crate::kind::FindingKind;
use crate::words::{Gap, Words, add_word, has_part, stems};

/// The result of reading a name: the token after it, and its kind.
type ReadName = Option<(usize, Hint)>;

/// The most words that one name is read for.
const LONG: usize = 4;

/// An organisation: one from the list, or "ziekenhuis X", "X Ziekenhuis", "zorggroep Y", "ROC Z".
pub(super) fn organisation(words: &Words, i: usize) -> Option<Claim> {
    // The reading that takes most of the name: "Amphia" is on the list, "Amphia Ziekenhuis" is what it is called.
    let mut read = [known(words, i), before_name(words, i), after_name(words, i)].into_iter().flatten();
    let first = read.next()?;
    let (to, hint) = read.fold(first, |best, other| if other.0 > best.0 { other } else { best });
    Some(Claim::hinted(FindingKind::Organisation, with_article(words, i), to, hint))
}

/// A name that only the caller knows, in the words of [`normal`].
pub(super) fn given(words: &Words, i: usize, organisations: &[String]) -> Option<Claim> {
    let found = |to: usize, name: &str| {
        let fits = words.is_capital(i) || name.len() > 8;
        (fits && organisations.iter().any(|own| own == name)).then_some((to, Hint::Care))
    };
    let (to, hint) = longest(words, i, &found)?;
    Some(Claim::hinted(FindingKind::Organisation, with_article(words, i), to, hint))
}

/// The words of a name, in lower case without accents and signs, as they are compared.
pub(crate) fn normal(name: &str) -> String {
    let words = Words::of(name);
    let mut normal = String::new();
    for i in (0..words.len()).filter(|i| words.sign(*i).is_none()) {
        add_word(&mut normal, words.low(i));
    }
    normal
}

/// The longest name for which `found` has an answer, of up to [`LONG`] words that a space, a dash or a dot parts.
fn longest(words: &Words, i: usize, found: &dyn Fn(usize, &str) -> ReadName) -> ReadName {
    if !(words.is_word(i) || words.is_number(i)) || words.raw(i).len() > 30 {
        return None;
    }
    let (mut name, mut at, mut last) = (String::new(), i, None);
    for _ in 0..LONG + 2 {
        if !(words.is_word(at) || words.is_number(at))
            || words.raw(at).len() > 30
            || at > i && words.gap(at) == Gap::Line
        {
            break;
        }
        add_word(&mut name, words.low(at));
        at += 1;
        last = found(at, &name).or(last);
        let glue = words.is_sign(at, '&')
            || matches!(words.sign(at), Some('-' | '.' | '\'' | '’')) && words.glued(at + 1);
        if glue {
            at += 1;
        }
    }
    last
}

fn known(words: &Words, i: usize) -> Option<(usize, Hint)> {
    // "'s Heeren Loo" begins with an apostrophe and a small letter.
    let small = words.low(i) == "s" && words.low(i + 1) == "heeren";
    if !(words.is_capital(i) || small) {
        return None;
    }
    let found = |to: usize, name: &str| {
        let single = to == i + 1 && !words.is_shouted(i);
        let class = Class::of(name);
        let doubtful = single && words.begins(i) && (name.len() < 6 || class.is(ORGANISATION_WORD));
        (!doubtful && class.is(ORGANISATIONS))
            .then(|| (to, if is_hospital(name) { Hint::Hospital } else { Hint::Care }))
    };
    longest(words, i, &found)
}

fn is_hospital(name: &str) -> bool {
    "ziekenhui|umc| mc|medisch centrum|gasthuis|olvg|isala|kliniek"
        .split('|')
        .any(|part| has_part(name, part))
}

/// "ziekenhuis Het Spectrum", "zorggroep Zuid", "ROC van Twente": a kind of organisation and a name.
fn before_name(words: &Words, i: usize) -> Option<(usize, Hint)> {
    let hint = if words.is(i, HOSPITAL) {
        Hint::Hospital
    } else if words.is(i, CARE_HOME) {
        Hint::Care
    } else if words.is(i, SCHOOL) {
        Hint::School
    } else {
        return None;
    };
    let mut at = i + 1;
    for _ in 0..2 {
        if words.is(at, ORGANISATION_SMALL) && words.gap(at) == Gap::Space {
            at += 1 + usize::from(
                matches!(words.sign(at + 1), Some('.' | '-'))
                    && words.is_word(at + 2)
                    && words.low(at) != "in",
            );
        }
    }
    // "het ziekenhuis in Zwolle" names a town; "de school van Anna" a person.
    if at > i + 1 && (words.low(at - 1) == "in" || words.low(at - 1) == "van" && hint != Hint::School) {
        return None;
    }
    let first = if words.is_capital(i + 1) { i + 1 } else { at };
    let usual = words.is(at, CARE) || words.is(at, NO_ORGANISATION_NAME);
    let mut to = at;
    while to < at + 3
        && words.is_capital(to)
        && words.gap(to) == Gap::Space
        && !(words.begins(to) && to > at && words.sign(to - 1).is_some())
    {
        to += 1;
    }
    (to > at && !usual && words.gap(first) == Gap::Space && words.raw(at).len() > 1).then_some((to, hint))
}

/// "Catharina Ziekenhuis", "Sint-Annaziekenhuis", "Flevoziekenhuis", "Medisch Centrum Zuid".
fn after_name(words: &Words, i: usize) -> Option<(usize, Hint)> {
    let low = words.low(i);
    if words.is_capital(i) && low.len() <= 40 && !words.begins(i) {
        let stem = stems(low, "ziekenhuis gasthuis umc").next();
        let own = matches!(
            stem,
            Some(
                "streek"
                    | "kinder"
                    | "opleidings"
                    | "moeder"
                    | "stads"
                    | "dieren"
                    | "dag"
                    | "top"
                    | "veld"
                    | ""
                    | "een"
                    | "basis"
            )
        );
        if stem.is_some_and(|stem| stem.len() >= 3) && !own {
            return Some((i + 1, Hint::Hospital));
        }
    }
    if !words.is_capital(i) || words.begins(i) && !words.is(i, PLACES) && words.is(i, NO_ORGANISATION) {
        return None;
    }
    let mut at = i + 1;
    while at < i + 3
        && words.is_capital(at)
        && words.gap(at) == Gap::Space
        && !words.is(at, ORGANISATION_KIND)
    {
        at += 1;
    }
    at += usize::from(words.is_sign(at, '-') && words.glued(at) && words.glued(at + 1));
    let (kind, two) = (words.low(at), words.low(at) == "medisch" && words.low(at + 1) == "centrum");
    let school = matches!(kind, "college" | "hogeschool");
    if !(words.is(at, ORGANISATION_KIND) || two)
        || words.gap(at) == Gap::Line
        || school && !words.is_capital(at)
    {
        return None;
    }
    let hint = if school {
        Hint::School
    } else if is_hospital(kind) || two || kind == "mc" {
        Hint::Hospital
    } else {
        Hint::Care
    };
    Some((at + 1 + usize::from(two), hint))
}

/// An article that belongs to the name goes with it.
fn with_article(words: &Words, i: usize) -> usize {
    let mut from = i;
    if from > 0 && matches!(words.sign(from - 1), Some('\'' | '’')) && words.glued(from) {
        from -= 1;
    }
    let article = from > 0 && words.gap(from) == Gap::Space && words.is(from - 1, ARTICLE);
    if article { from - 1 } else { from }
}
