//! "Hoe liep het af?": the author of a challenge tells the others how it ended.

use crate::chosen::Chosen;
use crate::faults::{Fault, Faults};
use crate::text::Body;
use crate::time::Day;
use serde::{Deserialize, Serialize};
use std::fmt;

/// The days after which the author is asked.
pub const ASKED_AFTER: i64 = 21;

/// The end of a challenge, as its author tells it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Outcome {
    /// It is solved.
    Solved,
    /// It is getting on.
    Ongoing,
    /// It did not work out.
    Unsolved,
}

impl Outcome {
    /// All of them, in the order of the form.
    pub const ALL: &'static [Self] = &[Self::Solved, Self::Ongoing, Self::Unsolved];

    /// The word in forms, tables and locale keys.
    pub const fn slug(self) -> &'static str {
        match self {
            Self::Solved => "solved",
            Self::Ongoing => "ongoing",
            Self::Unsolved => "unsolved",
        }
    }

    /// The one with this slug.
    pub fn from_slug(slug: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|outcome| outcome.slug() == slug)
    }
}

/// Tells whether the author of a challenge of `day` is asked on the day `today`. Computed at each visit, stored nowhere.
pub fn is_due(day: Day, today: Day, told: bool) -> bool {
    !told && today.since(day) >= ASKED_AFTER
}

/// The last day of which a challenge is asked about on the day `today`.
pub fn due_until(today: Day) -> Day {
    today.plus(-ASKED_AFTER)
}

/// The outcome as it was typed. Field names are the form's names.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct OutcomeDraft {
    /// The outcome.
    pub outcome: Chosen<Outcome>,
    /// The closing words; may be empty.
    pub closing: String,
}

impl fmt::Debug for OutcomeDraft {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("OutcomeDraft(..)")
    }
}

impl OutcomeDraft {
    /// Lists the freely typed texts by their names in the form.
    pub fn texts(&mut self) -> [(&str, &mut String); 1] {
        [("closing", &mut self.closing)]
    }

    /// Turns typing into an outcome with its closing words, or says what is wrong with which field.
    pub fn read(&self) -> Result<(Outcome, Option<Body>), Faults> {
        let mut faults = Faults::default();
        let outcome = faults.keep("outcome", self.outcome.read());
        let closing = match Body::parse(&self.closing) {
            Err(Fault::Missing) => Ok(None),
            parsed => parsed.map(Some),
        };
        let closing = faults.keep("closing", closing);
        outcome.zip(closing).ok_or(faults)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn draft(outcome: &str, closing: &str) -> OutcomeDraft {
        OutcomeDraft { outcome: outcome.into(), closing: closing.into() }
    }

    fn day(text: &str) -> Day {
        Day::from_date(text.parse().expect("a date"))
    }

    #[test]
    fn slugs_read_back() {
        for outcome in Outcome::ALL {
            assert_eq!(Outcome::from_slug(outcome.slug()), Some(*outcome));
        }
        assert_eq!(Outcome::from_slug("opgelost"), None);
    }

    #[test]
    fn the_author_is_asked_after_three_weeks_until_it_is_told() {
        let shared = day("2026-10-31");
        for (today, told, due) in [
            ("2026-10-31", false, false),
            ("2026-11-20", false, false),
            ("2026-11-21", false, true),
            ("2027-03-01", false, true),
            ("2026-11-21", true, false),
        ] {
            assert_eq!(is_due(shared, day(today), told), due, "{today}");
            assert_eq!(shared <= due_until(day(today)), due || told, "{today}");
        }
    }

    #[test]
    fn closing_words_may_be_left_out_and_obey_the_rules_of_every_text() {
        assert_eq!(draft("solved", " \n ").read().expect("an outcome"), (Outcome::Solved, None));
        let (outcome, closing) = draft("unsolved", " Ik ben overgestapt. ").read().expect("an outcome");
        assert_eq!(
            (outcome, closing.as_ref().map(Body::as_str)),
            (Outcome::Unsolved, Some("Ik ben overgestapt."))
        );
        for (outcome, closing, of_outcome, of_closing) in [
            ("", "", Some(Fault::NothingChosen), None),
            ("klaar", "ja", Some(Fault::NotAChoice), Some(Fault::TooShort(Body::MIN))),
            ("solved", "a\u{0}b c", None, Some(Fault::ControlCharacters)),
        ] {
            let faults = draft(outcome, closing).read().expect_err("wrong");
            assert_eq!(
                (faults.of("outcome"), faults.of("closing")),
                (of_outcome, of_closing),
                "{outcome} {closing:?}"
            );
        }
        assert!(!format!("{:?}", draft("solved", "geheim")).contains("geheim"));
    }
}
