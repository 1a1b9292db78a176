//! How well somebody could be recognised by what is written and shown: a few steps, and never a number of people, which nobody
//! knows. Browser and server say the same.

use crate::finding::Finding;
use crate::kind::FindingKind;
use crate::stays::Stays;

/// The findings that count.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Measure {
    found: usize,
    held: bool,
}

impl Measure {
    /// The number of steps.
    pub const STEPS: usize = 5;

    /// Measures one field. "Geen naam" says that nobody is meant; anything else that stays is as recognisable as before.
    pub fn of(field: &str, text: &str, findings: &[Finding], stays: &Stays) -> Self {
        let counts =
            |finding: &&Finding| finding.kind != FindingKind::Name || !stays.covers(field, text, finding);
        let found = findings.iter().filter(counts);
        Self { held: findings.iter().any(|finding| finding.kind.held()), found: found.count() }
    }

    /// Both together.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        Self { found: self.found + other.found, held: self.held || other.held }
    }

    /// The step, from the first. `shows`: a fact about the author stands beside the name.
    pub fn step(self, shows: bool) -> usize {
        if self.held { Self::STEPS } else { (1 + self.found + usize::from(shows)).min(Self::STEPS) }
    }
}

/// The key of the word for a step.
pub fn step_word(step: usize) -> &'static str {
    match step {
        ..=2 => "meter_little",
        3 => "meter_some",
        _ => "meter_much",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Lang, check};

    #[test]
    fn what_is_found_and_shown_is_a_step_each() {
        for (text, shows, step) in [
            ("Het was een lange dienst.", false, 1),
            ("Het was een lange dienst.", true, 2),
            ("Ik help mevrouw Jansen.", false, 2),
            ("Ik help mevrouw Jansen in Zwolle.", true, 4),
            ("Bel 06-12345678.", false, 5),
            ("In Zwolle, Deventer, Arnhem, Nijmegen, Utrecht en Ede.", false, 5),
        ] {
            let measure = Measure::of("body", text, &check(text, Lang::Nl), &Stays::default());
            assert_eq!(measure.step(shows), step, "{text}");
        }
    }

    #[test]
    fn a_name_that_is_none_does_not_count() {
        let text = "Ik help mevrouw Jansen in Zwolle.";
        let stays = Stays::read("body name mevrouw Jansen\nbody place Zwolle");
        assert_eq!(Measure::of("body", text, &check(text, Lang::Nl), &stays).step(false), 2);
        let all =
            Measure::default().and(Measure { found: 1, held: false }).and(Measure { found: 2, held: true });
        assert_eq!(all, Measure { found: 3, held: true });
    }
}
