//! What a moderator decides about a post that waits, and for what reason: closed lists, so that neither a row nor a line of the log
//! can hold words of anybody.

use crate::chosen::Chosen;
use crate::faults::Faults;
use serde::{Deserialize, Serialize};

/// The seconds after which a decision takes effect, and until which it can be taken back.
pub const UNDO_SECONDS: i64 = 60;
/// The days that a decision stays there for an author who does not come to read it, and that a post waits for an answer to what its
/// author was asked.
pub const KEPT_DAYS: i64 = 60;

/// A decision about a post that waits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Verdict {
    /// Everybody may see it.
    Released,
    /// Its author is asked to make it less recognisable.
    Asked,
    /// It is removed.
    Removed,
}

impl Verdict {
    /// All of them, in the order of the queue and of its keys.
    pub const ALL: [Self; 3] = [Self::Released, Self::Asked, Self::Removed];

    /// The word in forms, tables and locale keys.
    pub const fn slug(self) -> &'static str {
        match self {
            Self::Released => "released",
            Self::Asked => "asked",
            Self::Removed => "removed",
        }
    }

    /// The one with this slug.
    pub fn from_slug(slug: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|verdict| verdict.slug() == slug)
    }

    /// Tells whether its author is owed a reason.
    pub const fn has_reason(self) -> bool {
        matches!(self, Self::Asked | Self::Removed)
    }
}

/// The order in which the queue is read. Inside a day it is that of the random ids, which tells nothing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum QueueOrder {
    /// The newest day first.
    Newest,
    /// The oldest day first: nobody waits without end. Also after a word that nobody knows.
    #[default]
    #[serde(other)]
    Oldest,
}

impl QueueOrder {
    /// The word in forms and addresses.
    pub const fn slug(self) -> &'static str {
        match self {
            Self::Newest => "newest",
            Self::Oldest => "oldest",
        }
    }
}

/// Why a post cannot stand as it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Reason {
    /// It reaches somebody directly: a number, an address, an account.
    Reaches,
    /// It names a person.
    Person,
    /// It names somebody who is cared for.
    Client,
    /// It names a place so small that people there are recognised.
    Place,
    /// It is not for here: the house rules.
    Rules,
}

impl Reason {
    /// All of them, in the order of the queue.
    pub const ALL: [Self; 5] = [Self::Reaches, Self::Person, Self::Client, Self::Place, Self::Rules];

    /// The word in forms, tables and locale keys.
    pub const fn slug(self) -> &'static str {
        match self {
            Self::Reaches => "reaches",
            Self::Person => "person",
            Self::Client => "client",
            Self::Place => "place",
            Self::Rules => "rules",
        }
    }

    /// The one with this slug.
    pub fn from_slug(slug: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|reason| reason.slug() == slug)
    }
}

/// A verdict with the reason that its author is owed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ruling {
    verdict: Verdict,
    reason: Option<Reason>,
}

impl Ruling {
    /// Everybody may see it.
    pub const RELEASED: Self = Self { verdict: Verdict::Released, reason: None };

    /// The author is asked to change it, for this reason.
    pub const fn asked(reason: Reason) -> Self {
        Self { verdict: Verdict::Asked, reason: Some(reason) }
    }

    /// It is removed, for this reason.
    pub const fn removed(reason: Reason) -> Self {
        Self { verdict: Verdict::Removed, reason: Some(reason) }
    }

    /// The ruling of these two; `None` when a reason is missing, or given for nothing.
    pub const fn of(verdict: Verdict, reason: Option<Reason>) -> Option<Self> {
        if verdict.has_reason() == reason.is_some() { Some(Self { verdict, reason }) } else { None }
    }

    /// The verdict.
    pub const fn verdict(self) -> Verdict {
        self.verdict
    }

    /// The reason, but for a post that was released.
    pub const fn reason(self) -> Option<Reason> {
        self.reason
    }
}

/// A ruling as it was chosen in the form of the queue. Field names are the form's names.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct RulingDraft {
    /// The verdict.
    pub verdict: Chosen<Verdict>,
    /// The reason; of a released post none is asked for, and one that is chosen beside it is left out.
    pub reason: Chosen<Reason>,
}

impl RulingDraft {
    /// Turns the choices into a ruling, or says what is wrong with which field.
    pub fn read(&self) -> Result<Ruling, Faults> {
        let mut faults = Faults::default();
        let verdict = faults.keep("verdict", self.verdict.read());
        let reason = match verdict {
            Some(verdict) if verdict.has_reason() => faults.keep("reason", self.reason.read()),
            _ => None,
        };
        verdict.and_then(|verdict| Ruling::of(verdict, reason)).ok_or(faults)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::faults::Fault;

    #[test]
    fn slugs_read_back() {
        for verdict in Verdict::ALL {
            assert_eq!(Verdict::from_slug(verdict.slug()), Some(verdict));
        }
        for reason in Reason::ALL {
            assert_eq!(Reason::from_slug(reason.slug()), Some(reason));
        }
        assert_eq!((Verdict::from_slug(""), Reason::from_slug("waiting")), (None, None));
    }

    #[test]
    fn an_author_is_owed_a_reason_unless_the_post_is_released() {
        let released = Ok(Ruling::RELEASED);
        let fault = |field: &str, why| Err(Faults::on(field, why));
        for (verdict, reason, read) in [
            ("released", "", released.clone()),
            ("released", "person", released),
            ("asked", "person", Ok(Ruling::asked(Reason::Person))),
            ("removed", "rules", Ok(Ruling::removed(Reason::Rules))),
            ("asked", "", fault("reason", Fault::NothingChosen)),
            ("removed", "because", fault("reason", Fault::NotAChoice)),
            ("", "person", fault("verdict", Fault::NothingChosen)),
            ("hidden", "person", fault("verdict", Fault::NotAChoice)),
        ] {
            let draft = RulingDraft { verdict: verdict.into(), reason: reason.into() };
            assert_eq!(draft.read(), read, "{verdict} {reason}");
        }
        assert_eq!(Ruling::of(Verdict::Released, Some(Reason::Rules)), None);
        assert_eq!(Ruling::of(Verdict::Asked, None), None);
    }
}
