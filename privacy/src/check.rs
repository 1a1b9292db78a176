//! The check: a text in, findings out.

use crate::finding::{Finding, Lang};
use crate::rules;
use crate::words::Words;

/// Finds what in this text could give somebody away: sorted, never overlapping.
///
/// `lang` is the language of the page; a text that is clearly Dutch or English gets rewordings in its own.
pub fn check(text: &str, lang: Lang) -> Vec<Finding> {
    check_with(text, lang, &[])
}

/// Checks with names of organisations, too, that only the caller knows.
pub fn check_with(text: &str, lang: Lang, organisations: &[String]) -> Vec<Finding> {
    let organisations: Vec<String> =
        organisations.iter().map(|name| rules::normal(name)).filter(|name| name.len() > 2).collect();
    rules::find(&Words::of(text), lang, &organisations)
}

/// Tells whether a key or a join code of this site stands in this text.
pub fn holds_key(text: &str) -> bool {
    rules::holds_key(&Words::of(text))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::{accept, accept_all};
    use crate::kind::FindingKind;
    use proptest::prelude::*;

    fn kinds(text: &str) -> Vec<(&str, FindingKind)> {
        check(text, Lang::Nl).iter().map(|found| (&text[found.start..found.end], found.kind)).collect()
    }

    #[test]
    fn numbers_that_reach_a_person_are_found() {
        for (text, found, kind) in [
            ("Bel 06-12345678 even", "06-12345678", FindingKind::Phone),
            ("Bel 06 12 34 56 78.", "06 12 34 56 78", FindingKind::Phone),
            ("Bel (020) 123 45 67.", "(020) 123 45 67", FindingKind::Phone),
            ("Bel +31 (0)6 12345678", "+31 (0)6 12345678", FindingKind::Phone),
            ("Bel 0031612345678", "0031612345678", FindingKind::Phone),
            ("bsn 123456782", "123456782", FindingKind::Bsn),
            ("nummer 1234.56.782", "1234.56.782", FindingKind::Bsn),
            ("mail j.jansen@zorg-huis.nl.", "j.jansen@zorg-huis.nl", FindingKind::Email),
            ("mail jan punt smit at gmail punt com", "jan punt smit at gmail punt com", FindingKind::Email),
            ("mail piet (at) huis.nl", "piet (at) huis.nl", FindingKind::Email),
            ("BIG 12345678901", "12345678901", FindingKind::Big),
        ] {
            assert_eq!(kinds(text), [(found, kind)], "{text}");
        }
    }

    #[test]
    fn other_numbers_are_left_alone() {
        for text in [
            "2x5 mg om 08:00 en 20:00",
            "06-12-2026 14:30",
            "bel 113 of 0800-0113",
            "123456789 ml",
            "tussen 0 1 2 3 4 5 6 7 8 9 10",
            "ik werk at home nu.Daarna",
        ] {
            assert!(kinds(text).iter().all(|(_, kind)| !kind.held()), "{text}: {:?}", kinds(text));
        }
    }

    #[test]
    fn an_accepted_finding_stands_in_the_text() {
        let text = "Bel 06-12345678 of mail a@b.nl";
        let found = check(text, Lang::Nl);
        assert_eq!(accept(text, &found[0]), "Bel (telefoonnummer weggelaten) of mail a@b.nl");
        assert_eq!(
            accept_all(text, &found),
            "Bel (telefoonnummer weggelaten) of mail (mailadres weggelaten)"
        );
        assert_eq!(accept("é", &Finding { start: 1, ..found[0].clone() }), "é");
    }

    proptest! {
        #[test]
        fn findings_are_sorted_apart_and_between_characters(text in "(?s).{0,300}|[0-9a-zA-Z@. -]{0,300}|[06 .()@+-]{0,99}") {
            let mut last = 0;
            for found in check(&text, Lang::Nl) {
                prop_assert!(found.start >= last && found.start < found.end);
                prop_assert!(text.get(found.start..found.end).is_some());
                last = found.end;
            }
        }

        /// A text in which nothing is found holds nothing with fewer names or for a page in another language either: the
        /// server looks once.
        #[test]
        fn names_and_language_hide_nothing(text in "(?s).{0,200}|([A-Z]?[a-z]{2,9} |06-12345678 |a@b.nl ){0,30}", name in "[A-Za-z ]{0,12}") {
            if check_with(&text, Lang::En, &[name]).is_empty() {
                prop_assert!(check(&text, Lang::Nl).is_empty());
            }
        }
    }
}
