//! The sentences of `locales/{nl,en}/check.json`.

use crate::dom::joined;
use privacy::{FindingKind, Lang};

include!(concat!(env!("OUT_DIR"), "/words.rs"));

/// The sentence under this key; empty when there is none, which the test below forbids for every key that is used.
pub fn word(lang: Lang, key: &str) -> &'static str {
    let table = match lang {
        Lang::Nl => NL,
        Lang::En => EN,
    };
    let at = KEYS.split('\n').position(|name| name == key);
    at.and_then(|at| table.split('\n').nth(at)).unwrap_or_default()
}

/// Why this kind of finding may give somebody away.
pub fn reason(lang: Lang, kind: FindingKind) -> &'static str {
    word(lang, kind.slug())
}

/// The sentence with what was found, or what may stand there instead, in its place.
pub fn with(sentence: &str, text: &str) -> String {
    match sentence.split_once('{') {
        Some((before, after)) => joined(&[before, text, after.strip_prefix("text}").unwrap_or_default()]),
        None => sentence.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_found_stands_in_its_sentence() {
        assert_eq!(with("‘{text}’ is het. Zo.", "a. {b}"), "‘a. {b}’ is het. Zo.");
    }

    #[test]
    fn every_kind_has_its_reason_in_both_languages() {
        for lang in [Lang::Nl, Lang::En] {
            for kind in FindingKind::ALL {
                assert!(!reason(lang, *kind).is_empty(), "{lang:?} {}", kind.slug());
                assert!(reason(lang, *kind).contains("{text}"), "{lang:?} {}", kind.slug());
            }
        }
    }

    #[test]
    fn every_key_that_the_check_uses_is_there() {
        let used = include_str!("field.rs").to_owned() + include_str!("form.rs");
        for part in used.split("word(self.lang, \"").skip(1) {
            let key = part.split('"').next().unwrap_or_default();
            assert!(!word(Lang::Nl, key).is_empty() && !word(Lang::En, key).is_empty(), "{key}");
        }
    }
}
