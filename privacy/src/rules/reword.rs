//! Neutral words that fit the sentence.

use super::{Claim, Hint};
use crate::finding::{Finding, Lang};
use crate::kind::Kind;
use crate::words::Words;

/// The claims as findings, each with its rewording.
pub(super) fn all(words: &Words, claims: Vec<Claim>, lang: Lang) -> Vec<Finding> {
    let lang = spoken(words).unwrap_or(lang);
    let cared = cared_for(words, lang);
    let mut known: Vec<String> = Vec::new();
    claims
        .into_iter()
        .map(|claim| {
            let again = claim.kind == Kind::Name && is_known(words, &claim, &mut known);
            let said = wording(words, &claim, lang, cared, again);
            let said = if words.begins(claim.from) { capital(&said) } else { said };
            Finding {
                start: words.start(claim.from),
                end: words.end(claim.to - 1),
                kind: claim.kind,
                rewording: Some(said),
            }
        })
        .collect()
}

/// Which language the text is in: whose small words it has more of. Looks at the first few hundred words.
fn spoken(words: &Words) -> Option<Lang> {
    const DUTCH: &[&str] = &[
        "de", "het", "een", "ik", "en", "van", "is", "was", "niet", "mijn", "dat", "met", "bij", "op", "ze",
        "naar", "er",
    ];
    const ENGLISH: &[&str] =
        &["the", "i", "and", "not", "my", "that", "with", "on", "she", "to", "there", "is", "was", "who"];
    let count = |list: &[&str]| (0..words.len().min(400)).filter(|i| list.contains(&words.low(*i))).count();
    let (dutch, english) = (count(DUTCH), count(ENGLISH));
    // Both languages share "is" and "was", so one word more says nothing.
    if dutch > english + 1 {
        Some(Lang::Nl)
    } else if english > dutch + 1 {
        Some(Lang::En)
    } else {
        None
    }
}

/// What the text calls those who are cared for.
fn cared_for(words: &Words, lang: Lang) -> &'static str {
    for i in 0..words.len().min(800) {
        match (words.low(i), lang) {
            ("patient" | "patiente" | "patienten", Lang::Nl) => return "patiënt",
            ("client" | "cliente" | "clienten", Lang::Nl) => return "cliënt",
            ("bewoner" | "bewoonster" | "bewoners", _) => return "bewoner",
            ("patient" | "patients", Lang::En) => return "patient",
            ("client" | "clients", Lang::En) => return "client",
            _ => {}
        }
    }
    if lang == Lang::Nl { "bewoner" } else { "resident" }
}

/// Whether a name with the same last word came before, so that "de bewoner" reads better than "een bewoner".
fn is_known(words: &Words, claim: &Claim, known: &mut Vec<String>) -> bool {
    let Some(last) =
        (claim.from..claim.to).find(|i| words.is_capital(*i) && *i > claim.from).map(|i| words.low(i))
    else {
        return false;
    };
    if known.iter().any(|name| name == last) {
        return true;
    }
    if known.len() < 8 {
        known.push(last.to_owned());
    }
    false
}

fn wording(words: &Words, claim: &Claim, lang: Lang, cared: &str, again: bool) -> String {
    let dutch = lang == Lang::Nl;
    let pick = |nl: &str, en: &str| if dutch { nl.to_owned() } else { en.to_owned() };
    let led = matches!(words.low(claim.from), "op" | "in" | "on" | "aan");
    match claim.kind {
        Kind::Name => name(words, claim, lang, cared, again),
        Kind::Bsn | Kind::Big => pick("(nummer weggelaten)", "(number left out)"),
        Kind::Phone => pick("(telefoonnummer weggelaten)", "(phone number left out)"),
        Kind::Email => pick("(mailadres weggelaten)", "(e-mail address left out)"),
        Kind::Postcode => pick("(postcode weggelaten)", "(postcode left out)"),
        Kind::Link => pick("(link weggelaten)", "(link left out)"),
        Kind::Profile => pick("(account weggelaten)", "(account left out)"),
        Kind::Address if led => pick("ergens in de buurt", "somewhere nearby"),
        Kind::Address => pick("een adres", "an address"),
        Kind::Date => date(words, claim, dutch),
        Kind::Age if claim.hint == Hint::Aged => pick("hoogbejaarde", "very old"),
        Kind::Age => pick("boven de 90", "over 90"),
        Kind::Room if led => pick("op een kamer", "in a room"),
        Kind::Room => pick("een kamer", "a room"),
        Kind::Ward if led => pick("op de afdeling", "on the ward"),
        Kind::Ward => pick("de afdeling", "the ward"),
        Kind::Organisation => match claim.hint {
            Hint::Hospital => pick("het ziekenhuis", "the hospital"),
            Hint::School => pick("de school", "the school"),
            _ => pick("de organisatie", "the organisation"),
        },
        Kind::Place => pick("de regio", "the region"),
    }
}

fn date(words: &Words, claim: &Claim, dutch: bool) -> String {
    const NL: [&str; 12] = [
        "januari",
        "februari",
        "maart",
        "april",
        "mei",
        "juni",
        "juli",
        "augustus",
        "september",
        "oktober",
        "november",
        "december",
    ];
    const EN: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    let Hint::Month(month) = claim.hint else { return String::new() };
    let names = if dutch { NL } else { EN };
    let name = names[(month as usize).clamp(1, 12) - 1];
    let bare = matches!(
        words.before(claim.from, 1),
        "sinds"
            | "vanaf"
            | "tot"
            | "voor"
            | "na"
            | "van"
            | "in"
            | "rond"
            | "t/m"
            | "since"
            | "from"
            | "until"
            | "before"
            | "after"
            | "en"
            | "t"
    );
    if bare { name.to_owned() } else { ["in ", name].concat() }
}

fn name(words: &Words, claim: &Claim, lang: Lang, cared: &str, again: bool) -> String {
    let dutch = lang == Lang::Nl;
    let determined = matches!(
        words.before(claim.from, 1),
        "mijn"
            | "onze"
            | "haar"
            | "zijn"
            | "hun"
            | "jouw"
            | "je"
            | "jullie"
            | "die"
            | "deze"
            | "de"
            | "een"
            | "het"
            | "ons"
            | "the"
            | "a"
            | "my"
            | "our"
            | "her"
            | "his"
            | "their"
            | "this"
            | "that"
            | "your"
            | "dat"
            | "dit"
    );
    let article = match (determined, again, dutch) {
        (true, ..) => "",
        (_, true, true) => "de ",
        (_, true, false) => "the ",
        (_, _, true) => "een ",
        (_, _, false) => "a ",
    };
    let noun = match claim.hint {
        Hint::Resident => cared.to_owned(),
        Hint::Doctor => if dutch { "arts" } else { "doctor" }.to_owned(),
        Hint::Colleague => if dutch { "collega" } else { "colleague" }.to_owned(),
        Hint::Family => if dutch { "familie" } else { "family" }.to_owned(),
        Hint::Role => lowered(words, claim.from),
        Hint::LeftOut => return if dutch { "(naam weggelaten)" } else { "(name left out)" }.to_owned(),
        _ if determined => return if dutch { "persoon" } else { "person" }.to_owned(),
        _ => return if dutch { "iemand" } else { "someone" }.to_owned(),
    };
    [article, &noun].concat()
}

/// The first word as it was typed, but small.
fn lowered(words: &Words, i: usize) -> String {
    let raw = words.raw(i);
    let mut letters = raw.chars();
    match letters.next() {
        Some(first) => first.to_lowercase().chain(letters).collect(),
        None => String::new(),
    }
}

fn capital(said: &str) -> String {
    let mut letters = said.chars();
    match letters.next() {
        Some(first) => first.to_uppercase().chain(letters).collect(),
        None => String::new(),
    }
}
