//! What open pages are told about: that something is new, and never what.

use crate::ids::{NotAnId, StaffId, ThreadId};
use crate::staff::Right;
use std::fmt;
use std::str::FromStr;

/// Something of which open pages hear when it changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Topic {
    /// A thread: somebody said or changed something in it.
    Thread(ThreadId),
    /// The posts that wait for a moderator.
    Held,
    /// The sessions, roles and rights of a staff person: their own streams look again.
    Staff(StaffId),
}

impl Topic {
    /// The right that staff need to hear of it; `None`: that is for the server alone.
    pub const fn right(self) -> Option<Right> {
        match self {
            Self::Thread(_) | Self::Held => Some(Right::Moderate),
            Self::Staff(_) => None,
        }
    }
}

impl From<ThreadId> for Topic {
    fn from(thread: ThreadId) -> Self {
        Self::Thread(thread)
    }
}

/// The words of addresses, and of what hosts tell each other. A host that does not know them yet hears nothing.
impl fmt::Display for Topic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Thread(id) => write!(f, "{id}"),
            Self::Held => f.write_str("held"),
            Self::Staff(id) => write!(f, "staff-{id}"),
        }
    }
}

impl FromStr for Topic {
    type Err = NotAnId;

    fn from_str(text: &str) -> Result<Self, NotAnId> {
        match text.strip_prefix("staff-") {
            Some(id) => id.parse().map(Self::Staff),
            None if text == "held" => Ok(Self::Held),
            None => text.parse().map(Self::Thread),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entropy::Seeded;

    #[test]
    fn a_topic_reads_back_as_it_was_written_and_nothing_else_is_one() {
        let chance = Seeded::new(1);
        let thread = ThreadId::random(&chance);
        for topic in [Topic::Thread(thread), Topic::Held, Topic::Staff(StaffId::random(&chance))] {
            assert_eq!(topic.to_string().parse(), Ok(topic));
        }
        // As hosts that know threads only tell it.
        assert_eq!(thread.to_string().parse(), Ok(Topic::Thread(thread)));
        let upper = format!("staff-{}", "A".repeat(32));
        for text in
            ["", "Held", "held ", "held,held", "staff", "staff-", "staff-held", &upper, "reports", "x"]
        {
            assert_eq!(text.parse::<Topic>(), Err(NotAnId), "{text}");
        }
    }

    #[test]
    fn staff_hear_of_members_with_a_right_and_nobody_hears_of_staff() {
        let chance = Seeded::new(1);
        for (topic, right) in [
            (Topic::Thread(ThreadId::random(&chance)), Some(Right::Moderate)),
            (Topic::Held, Some(Right::Moderate)),
            (Topic::Staff(StaffId::random(&chance)), None),
        ] {
            assert_eq!(topic.right(), right, "{topic}");
        }
    }
}
