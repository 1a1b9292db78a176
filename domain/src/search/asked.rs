//! A question as somebody typed and narrowed it, and as the one line that is sealed into an address.

use super::LONGEST_QUESTION;
use super::document::Mark;
use crate::outcomes::Outcome;
use crate::people::{Phase, Sector};
use crate::themes::ThemeId;

/// A question as it was typed and narrowed.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Asked {
    /// The typed text.
    pub text: String,
    /// Only this theme.
    pub theme: Option<ThemeId>,
    /// Only this sector.
    pub sector: Option<Sector>,
    /// Only this phase.
    pub phase: Option<Phase>,
    /// Only those that ended so.
    pub outcome: Option<Outcome>,
    /// Only where an expert answered.
    pub expert: bool,
    /// The newest first, instead of what fits best.
    pub newest: bool,
}

/// Shows nothing: a question is nobody's business and must not reach a log (G5).
impl std::fmt::Debug for Asked {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Asked({} characters)", self.text.chars().count())
    }
}

impl Asked {
    /// Writes it as one line, to be sealed into an address.
    pub fn to_line(&self) -> String {
        let text = self.text().replace(['\t', '\n', '\r'], " ");
        let [expert, newest] = [self.expert, self.newest].map(|yes| if yes { "1" } else { "" });
        [
            self.theme.map_or("", ThemeId::slug),
            self.sector.map_or("", Sector::slug),
            self.phase.map_or("", Phase::slug),
            self.outcome.map_or("", Outcome::slug),
            expert,
            newest,
            text.trim(),
        ]
        .join("\t")
    }

    /// Reads such a line.
    pub fn from_line(line: &str) -> Option<Self> {
        let parts: Vec<&str> = line.split('\t').collect();
        let [theme, sector, phase, outcome, expert, newest, text] = parts[..] else { return None };
        Some(Self {
            text: text.to_owned(),
            theme: ThemeId::from_slug(theme),
            sector: Sector::from_slug(sector),
            phase: Phase::from_slug(phase),
            outcome: Outcome::from_slug(outcome),
            expert: !expert.is_empty(),
            newest: !newest.is_empty(),
        })
    }

    /// Returns the typed text, cut to the longest question.
    pub fn text(&self) -> String {
        self.text.chars().take(LONGEST_QUESTION).collect()
    }

    /// Tells whether it is narrowed to something.
    pub const fn is_narrowed(&self) -> bool {
        self.theme.is_some()
            || self.sector.is_some()
            || self.phase.is_some()
            || self.outcome.is_some()
            || self.expert
    }

    /// Lists the marks to which it is narrowed.
    pub fn marks(&self) -> Vec<Mark> {
        let theme = self.theme.map(Mark::Theme);
        let sector = self.sector.map(Mark::Sector);
        let phase = self.phase.map(Mark::Phase);
        let outcome = self.outcome.map(Mark::Outcome);
        [theme, sector, phase, outcome, self.expert.then_some(Mark::Expert)].into_iter().flatten().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_question_is_a_line_and_back() {
        let asked = Asked {
            text: "boze familie".into(),
            theme: ThemeId::all().next(),
            sector: Sector::ALL.first().copied(),
            phase: None,
            outcome: Some(Outcome::Solved),
            expert: true,
            newest: false,
        };
        assert_eq!(Asked::from_line(&asked.to_line()), Some(asked.clone()));
        assert_eq!(
            Asked::from_line(&Asked { text: "a\tb".into(), ..asked }.to_line()).expect("a line").text,
            "a b"
        );
        assert_eq!(Asked::from_line("x"), None);
        assert_eq!(
            format!("{:?}", Asked { text: "geheim".into(), ..Asked::default() }),
            "Asked(6 characters)"
        );
    }
}
