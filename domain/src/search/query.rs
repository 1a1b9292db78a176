//! What somebody asks for: words, each with the terms that would do for it.

use super::asked::Asked;
use super::document::Mark;
use super::stem::stem;
use super::typos::one_edit_away;
use super::verbs::{self, is_helping};
use super::words::{is_filler, tokens};
use crate::people::Lang;
use std::sync::OnceLock;

/// The number of words of a question that count; the first ones.
const MOST_WORDS: usize = 8;
/// The shortest part of a compound, in letters.
const SHORTEST_PART: usize = 3;

/// One word of a question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    /// The word, folded.
    pub word: String,
    /// Its stems: Dutch, and English where that is another.
    pub terms: Vec<String>,
    /// True when it may be the beginning of a word: the last one of the question.
    pub open: bool,
    /// The word and its left or right neighbour as one word.
    pub joined: Vec<String>,
    /// The words that [`Self::typos`] found, the first time.
    near: OnceLock<Vec<String>>,
}

impl Word {
    /// The terms of every word that is one edit away, each once; none of its own. Some six hundred words are stemmed for
    /// it, which takes longer than most questions to a database, so it is done once.
    pub fn typos(&self) -> &[String] {
        self.near.get_or_init(|| {
            let near = one_edit_away(&self.word);
            let mut terms: Vec<String> = near.iter().map(|near| stem(near, Lang::Nl)).collect();
            terms.retain(|term| !self.terms.contains(term));
            terms.sort_unstable();
            terms.dedup();
            terms
        })
    }

    /// The terms of its participle, or of the verb whose participle it is ([`verbs::kin`]).
    pub fn kin(&self) -> Vec<String> {
        verbs::kin(&self.word, &self.terms[0])
    }

    /// Two terms of which it may be put together, with and without an s between them.
    pub fn splits(&self) -> Vec<(String, String)> {
        if !self.word.is_ascii() {
            return Vec::new();
        }
        let last = self.word.len().saturating_sub(SHORTEST_PART);
        let mut splits = Vec::new();
        for at in SHORTEST_PART..=last.max(SHORTEST_PART) {
            let Some((left, right)) =
                self.word.split_at_checked(at).filter(|(_, r)| r.len() >= SHORTEST_PART)
            else {
                continue;
            };
            splits.push((stem(left, Lang::Nl), stem(right, Lang::Nl)));
            let bare = left.strip_suffix('s').filter(|bare| bare.len() >= SHORTEST_PART);
            splits.extend(bare.map(|bare| (stem(bare, Lang::Nl), stem(right, Lang::Nl))));
        }
        splits
    }

    /// Lists what the unfinished word may have been before its ending began: "begeleidi" after "begeleid".
    pub fn begun(&self) -> Vec<String> {
        if !self.open || !self.word.is_ascii() {
            return Vec::new();
        }
        let cuts = (1..=3).filter_map(|cut| self.word.get(..self.word.len().checked_sub(cut)?));
        cuts.filter(|cut| cut.len() >= 5).map(str::to_owned).collect()
    }

    /// Returns the range of terms that the unfinished word may become: from the first on, before the second. Short beginnings
    /// and finished words have none.
    pub fn range(&self) -> Option<(String, String)> {
        (self.open && self.word.len() >= 2).then(|| (self.word.clone(), format!("{}\u{10FFFF}", self.word)))
    }
}

/// A question as the index is asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SearchQuery {
    /// The words; all of them should be there, most of them must.
    pub words: Vec<Word>,
    /// The marks that every answer must have.
    pub marks: Vec<Mark>,
    /// The least number of its words that an answer must hold.
    pub fewest: usize,
}

impl SearchQuery {
    /// Reads a question; small words do not count.
    pub fn of(asked: &Asked) -> Self {
        let words = words(&asked.text(), true);
        Self { fewest: words.len().div_ceil(2), words, marks: asked.marks() }
    }

    /// Single words in any order, the most telling ones first: texts that share at least `fewest` of them are alike.
    pub fn of_words(text: &str, fewest: usize) -> Self {
        let mut words = words(text, false);
        words.iter_mut().for_each(|word| word.joined.clear());
        Self { words, marks: Vec::new(), fewest }
    }

    /// Tells whether there is nothing to look for.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty() && self.marks.is_empty()
    }
}

fn words(text: &str, may_be_open: bool) -> Vec<Word> {
    let all: Vec<String> = tokens(text).into_iter().map(|token| token.word).collect();
    // Somebody who typed a space or a full stop is done with the word.
    let open = may_be_open && text.ends_with(|c: char| c.is_alphanumeric());
    let mut words: Vec<Word> = Vec::new();
    for (n, word) in all.iter().enumerate() {
        if is_filler(word)
            || is_helping(word)
            || words.iter().any(|known| known.word == *word)
            || words.len() == MOST_WORDS
        {
            continue;
        }
        let mut terms = vec![stem(word, Lang::Nl)];
        let english = stem(word, Lang::En);
        if english != terms[0] {
            terms.push(english);
        }
        words.push(Word {
            word: word.clone(),
            terms,
            open: open && n + 1 == all.len(),
            joined: joined(&all, n),
            near: OnceLock::new(),
        });
    }
    words
}

/// The compounds of a word with its neighbours: "nacht dienst" may be "nachtdienst", "beroep geheim" "beroepsgeheim".
fn joined(all: &[String], n: usize) -> Vec<String> {
    let left = n.checked_sub(1).map(|left| (&all[left], &all[n]));
    let right = all.get(n + 1).map(|right| (&all[n], right));
    let pairs = [left, right].into_iter().flatten();
    let long = pairs.filter(|(a, b)| a.len() >= SHORTEST_PART && b.len() >= SHORTEST_PART);
    long.flat_map(|(a, b)| [format!("{a}{b}"), format!("{a}s{b}")])
        .map(|word| stem(&word, Lang::Nl))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn query(text: &str) -> SearchQuery {
        SearchQuery::of(&Asked { text: text.to_owned(), ..Asked::default() })
    }

    #[test]
    fn small_words_and_repetitions_do_not_count() {
        let words: Vec<_> =
            query("Hoe ga je om met een BOZE familie, boze?").words.into_iter().map(|w| w.word).collect();
        assert_eq!(words, ["ga", "boze", "familie"]);
        let words: Vec<_> =
            query("ik word gepest en ben gepest geworden").words.into_iter().map(|w| w.word).collect();
        assert_eq!(words, ["gepest"]);
        assert!(query("ik en de").is_empty() && query(" ,.").is_empty());
        assert_eq!(query(&"woord1 woord2 woord3 woord4 woord5 ".repeat(3)).words.len(), 5);
        assert_eq!(query("een twee drie vier vijf zes zeven acht negen tien").words.len(), MOST_WORDS);
    }

    #[test]
    fn only_the_last_word_may_be_unfinished() {
        let open = |text| query(text).words.iter().map(|word| word.open).collect::<Vec<_>>();
        assert_eq!(open("stage bege"), [false, true]);
        assert_eq!(open("stage bege "), [false, false]);
        assert_eq!(open("stage?"), [false]);
        assert_eq!(query("bege").words[0].range(), Some(("bege".into(), "bege\u{10FFFF}".into())));
        assert_eq!(query("b").words[0].range(), None);
        assert!(query("begeleidi").words[0].begun().contains(&"begeleid".to_owned()));
        assert!(
            query("begeleidi ").words[0].begun().is_empty() && query("werkt").words[0].begun().is_empty()
        );
        assert!(
            SearchQuery::of_words("stage bege", 1)
                .words
                .iter()
                .all(|word| !word.open && word.joined.is_empty())
        );
    }

    #[test]
    fn compounds_are_joined_and_split() {
        assert!(query("nacht dienst").words[0].joined.contains(&"nachtdienst".to_owned()));
        assert!(query("nacht dienst").words[1].joined.contains(&"nachtdienst".to_owned()));
        assert!(query("beroep geheim").words[0].joined.contains(&stem("beroepsgeheim", Lang::Nl)));
        let split =
            |word: &str, a: &str, b: &str| query(word).words[0].splits().contains(&(a.into(), b.into()));
        assert!(split("nachtdienst", "nacht", "dienst") && split("beroepsgeheim", "beroep", "geheim"));
        for short in ["nee", "werk", "привет"] {
            assert!(query(short).words[0].splits().is_empty(), "{short}");
        }
    }

    proptest! {
        #[test]
        fn any_question_can_be_read(text in "\\PC{0,400}") {
            let query = query(&text);
            prop_assert!(query.words.len() <= MOST_WORDS);
            for word in &query.words {
                prop_assert!(word.splits().len() < 200 && word.typos().len() < 1_400);
                prop_assert!(!word.terms.iter().any(|term| term.starts_with('=')), "no word is a mark");
            }
        }
    }
}
