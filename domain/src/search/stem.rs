//! Words without their endings: Snowball's Dutch and English, and what Snowball's Dutch leaves standing.

use super::words::{Token, is_dutch_filler, is_english_filler};
use crate::people::Lang;
use rust_stemmers::{Algorithm, Stemmer};
use std::sync::OnceLock;

/// The language of a text, told by its small words. Dutch unless it is clearly English.
pub fn language<'a>(tokens: impl IntoIterator<Item = &'a Token>) -> Lang {
    let (mut english, mut dutch) = (0, 0);
    for token in tokens {
        english += usize::from(is_english_filler(&token.word));
        dutch += usize::from(is_dutch_filler(&token.word));
    }
    if english > dutch { Lang::En } else { Lang::Nl }
}

/// The stem of a folded word.
pub fn stem(word: &str, lang: Lang) -> String {
    static STEMMERS: OnceLock<(Stemmer, Stemmer)> = OnceLock::new();
    let (dutch, english) =
        STEMMERS.get_or_init(|| (Stemmer::create(Algorithm::Dutch), Stemmer::create(Algorithm::English)));
    // Words of other scripts and numbers have no endings that we know.
    if !word.bytes().all(|b| b.is_ascii_lowercase()) {
        return word.to_owned();
    }
    match lang {
        Lang::Nl => soften(&dutch.stem(without_s(without_t(word)))),
        Lang::En => english.stem(word).into_owned(),
    }
}

/// "helpt" is "help": the t of the third person, where no Dutch noun ends so. After s, h, n, r and vowels it is part
/// of the word (dienst, nacht, patiënt, hart, fout).
fn without_t(word: &str) -> &str {
    let bytes = word.as_bytes();
    let ends = bytes.len() >= 4
        && bytes[bytes.len() - 1] == b't'
        && matches!(bytes[bytes.len() - 2], b'f' | b'g' | b'k' | b'l' | b'm' | b'p');
    if ends { &word[..word.len() - 1] } else { word }
}

/// "collega's" is "collega"; Snowball leaves an s behind a vowel.
fn without_s(word: &str) -> &str {
    let ends = word.len() >= 5 && ["as", "os", "ys"].iter().any(|end| word.ends_with(end));
    if ends { &word[..word.len() - 1] } else { word }
}

/// "bellen" and "bel", "durven" and "durf", "grenzen" and "grens", "vraag" and "vragen" are one.
fn soften(stem: &str) -> String {
    let mut stem = stem.to_owned();
    match stem.as_bytes() {
        [.., b'v'] => stem.replace_range(stem.len() - 1.., "f"),
        // Snowball takes the s of "grens" for an ending, but not that of "reis".
        [.., b'a' | b'e' | b'i' | b'o' | b'u' | b'j', b'z'] => stem.replace_range(stem.len() - 1.., "s"),
        [.., b'z'] => drop(stem.pop()),
        _ => {}
    }
    if let [.., one, other] = stem.as_bytes()
        && one == other
        && !b"aeiou".contains(one)
    {
        stem.pop();
    }
    let bytes = stem.as_bytes();
    let length = bytes.len();
    // A long vowel is written twice in a closed syllable only: "geef" and "gev(en)".
    if length >= 4 && bytes[length - 2] == bytes[length - 3] && b"aeou".contains(&bytes[length - 2]) {
        stem.remove(length - 2);
    }
    stem
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::search::words::tokens;

    #[test]
    fn the_forms_of_a_dutch_word_are_one() {
        for forms in [
            &["begeleiding", "begeleidingen"][..],
            &["begeleider", "begeleiders"],
            &["vraag", "vragen", "vraagt"],
            &["durf", "durven", "durft"],
            &["grens", "grenzen"],
            &["reis", "reizen"],
            &["bel", "bellen", "belt"],
            &["zeg", "zeggen", "zegt"],
            &["foto", "fotos"],
            &["geef", "geven", "geeft"],
            &["help", "helpen", "helpt"],
            &["dienst", "diensten"],
            &["nachtdienst", "nachtdiensten"],
            &["client", "clienten"],
            &["bewoner", "bewoners"],
            &["rooster", "roosters"],
            &["fout", "fouten"],
            &["huil", "huilen"],
            &["collega", "collegas"],
            &["medicijn", "medicijnen"],
        ] {
            let stems: Vec<_> = forms.iter().map(|form| stem(form, Lang::Nl)).collect();
            assert!(stems.iter().all(|stem| *stem == stems[0]), "{forms:?} {stems:?}");
        }
    }

    #[test]
    fn different_words_stay_different() {
        for (one, other) in [("nacht", "nacho"), ("dienst", "dien"), ("werk", "week"), ("113", "112")] {
            assert_ne!(stem(one, Lang::Nl), stem(other, Lang::Nl));
        }
    }

    #[test]
    fn english_has_endings_of_its_own() {
        assert_eq!(stem("working", Lang::En), stem("works", Lang::En));
        assert_eq!(stem("shifts", Lang::En), stem("shift", Lang::En));
        assert_eq!(language(&tokens("I was alone at the ward and it hurt")), Lang::En);
        assert_eq!(language(&tokens("Ik was alleen op de afdeling")), Lang::Nl);
        assert_eq!(language(&[]), Lang::Nl);
    }
}
