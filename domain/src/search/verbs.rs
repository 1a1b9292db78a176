//! Dutch verbs in a question: a participle is looked up with its verb, and what helps it says nothing by itself.

use super::stem::stem;
use crate::people::Lang;

/// The forms of "zijn", "hebben" and "worden" that are not in the list of small words. "Ik word gepest" asks for "gepest":
/// counted as a word of its own, "word" would bring whatever says "worden" before what tells of it. Texts keep these words, so
/// that none has to be indexed anew. Sorted.
const HELPING: &[&str] = &["bent", "gehad", "geworden", "werden", "word", "worden"];

/// The prefixes before "ge" in the participle of a verb that is taken apart: "uitgelachen" of "uitlachen". Longer ones before
/// those that begin them.
const APART: &[&str] = &[
    "aan", "achter", "af", "bij", "binnen", "buiten", "door", "in", "mee", "na", "neer", "om", "onder", "op",
    "over", "tegen", "terug", "toe", "uit", "vast", "voor", "weg",
];

/// The shortest verb that is looked up without its "ge".
const SHORTEST: usize = 4;

/// Tells whether a folded word of a question only helps a verb.
pub fn is_helping(word: &str) -> bool {
    HELPING.binary_search(&word).is_ok()
}

/// The terms of the participle of `word`, or of the verb whose participle it is: "pesten" and "gepest", "uitlachen" and
/// "uitgelachen". `term` is its Dutch stem. Guesses by the rule of regular verbs (Algemene Nederlandse Spraakkunst,
/// 2.3.2.4): the ones that no text has are found nowhere.
pub fn kin(word: &str, term: &str) -> Vec<String> {
    let mut kin = participles("", term);
    kin.extend(verbs("", word));
    for before in APART {
        if let (Some(word), Some(term)) = (word.strip_prefix(before), term.strip_prefix(before)) {
            let verbs = verbs(before, word);
            kin.extend(if verbs.is_empty() { participles(before, term) } else { verbs });
        }
    }
    kin
}

fn participles(before: &str, term: &str) -> Vec<String> {
    // What is left of "onder" behind "on" is no verb.
    if !before.is_empty() && (term.len() < SHORTEST - 1 || !term.is_ascii()) {
        return Vec::new();
    }
    let mut guesses: Vec<String> =
        ["", "d", "t"].iter().map(|end| format!("{before}ge{term}{end}")).collect();
    // A stem has its long vowel once; before the d of a participle it stands twice: "negeren", "genegeerd".
    if let [.., vowel @ (b'a' | b'e' | b'o' | b'u'), last] = term.as_bytes()
        && last.is_ascii_lowercase()
        && !b"aeiou".contains(last)
    {
        let (head, tail) = term.split_at(term.len() - 1);
        guesses.push(format!("{before}ge{head}{}{tail}d", char::from(*vowel)));
    }
    guesses
}

fn verbs(before: &str, word: &str) -> Vec<String> {
    let Some(bare) = word.strip_prefix("ge").filter(|bare| bare.len() >= SHORTEST && bare.is_ascii()) else {
        return Vec::new();
    };
    // Snowball takes the s of "plaats" for an ending and leaves that of "plaatsen", so both are asked.
    let bares = [Some(bare), bare.strip_suffix(['d', 't'])].into_iter().flatten();
    let mut terms: Vec<String> = bares
        .flat_map(|bare| ["", "en"].map(|end| stem(&format!("{before}{bare}{end}"), Lang::Nl)))
        .collect();
    terms.sort_unstable();
    terms.dedup();
    terms
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_kin(word: &str, other: &str) -> bool {
        kin(word, &stem(word, Lang::Nl)).contains(&stem(other, Lang::Nl))
    }

    #[test]
    fn a_participle_and_its_verb_are_kin() {
        for (verb, participle) in [
            ("pesten", "gepest"),
            ("werken", "gewerkt"),
            ("bellen", "gebeld"),
            ("roddelen", "geroddeld"),
            ("negeren", "genegeerd"),
            ("uitlachen", "uitgelachen"),
            ("opbellen", "opgebeld"),
            ("overplaatsen", "overgeplaatst"),
            ("aanraken", "aangeraakt"),
            ("buitenhouden", "buitengehouden"),
        ] {
            assert!(is_kin(verb, participle), "{verb}: {:?}", kin(verb, &stem(verb, Lang::Nl)));
            assert!(
                is_kin(participle, verb),
                "{participle}: {:?}",
                kin(participle, &stem(participle, Lang::Nl))
            );
        }
    }

    #[test]
    fn other_words_have_few_guesses() {
        for (word, most) in
            [("familie", 3), ("nachtdienst", 6), ("onderwijs", 6), ("geen", 4), ("привет", 3), ("in", 3)]
        {
            assert!(
                kin(word, &stem(word, Lang::Nl)).len() <= most,
                "{word}: {:?}",
                kin(word, &stem(word, Lang::Nl))
            );
        }
        assert!(HELPING.is_sorted() && APART.is_sorted());
        assert!(is_helping("word") && !is_helping("woord"));
    }
}
