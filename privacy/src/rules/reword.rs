//! Neutral words that fit the sentence.

use super::{Claim, Hint};
use crate::dictionary::{DETERMINER, DUTCH, ENGLISH, MONTH_BARE, ON};
use crate::finding::{Finding, Lang};
use crate::kind::FindingKind;
use crate::words::Words;

/// The claims as findings, each with its rewording.
pub(super) fn all(words: &Words, claims: Vec<Claim>, lang: Lang) -> Vec<Finding> {
    let lang = spoken(words).unwrap_or(lang);
    let cared = cared_for(words, lang);
    let mut known: Vec<String> = Vec::new();
    claims
        .into_iter()
        .map(|claim| {
            let again = claim.kind == FindingKind::Name && is_known(words, &claim, &mut known);
            let mut said = wording(words, &claim, lang, cared, again);
            if words.begins(claim.from) {
                capital(&mut said);
            }
            Finding {
                start: words.start(claim.from),
                end: words.end(claim.to - 1),
                kind: claim.kind,
                rewording: Some(said),
            }
        })
        .collect()
}

/// Guesses the language of the text: the one whose small words it has more of. Looks at the first few hundred words.
fn spoken(words: &Words) -> Option<Lang> {
    let count = |set| (0..words.len().min(400)).filter(|i| words.is(*i, set)).count();
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

/// Finds the word by which the text calls those who are cared for.
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

/// Tells whether a name with the same last word came before, so that "de bewoner" reads better than "een bewoner".
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
    let led = words.is(claim.from, ON);
    let (dutch, english) = match claim.kind {
        FindingKind::Name => return name(words, claim, lang, cared, again),
        FindingKind::Date => return date(words, claim, lang),
        FindingKind::Bsn | FindingKind::Big => ("(nummer weggelaten)", "(number left out)"),
        FindingKind::Key => ("(code weggelaten)", "(code left out)"),
        FindingKind::Phone => ("(telefoonnummer weggelaten)", "(phone number left out)"),
        FindingKind::Email => ("(mailadres weggelaten)", "(e-mail address left out)"),
        FindingKind::Postcode => ("(postcode weggelaten)", "(postcode left out)"),
        FindingKind::Link => ("(link weggelaten)", "(link left out)"),
        FindingKind::Profile => ("(account weggelaten)", "(account left out)"),
        FindingKind::Address if led => ("ergens in de buurt", "somewhere nearby"),
        FindingKind::Address => ("een adres", "an address"),
        FindingKind::Age if claim.hint == Hint::Aged => ("hoogbejaarde", "very old"),
        FindingKind::Age => ("boven de 90", "over 90"),
        FindingKind::Room if led => ("op een kamer", "in a room"),
        FindingKind::Room => ("een kamer", "a room"),
        FindingKind::Ward if led => ("op de afdeling", "on the ward"),
        FindingKind::Ward => ("de afdeling", "the ward"),
        FindingKind::Organisation => match claim.hint {
            Hint::Hospital => ("een ziekenhuis", "a hospital"),
            Hint::School => ("een school", "a school"),
            _ => ("een organisatie", "an organisation"),
        },
        FindingKind::Place => ("de regio", "the region"),
    };
    pick(lang, dutch, english).to_owned()
}

fn pick<'a>(lang: Lang, dutch: &'a str, english: &'a str) -> &'a str {
    if lang == Lang::Nl { dutch } else { english }
}

fn date(words: &Words, claim: &Claim, lang: Lang) -> String {
    const NL: &str =
        "januari februari maart april mei juni juli augustus september oktober november december";
    const EN: &str = "January February March April May June July August September October November December";
    let Hint::Month(month) = claim.hint else { return String::new() };
    let name = pick(lang, NL, EN).split(' ').nth(month as usize - 1).unwrap_or_default();
    let bare = words.was(claim.from, 1, MONTH_BARE);
    joined([if bare { "" } else { "in " }, name])
}

fn name(words: &Words, claim: &Claim, lang: Lang, cared: &str, again: bool) -> String {
    let determined = words.was(claim.from, 1, DETERMINER);
    let article = match (determined, again) {
        (true, _) => "",
        (_, true) => pick(lang, "de ", "the "),
        _ => pick(lang, "een ", "a "),
    };
    let (article, noun) = match claim.hint {
        Hint::Resident => (article, cared),
        Hint::Doctor => (article, pick(lang, "arts", "doctor")),
        Hint::Colleague => (article, pick(lang, "collega", "colleague")),
        Hint::Family => (article, pick(lang, "familie", "family")),
        Hint::Role => return joined([article, &lowered(words, claim.from)]),
        Hint::LeftOut => ("", pick(lang, "(naam weggelaten)", "(name left out)")),
        _ if determined => ("", pick(lang, "persoon", "person")),
        _ => ("", pick(lang, "iemand", "someone")),
    };
    joined([article, noun])
}

/// The first word as it was typed, but small: its first letter from the word as it is compared.
fn lowered(words: &Words, i: usize) -> String {
    let mut rest = words.raw(i).chars();
    rest.next();
    joined([words.low(i).get(..1).unwrap_or_default(), rest.as_str()])
}

fn joined(texts: [&str; 2]) -> String {
    let mut joined = texts[0].to_owned();
    joined.push_str(texts[1]);
    joined
}

/// A wording begins with a letter of the alphabet or a bracket.
fn capital(said: &mut str) {
    if let Some(first) = said.get_mut(..1) {
        first.make_ascii_uppercase();
    }
}
