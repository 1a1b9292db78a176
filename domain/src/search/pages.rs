//! Finding among the few texts that are part of the program: themes, help lines, pages about the platform. The same
//! terms, the same forgiveness and the same order as among threads, in memory.

use super::document::{Document, Field};
use super::query::{SearchQuery, Word};
use super::rank::{Group, rank};
use super::{LeafKind, PostPlace};
use crate::threads::Position;
use std::collections::BTreeMap;

/// A text of the program that can be found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Leaf {
    /// The kind of thing it is.
    pub kind: LeafKind,
    /// The address.
    pub href: String,
    /// Its title.
    pub title: String,
    /// The words by which it can be found.
    pub text: String,
}

/// All of them in one language.
pub struct Leaves {
    leaves: Vec<Leaf>,
    postings: BTreeMap<String, Vec<(PostPlace, f64)>>,
}

impl Leaves {
    /// Indexes them.
    pub fn of(leaves: Vec<Leaf>) -> Self {
        let mut postings: BTreeMap<String, Vec<(PostPlace, f64)>> = BTreeMap::new();
        for (n, leaf) in leaves.iter().enumerate() {
            // Places count down, so that of equals the first leaf comes first.
            let place = PostPlace::opening(Position((leaves.len() - n) as i64));
            let fields = vec![(Field::Title, &*leaf.title), (Field::Story, &*leaf.text)];
            for (term, weight) in (Document { fields, marks: Vec::new() }).postings() {
                postings.entry(term).or_default().push((place, weight as f64));
            }
        }
        Self { leaves, postings }
    }

    /// Those that have every word of the question, the best first, at most `most`. Words that `sure` says are right were
    /// not mistyped, so nothing is guessed about them.
    pub fn find(&self, query: &SearchQuery, most: usize, sure: impl Fn(&Word) -> bool) -> Vec<&Leaf> {
        if query.words.is_empty() || !query.marks.is_empty() {
            return Vec::new();
        }
        let groups: Vec<Group> = query.words.iter().map(|word| self.group(word, sure(word))).collect();
        let found = rank(&groups, Position(self.leaves.len() as i64), groups.len()).into_iter();
        let leaf = |found: super::Ranked| &self.leaves[self.leaves.len() - found.thread().0 as usize];
        found.take(most).map(leaf).collect()
    }

    fn group(&self, word: &Word, sure: bool) -> Group {
        let mut group = Group::default();
        let mut add = |terms: &mut dyn Iterator<Item = &String>, factor: f64| {
            for term in terms {
                let hits = self.postings.get(term).into_iter().flatten();
                group.add(hits.map(|(place, weight)| (*place, weight * factor)));
            }
        };
        add(&mut word.terms.iter(), 1.0);
        add(&mut word.joined.iter(), 0.9);
        add(&mut word.kin().iter(), 0.9);
        if !sure {
            add(&mut word.typos().iter(), 0.4);
        }
        if let Some((from, before)) = word.range() {
            add(&mut self.postings.range(from..before).map(|(term, _)| term), 0.6);
        }
        group
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::search::Asked;

    fn leaf(title: &str, text: &str) -> Leaf {
        Leaf { kind: LeafKind::Help, href: "/help".into(), title: title.into(), text: text.into() }
    }

    fn titles(question: &str) -> Vec<String> {
        let leaves = Leaves::of(vec![
            leaf("Zelfmoordpreventie", "Denk je aan zelfdoding? Bel 113."),
            leaf("Nachtdienst en slaap", "Slapen na een nacht."),
            leaf("Vertrouwenspersoon", "Iemand van je eigen organisatie."),
        ]);
        let query = SearchQuery::of(&Asked { text: question.into(), ..Asked::default() });
        leaves.find(&query, 5, |_| false).into_iter().map(|leaf| leaf.title.clone()).collect()
    }

    #[test]
    fn pages_are_found_with_the_same_forgiveness() {
        for (question, title) in [
            ("113", "Zelfmoordpreventie"),
            ("zelfdodng", "Zelfmoordpreventie"),
            ("nacht dienst", "Nachtdienst en slaap"),
            ("vertr", "Vertrouwenspersoon"),
            ("organisaties", "Vertrouwenspersoon"),
        ] {
            assert_eq!(titles(question), [title], "{question}");
        }
        assert_eq!(titles("vertrouwen nacht"), [""; 0], "every word has to be there");
        assert_eq!(titles(""), [""; 0]);
    }
}
