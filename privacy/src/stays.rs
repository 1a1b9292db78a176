//! What an author left as it is, as the form says it that brings the text: one line per decision, so that browser and server
//! read the same. A decision is about these words of this kind in this field, and about no others.

use crate::finding::Finding;
use crate::kind::FindingKind;

/// The decisions that are read; the words of further ones are asked about again.
const MOST: usize = 200;
/// The longest words of a decision in bytes; longer ones are asked about again.
pub const LONGEST: usize = 1_000;

/// The words that an author left as they are.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Stays(Vec<String>);

impl Stays {
    /// Reads the lines of a form. What is no decision, or one that nobody may take, is not there.
    pub fn read(lines: &str) -> Self {
        let mut stays = Self::default();
        for (field, kind, words) in lines.lines().filter_map(read_line) {
            stays.add(field, kind, words);
        }
        stays
    }

    /// The lines for the form.
    pub fn lines(&self) -> String {
        self.0.join("\n")
    }

    /// Remembers that these words may stay. A key never may.
    pub fn add(&mut self, field: &str, kind: FindingKind, words: &str) {
        let line = line(field, kind, words);
        if kind != FindingKind::Key
            && words.len() <= LONGEST
            && self.0.len() < MOST
            && !self.0.contains(&line)
        {
            self.0.push(line);
        }
    }

    /// Tells whether the author left this finding of a text as it is.
    pub fn covers(&self, field: &str, text: &str, finding: &Finding) -> bool {
        let words = text.get(finding.start..finding.end).unwrap_or_default();
        !self.0.is_empty() && self.0.contains(&line(field, finding.kind, words))
    }
}

/// The line about these words: field, kind and words with a space between, whatever white space the words have.
pub fn line(field: &str, kind: FindingKind, words: &str) -> String {
    let mut line = [field, kind.slug()].join(" ");
    for word in words.split_whitespace() {
        line.push(' ');
        line.push_str(word);
    }
    line
}

/// Reads a line: the field, the kind and the words.
pub fn read_line(line: &str) -> Option<(&str, FindingKind, &str)> {
    let (field, rest) = line.split_once(' ')?;
    let (kind, words) = rest.split_once(' ')?;
    Some((field, FindingKind::from_slug(kind)?, words))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Lang, check};
    use proptest::prelude::*;

    /// The words of a text that are still asked about.
    fn open<'a>(stays: &Stays, field: &str, text: &'a str) -> Vec<&'a str> {
        let found = check(text, Lang::Nl);
        let open = found.iter().filter(|finding| !stays.covers(field, text, finding));
        open.map(|finding| &text[finding.start..finding.end]).collect()
    }

    #[test]
    fn a_decision_is_about_these_words_in_this_field() {
        let mut stays = Stays::default();
        stays.add("body", FindingKind::Name, "mevrouw  Jansen");
        let stays = Stays::read(&stays.lines());
        let text = "Ik help mevrouw Jansen en mevrouw Pietersen. Mevrouw Jansen belt.";
        assert_eq!(open(&stays, "body", text), ["mevrouw Pietersen", "Mevrouw Jansen"]);
        assert_eq!(open(&stays, "title", text).len(), 3);
        assert_eq!(
            line("body", FindingKind::Name, " a\r\n b "),
            "body name a b",
            "however it is broken into lines"
        );
    }

    #[test]
    fn nobody_leaves_a_key_where_it_is() {
        let key = "ABCD-EFGH";
        let mut stays = Stays::default();
        stays.add("body", FindingKind::Key, key);
        assert!(stays == Stays::default());
        assert!(Stays::read(&line("body", FindingKind::Key, key)) == Stays::default());
    }

    #[test]
    fn what_a_form_brings_is_bounded() {
        let many: Vec<_> = (0..500).map(|n| line("body", FindingKind::Name, &n.to_string())).collect();
        assert_eq!(Stays::read(&many.join("\r\n")).0.len(), MOST);
        let long = line("body", FindingKind::Link, &"a".repeat(1_001));
        for none in ["", "body", "body name", "body nothing x", &long] {
            assert!(Stays::read(none) == Stays::default(), "{none}");
        }
    }

    proptest! {
        #[test]
        fn lines_read_back_whatever_they_say(text in "(?s).{0,200}") {
            let stays = Stays::read(&text);
            prop_assert!(Stays::read(&stays.lines()) == stays);
        }
    }
}
