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
    /// What was found in its title, its text, what was tried and its question.
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
