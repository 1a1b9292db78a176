//! A text as it is indexed: each of its terms once, with a weight.

use super::stem::{language, stem};
use super::words::{Token, is_filler, tokens};
use crate::outcomes::Outcome;
use crate::people::{Phase, Sector};
use crate::themes::ThemeId;
use std::collections::BTreeMap;

/// A part of a text; it decides how much a word counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    /// The title of a challenge or a page.
    Title,
    /// The question of a story.
    Question,
    /// The story itself and what was tried; a page.
    Story,
    /// A tip.
    Tip,
    /// A word of support.
    Support,
}

impl Field {
    const fn weight(self) -> f64 {
        match self {
            Self::Title => 3.0,
            Self::Question => 1.5,
            Self::Story | Self::Tip => 1.0,
            Self::Support => 0.8,
        }
    }
}

/// A fact about a text beside its words, to which a reader can narrow a search. Stands among the terms, behind a sign that no
/// word has, so that narrowing is as quick as searching.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Mark {
    /// The theme of the challenge.
    Theme(ThemeId),
    /// The sector, when the author shows it.
    Sector(Sector),
    /// The phase, when the author shows it.
    Phase(Phase),
    /// The end of the challenge.
    Outcome(Outcome),
    /// An expert wrote it.
    Expert,
}

impl Mark {
    /// The term that stands for it.
    pub fn term(self) -> String {
        match self {
            Self::Theme(theme) => format!("=theme {}", theme.slug()),
            Self::Sector(sector) => format!("=sector {}", sector.slug()),
            Self::Phase(phase) => format!("=phase {}", phase.slug()),
            Self::Outcome(outcome) => format!("=outcome {}", outcome.slug()),
            Self::Expert => "=expert".to_owned(),
        }
    }
}

/// A term of a text and how much it says about it, 1 to 63.
pub type Posting = (String, i64);

/// A text to be indexed.
#[derive(Clone, Debug, Default)]
pub struct Document<'a> {
    /// Its parts.
    pub fields: Vec<(Field, &'a str)>,
    /// The facts beside its words.
    pub marks: Vec<Mark>,
}

/// A usual length, in words.
const USUAL: f64 = 50.0;
/// BM25's k1 and b (Robertson and Zaragoza, 2009), with b below the usual 0.75: short tips should not win by being short.
const K1: f64 = 1.2;
const B: f64 = 0.4;
/// The scale of the whole numbers that are kept.
const SCALE: f64 = 24.0;

impl Document<'_> {
    /// Its terms, each once, in their order.
    pub fn postings(&self) -> Vec<Posting> {
        let mut words: Vec<(Field, Token)> = Vec::new();
        for (field, text) in &self.fields {
            words.extend(tokens(text).into_iter().map(|token| (*field, token)));
        }
        let (lang, length) = (language(words.iter().map(|(_, token)| token)), words.len() as f64);
        let mut counts: BTreeMap<String, f64> = BTreeMap::new();
        for (field, token) in words.iter().filter(|(_, token)| !is_filler(&token.word)) {
            *counts.entry(stem(&token.word, lang)).or_default() += field.weight();
        }
        let weigh = |count: f64| {
            let weight = SCALE * count * (K1 + 1.0) / (count + K1 * (1.0 - B + B * length / USUAL));
            (weight.round() as i64).clamp(1, 63)
        };
        let marks = self.marks.iter().map(|mark| (mark.term(), 1));
        marks.chain(counts.into_iter().map(|(term, count)| (term, weigh(count)))).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn postings(fields: &[(Field, &str)]) -> Vec<Posting> {
        Document { fields: fields.to_vec(), marks: Vec::new() }.postings()
    }

    #[test]
    fn a_term_stands_once_and_weighs_more_in_a_title() {
        let found = postings(&[
            (Field::Title, "Rooster"),
            (Field::Story, "Het rooster van de dienst, en nog een dienst en de roosters."),
        ]);
        let weight = |term: &str| found.iter().find(|(t, _)| t == term).map(|(_, weight)| *weight);
        assert_eq!(found.len(), 2, "{found:?}");
        assert!(weight("rooster") > weight("dienst"));
    }

    #[test]
    fn a_mark_is_a_term_that_no_word_is() {
        let theme = ThemeId::all().next().expect("a theme");
        let document = Document { fields: vec![(Field::Story, "=expert")], marks: vec![Mark::Theme(theme)] };
        let terms: Vec<_> = document.postings().into_iter().map(|(term, _)| term).collect();
        assert_eq!(terms, [Mark::Theme(theme).term(), "expert".to_owned()]);
    }

    /// Whoever changes what terms a text has raises [`crate::search::VERSION`], and then this test.
    #[test]
    fn terms_are_those_of_this_version() {
        let dutch =
            "Cliënten durfden 's nachts niet te bellen: de nachtdienst geeft géén begeleiding, foto's, 113.";
        let english = "The residents were calling and nobody answered; I am working nights.";
        let terms = |text| {
            postings(&[(Field::Story, text)])
                .into_iter()
                .map(|(term, w)| format!("{term}{w}"))
                .collect::<Vec<_>>()
        };
        let is =
            format!("v{} {} | {}", super::super::VERSION, terms(dutch).join(" "), terms(english).join(" "));
        assert_eq!(
            is,
            "v1 11328 begeleid28 bel28 client28 durfd28 foto28 gef28 gen28 nacht28 nachtdienst28 niet28 s28 | answer29 call29 night29 nobodi29 resid29 work29"
        );
    }
}
