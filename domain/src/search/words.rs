//! The words of a text: where they stand and what is left of them when capitals and accents do not count.

use super::fold::{fold, is_accent};

/// The longest word that is kept whole, in bytes; what is longer was not typed to be found.
const LONGEST: usize = 60;

/// A word in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    /// The start, in bytes.
    pub start: usize,
    /// The end, in bytes.
    pub end: usize,
    /// The word, folded.
    pub word: String,
}

/// The words of a text, in order.
pub fn tokens(text: &str) -> Vec<Token> {
    let mut found = Vec::new();
    let mut open: Option<Token> = None;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let inside = c.is_alphanumeric()
            || (open.is_some() && is_accent(c))
            // foto's, zo'n: one word.
            || (open.is_some() && is_apostrophe(c) && chars.peek().is_some_and(|(_, next)| next.is_alphabetic()));
        if !inside {
            found.extend(open.take());
            continue;
        }
        let token = open.get_or_insert_with(|| Token { start: at, end: at, word: String::new() });
        token.end = at + c.len_utf8();
        if !is_apostrophe(c) && token.word.len() < LONGEST {
            fold(c, &mut token.word);
        }
    }
    found.extend(open);
    found.retain(|token| !token.word.is_empty());
    found
}

const fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | '‘' | '`')
}

/// Words that stand in almost every Dutch text and say nothing about it. Sorted. Words that people in trouble lean on
/// ("niet", "geen", "alleen", "meer", "kan") are not among them.
const DUTCH: &[&str] = &[
    "aan", "al", "als", "ben", "bij", "dan", "dat", "de", "der", "deze", "die", "dit", "door", "dus", "een",
    "en", "er", "geweest", "had", "hadden", "heb", "hebben", "hebt", "heeft", "hem", "het", "hier", "hij",
    "hoe", "hun", "ik", "in", "is", "je", "jij", "jou", "jouw", "jullie", "maar", "me", "met", "mij", "mijn",
    "na", "naar", "nog", "of", "om", "omdat", "ons", "onze", "ook", "op", "over", "te", "toch", "toen",
    "tot", "u", "uit", "uw", "van", "voor", "want", "waren", "was", "wat", "we", "wel", "werd", "wie", "wij",
    "wordt", "ze", "zich", "zij", "zijn", "zo",
];

/// The English words that say nothing about a text.
const ENGLISH: &[&str] = &[
    "a", "am", "an", "and", "are", "as", "at", "be", "been", "but", "by", "do", "does", "for", "from", "had",
    "has", "have", "he", "her", "his", "how", "i", "if", "in", "is", "it", "its", "me", "my", "of", "on",
    "or", "our", "she", "so", "than", "that", "the", "their", "them", "then", "they", "this", "those", "to",
    "too", "was", "we", "were", "what", "who", "will", "with", "you", "your",
];

/// No word of either list is longer, and most words of a text are.
const LONGEST_FILLER: usize = 7;

/// Tells whether a folded word says nothing about a text.
pub fn is_filler(word: &str) -> bool {
    is_dutch_filler(word) || is_english_filler(word)
}

/// Tells whether it is such a word of Dutch.
pub fn is_dutch_filler(word: &str) -> bool {
    word.len() <= LONGEST_FILLER && DUTCH.binary_search(&word).is_ok()
}

/// Tells whether it is such a word of English.
pub fn is_english_filler(word: &str) -> bool {
    word.len() <= LONGEST_FILLER && ENGLISH.binary_search(&word).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn folded(text: &str) -> Vec<String> {
        tokens(text).into_iter().map(|token| token.word).collect()
    }

    #[test]
    fn capitals_accents_and_apostrophes_do_not_count() {
        for (text, words) in [
            ("De CLIËNT, één keer!", &["de", "client", "een", "keer"][..]),
            ("clie\u{308}nt", &["client"]),
            ("foto’s van zo'n IJSJE", &["fotos", "van", "zon", "ijsje"]),
            ("'s nachts", &["s", "nachts"]),
            ("werk-privé/balans", &["werk", "prive", "balans"]),
            ("bel 113 of 0800-0113", &["bel", "113", "of", "0800", "0113"]),
            ("ĳs œuvre Straße", &["ijs", "oeuvre", "strasse"]),
            ("🙂 !!! \u{301}", &[]),
            ("", &[]),
        ] {
            assert_eq!(folded(text), words, "{text}");
        }
    }

    #[test]
    fn the_lists_are_sorted() {
        assert!(DUTCH.is_sorted() && ENGLISH.is_sorted());
        let longest = DUTCH.iter().chain(ENGLISH).map(|word| word.len()).max();
        assert_eq!(longest, Some(LONGEST_FILLER));
        assert!(is_filler("het") && is_filler("the") && !is_filler("niet") && !is_filler("alleen"));
    }

    proptest! {
        #[test]
        fn words_stand_where_they_say(text in "\\PC{0,200}") {
            let mut last = 0;
            for token in tokens(&text) {
                prop_assert!(token.start >= last && token.end > token.start);
                prop_assert!(text.get(token.start..token.end).is_some());
                last = token.end;
            }
        }

        #[test]
        fn folding_twice_is_folding_once(text in "\\PC{0,80}") {
            let once = folded(&text);
            prop_assert_eq!(folded(&once.join(" ")), once);
        }
    }
}
