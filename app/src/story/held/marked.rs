//! A text that waits, with the words by which somebody could be recognised.

use crate::kit::ui::Prose;
use crate::story::draw;
use crate::story::privacy::Rules;
use domain::people::Lang;
use domain::posts::PostKind;
use leptos::prelude::*;
use privacy::{Finding, FindingKind, shortened};
use store::Held;

/// A post that waits, looked at once more.
pub struct Marked {
    /// The post.
    pub held: Held,
    /// The findings in its title, its text, what was tried and its question.
    found: [Vec<Finding>; 4],
}

impl Marked {
    /// Looks at it with the rules of today.
    pub fn of(rules: &Rules, held: Held) -> Self {
        let found = texts(&held).map(|text| rules.find(text));
        Self { held, found }
    }

    /// The kinds of what was found: first those that made it wait, each once.
    pub fn kinds(&self) -> Vec<FindingKind> {
        let mut kinds: Vec<_> = self.found.iter().flatten().map(|finding| finding.kind).collect();
        kinds.sort_by_key(|kind| (!kind.held(), *kind));
        kinds.dedup();
        kinds
    }

    /// The words that were found, shortened, each once, with their kind: first those that made it wait.
    pub fn words(&self) -> Vec<(FindingKind, String)> {
        let mut words: Vec<(FindingKind, String)> = Vec::new();
        for (text, found) in texts(&self.held).iter().zip(&self.found) {
            for finding in found {
                let one = shortened(text.get(finding.start..finding.end).unwrap_or_default());
                if !words.iter().any(|(_, other)| *other == one) {
                    words.push((finding.kind, one));
                }
            }
        }
        words.sort_by_key(|(kind, _)| !kind.held());
        words
    }

    /// The title of an opening, with its marks.
    pub fn title(&self) -> Option<AnyView> {
        let title = self.held.title.as_deref()?;
        Some(inline(title, &self.found[0]))
    }

    /// A piece of the text around the first mark of what made it wait, as a list shows it: `most` signs, or the beginning of the text.
    pub fn excerpt(&self, most: usize) -> AnyView {
        let texts = texts(&self.held);
        let marked = |held: bool| {
            let mut each = texts.iter().zip(&self.found);
            each.find_map(|(text, found)| {
                let first =
                    found.iter().filter(|finding| !held || finding.kind.held()).map(|f| f.start).min()?;
                Some((*text, &**found, first))
            })
        };
        let start = texts.into_iter().find(|text| !text.is_empty()).unwrap_or_default();
        let (text, found, first) = marked(true).or_else(|| marked(false)).unwrap_or((start, &[], 0));
        let (from, to) = around(text, first, most);
        let found: Vec<_> = found
            .iter()
            .filter(|finding| finding.start < to && finding.end > from)
            .map(|finding| Finding {
                start: finding.start.max(from) - from,
                end: finding.end.min(to) - from,
                ..finding.clone()
            })
            .collect();
        let before = (from > 0).then_some("… ");
        let after = (to < text.len()).then_some(" …");
        view! { {before}{inline(text.get(from..to).unwrap_or_default(), &found)}{after} }.into_any()
    }

    /// The words, with their marks, as they are drawn in a thread.
    pub fn story(&self, lang: Lang) -> AnyView {
        let text = &self.held.text;
        let prose = |text: &str, found: &[Finding]| {
            let marks = found.iter().map(|finding| finding.start..finding.end).collect::<Vec<_>>();
            view! { <Prose text marks/> }.into_any()
        };
        let body = prose(&text.body, &self.found[1]);
        if self.held.kind != PostKind::Opening {
            return body;
        }
        let tried = text.tried.as_deref().map(|text| prose(text, &self.found[2]));
        let question = text.question.as_deref().map(|text| inline(text, &self.found[3]));
        draw::parts(lang, body, tried, question)
    }
}

/// The bytes between which a piece of at most `most` signs lies that begins a little before `first`, at a word.
fn around(text: &str, first: usize, most: usize) -> (usize, usize) {
    let signs: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
    let here = signs.partition_point(|at| *at < first);
    let before = most / 3;
    let from = if here + before < most { 0 } else { here - before };
    let mut begin = signs.get(from).copied().unwrap_or_default();
    if from > 0
        && let Some(space) = text.get(begin..first).and_then(|near| near.find(char::is_whitespace))
    {
        begin += space + 1;
    }
    (begin, signs.get(from + most).copied().unwrap_or(text.len()))
}

fn texts(held: &Held) -> [&str; 4] {
    let text = &held.text;
    [held.title.as_deref(), Some(&*text.body), text.tried.as_deref(), text.question.as_deref()]
        .map(Option::unwrap_or_default)
}

/// A text on one line, with its marks.
fn inline(text: &str, found: &[Finding]) -> AnyView {
    let (mut parts, mut from) = (Vec::new(), 0);
    for finding in found {
        if let Some((before, words)) = text.get(from..finding.start).zip(text.get(finding.start..finding.end))
        {
            parts.push(view! { {before.to_owned()}<mark>{words.to_owned()}</mark> });
            from = finding.end;
        }
    }
    let rest = text.get(from..).unwrap_or_default().to_owned();
    view! { <span dir="auto">{parts}{rest}</span> }.into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_piece_of_a_text_holds_its_mark_wherever_it_stands() {
        for before in [0, 3, 50, 80, 119, 120, 121, 400, 3_000] {
            for after in [0, 5, 300] {
                let text =
                    format!("{}MARK{}", "é woord ".repeat(before / 8 + 1), " en meer".repeat(after / 8));
                let first = text.find("MARK").expect("a mark");
                let (from, to) = around(&text, first, 120);
                let piece = text.get(from..to).expect("between two signs");
                assert!(piece.contains("MARK") && piece.chars().count() <= 120, "{before} {after}: {piece}");
                assert!(from == 0 || text[..from].ends_with(' '), "it begins at a word: {piece}");
            }
        }
        assert_eq!(around("", 0, 120), (0, 0));
    }
}
