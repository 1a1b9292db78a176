//! Employers, schools and care organisations.

use super::{Claim, Hint};
use crate::kind::Kind;
use crate::lists::{self, CARE, ORGANISATIONS};
use crate::words::{Gap, Words};

/// The most words that one name is read for.
const LONG: usize = 4;

/// An organisation: one from the list, or "ziekenhuis X", "X Ziekenhuis", "zorggroep Y", "ROC Z".
pub(super) fn organisation(words: &Words, i: usize) -> Option<Claim> {
    let (to, hint) = known(words, i).or_else(|| before_name(words, i)).or_else(|| after_name(words, i))?;
    Some(Claim::hinted(Kind::Organisation, with_article(words, i), to, hint))
}

/// A name that only the caller knows, in the words of [`normal`].
pub(super) fn given(words: &Words, i: usize, organisations: &[String]) -> Option<Claim> {
    let found = |to: usize, name: &str| {
        (words.is_capital(i) || name.len() > 8)
            .then_some((to, Hint::Care))
            .filter(|_| organisations.iter().any(|own| own == name))
    };
    let (to, hint) = longest(words, i, found)?;
    Some(Claim::hinted(Kind::Organisation, with_article(words, i), to, hint))
}

/// The words of a name, in lower case without accents and signs, as they are compared.
pub(crate) fn normal(name: &str) -> String {
    let words = Words::of(name);
    let kept: Vec<&str> =
        (0..words.len()).filter(|i| words.sign(*i).is_none()).map(|i| words.low(i)).collect();
    kept.join(" ")
}

/// The longest name for which `found` has an answer, of up to [`LONG`] words that a space, a dash or a dot parts.
fn longest<T>(words: &Words, i: usize, found: impl Fn(usize, &str) -> Option<T>) -> Option<T> {
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
        if !name.is_empty() {
            name.push(' ');
        }
        name.push_str(words.low(at));
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
    let small = words.low(i) == "s" && matches!(words.low(i + 1), "heeren");
    if !(words.is_capital(i) || small) {
        return None;
    }
    const WORDS_TOO: &[&str] = &[
        "karakter",
        "meander",
        "horizon",
        "surplus",
        "respect",
        "warande",
        "visio",
        "talant",
        "topaz",
        "lister",
        "libra",
        "solis",
        "manna",
        "summa",
        "mondriaan",
        "laurentius",
        "philadelphia",
        "isala",
        "icare",
        "accolade",
        "triade",
        "trivium",
        "koraal",
    ];
    let found = |to: usize, name: &str| {
        let single = to == i + 1 && !words.is_shouted(i);
        let doubtful = single && words.begins(i) && (name.len() < 6 || WORDS_TOO.contains(&name));
        (!doubtful && lists::has(ORGANISATIONS, name))
            .then(|| (to, if is_hospital(name) { Hint::Hospital } else { Hint::Care }))
    };
    longest(words, i, found)
}

fn is_hospital(name: &str) -> bool {
    ["ziekenhui", "umc", " mc", "medisch centrum", "gasthuis", "olvg", "isala", "kliniek"]
        .iter()
        .any(|part| name.contains(part))
}

/// "ziekenhuis Het Spectrum", "zorggroep Zuid", "ROC van Twente": a kind of organisation and a name.
fn before_name(words: &Words, i: usize) -> Option<(usize, Hint)> {
    let hint = match words.low(i) {
        "ziekenhuis" | "umc" | "mc" | "hospital" | "gasthuis" | "kliniek" => Hint::Hospital,
        "zorggroep" | "zorgcentrum" | "woonzorgcentrum" | "verpleeghuis" | "verzorgingshuis"
        | "verpleegtehuis" | "zorgcirkel" | "hospice" | "thuiszorg" | "stichting" | "ggz"
        | "huisartsenpraktijk" | "huisartsenpost" | "woonzorg" | "zorginstelling" | "zorgorganisatie"
        | "kinderdagverblijf" | "kinderopvang" | "gezondheidscentrum" | "revalidatiecentrum" | "apotheek"
        | "woonvorm" | "zorgboerderij" | "zorghuis" => Hint::Care,
        "roc" | "hogeschool" | "mboschool" | "universiteit" | "basisschool" | "school" => Hint::School,
        _ => return None,
    };
    let mut at = i + 1;
    for _ in 0..2 {
        if matches!(words.low(at), "de" | "het" | "t" | "van" | "sint" | "st" | "in")
            && words.gap(at) == Gap::Space
        {
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
    let usual = lists::has(CARE, words.low(at))
        || matches!(words.low(at), "nederland" | "ik" | "corona" | "covid" | "wlz" | "wmo" | "zvw");
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
        let stem = ["ziekenhuis", "gasthuis", "umc"].iter().find_map(|end| low.strip_suffix(end));
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
    if !words.is_capital(i)
        || words.begins(i)
            && !lists::has(lists::PLACES, low)
            && matches!(low, "het" | "een" | "ons" | "dit" | "elk" | "in" | "ieder" | "mijn" | "dat" | "welk")
    {
        return None;
    }
    let mut at = i + 1;
    while at < i + 3 && words.is_capital(at) && words.gap(at) == Gap::Space && !is_kind(words.low(at)) {
        at += 1;
    }
    at += usize::from(words.is_sign(at, '-') && words.glued(at) && words.glued(at + 1));
    let (kind, two) = (words.low(at), words.low(at) == "medisch" && words.low(at + 1) == "centrum");
    let school = matches!(kind, "college" | "hogeschool");
    if !(is_kind(kind) || two) || words.gap(at) == Gap::Line || school && !words.is_capital(at) {
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

fn is_kind(word: &str) -> bool {
    matches!(
        word,
        "ziekenhuis"
            | "gasthuis"
            | "mc"
            | "umc"
            | "college"
            | "hogeschool"
            | "zorggroep"
            | "ziekenhuizen"
            | "hospital"
            | "kliniek"
    )
}

/// An article that belongs to the name goes with it.
fn with_article(words: &Words, i: usize) -> usize {
    let mut from = i;
    if from > 0 && matches!(words.sign(from - 1), Some('\'' | '’')) && words.glued(from) {
        from -= 1;
    }
    let article =
        from > 0 && words.gap(from) == Gap::Space && matches!(words.low(from - 1), "het" | "de" | "the");
    if article { from - 1 } else { from }
}
