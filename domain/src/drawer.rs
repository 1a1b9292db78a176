//! What a member keeps for themselves: saved threads, followed themes, how far they read, drafts, private notes and
//! settings (P4). Pure: what lies in a drawer, what may be changed in it, and how it becomes bytes of one of
//! few lengths. The seals are in [`crate::secrets`].
//!
//! A change is an order ("save this thread") and never a whole new drawer: whoever comes second carries out their
//! order on what the first one left, so two phones lose nothing to each other.

mod change;
mod padded;
#[cfg(test)]
mod tests;
mod typed;

pub use change::{Change, MOST_DRAFTS, MOST_NOTES, MOST_SAVED, NOTE_MAX};
pub use padded::{LENGTHS, YOUNG_DAYS};

use crate::ids::{PostId, ThreadId};
use crate::steps::Step;
use crate::time::Day;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use std::collections::BTreeMap;
use std::fmt;

/// The content of a drawer. Fields of a later version stay where they are.
#[derive(Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Drawer {
    /// The edition of this form; 1.
    pub v: u8,
    /// Saved threads, the latest last.
    pub saved: Vec<ThreadId>,
    /// Followed themes by slug; one that the codebook lost is kept and not shown.
    pub themes: Vec<String>,
    /// The point up to which each own thread was read.
    pub seen: BTreeMap<ThreadId, Seen>,
    /// Challenges that were not sent yet, the latest last.
    pub drafts: Vec<KeptDraft>,
    /// Notes that nobody else reads, the latest last.
    pub notes: Vec<Note>,
    /// Settings.
    pub settings: Preferences,
    /// The day on which something was first put into it; none in a drawer from before days were noted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub since: Option<Day>,
    /// Fields that this version does not know.
    #[serde(flatten)]
    pub more: Map<String, Value>,
}

/// The point up to which somebody read an own thread.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Seen {
    /// The place of the last reply that was read.
    pub seq: i64,
    /// The number of own replies that were marked as helpful.
    pub thanks: i64,
    /// The step of "Herken ik" as [`Seen::step_of`] counts it.
    pub step: u8,
}

impl Seen {
    /// A step as a number that grows.
    pub const fn step_of(step: Step) -> u8 {
        match step {
            Step::None => 0,
            Step::Few => 1,
            Step::Tens => 2,
            Step::Hundreds => 3,
            Step::Thousands => 4,
        }
    }

    /// Whoever read further counts, on whatever phone that was.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        Self {
            seq: self.seq.max(other.seq),
            thanks: self.thanks.max(other.thanks),
            step: self.step.max(other.step),
        }
    }
}

/// A challenge as it was typed so far. Its id becomes that of the post.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct KeptDraft {
    /// The id of the post that it may become.
    pub id: PostId,
    /// The answer to "what happened".
    pub happened: String,
    /// The answer to "what did you try".
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub tried: String,
    /// The question to others.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub question: String,
    /// The title, if one was typed.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub title: String,
    /// The slugs of its themes, as far as some were chosen.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub theme: String,
    /// True when phase and sector shall be shown.
    #[serde(default)]
    pub shows: bool,
    /// The moment at which it shall appear, if one was chosen.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub moment: String,
    /// The day.
    pub day: Day,
    /// Fields that this version does not know.
    #[serde(flatten)]
    pub more: Map<String, Value>,
}

/// A private note.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct Note {
    /// The post of the note.
    pub id: PostId,
    /// The number of changes so far: somebody who changes an older one on another phone gets a note of its own.
    #[serde(default)]
    pub edition: u32,
    /// The words of the note.
    pub text: String,
    /// The day on which it was written.
    pub day: Day,
    /// Fields that this version does not know.
    #[serde(flatten)]
    pub more: Map<String, Value>,
}

/// Settings that go with the person, not with the phone.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Preferences {
    /// No number in the menu when there is something new.
    #[serde(rename = "quiet")]
    pub hides_number: bool,
    /// Fields that this version does not know.
    #[serde(flatten)]
    pub more: Map<String, Value>,
}

/// Shows the number of things and none of them.
impl fmt::Debug for Drawer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Drawer({} notes, {} drafts)", self.notes.len(), self.drafts.len())
    }
}

impl fmt::Debug for KeptDraft {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("KeptDraft(hidden)")
    }
}

impl fmt::Debug for Note {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Note(hidden)")
    }
}
