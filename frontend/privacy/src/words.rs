//! The sentences of `locales/{nl,en}/check.json`.

use privacy::{Kind, Lang};

include!(concat!(env!("OUT_DIR"), "/words.rs"));

/// The sentence under this key; empty when there is none, which the test below forbids for every key that is used.
pub fn word(lang: Lang, key: &str) -> &'static str {
    let table = match lang {
        Lang::Nl => NL,
        Lang::En => EN,
    };
    table.iter().find(|(name, _)| *name == key).map_or("", |(_, sentence)| sentence)
}

/// Why this kind of finding may give somebody away.
pub fn reason(lang: Lang, kind: Kind) -> &'static str {
    word(lang, kind.slug())
}

/// The sentence with what was found, or what may stand there instead, in its place.
pub fn with(sentence: &str, text: &str) -> String {
    sentence.replace("{text}", text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_has_its_reason_in_both_languages() {
        for lang in [Lang::Nl, Lang::En] {
            for kind in Kind::ALL {
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
