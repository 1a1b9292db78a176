//! What may be done with a drawer.

use super::{Drawer, KeptDraft, Note, Seen};
use crate::faults::Fault;
use crate::ids::{PostId, ThreadId};
use crate::themes::ThemeId;
use crate::time::Day;
use serde_json::Map;
use std::collections::BTreeMap;
use std::fmt;

/// The most threads that may be saved.
pub const MOST_SAVED: usize = 300;
/// The most drafts that may be kept.
pub const MOST_DRAFTS: usize = 8;
/// The most private notes that may be kept.
pub const MOST_NOTES: usize = 60;
/// The longest private note, in characters.
pub const NOTE_MAX: u32 = 2000;
/// The most threads that are remembered as read; those with the lowest ids, which are random, are forgotten first.
const MOST_SEEN: usize = 400;

/// One order. Carried out twice, each is as good as once.
#[derive(Clone)]
pub enum Change {
    /// Saves a thread, or takes it out.
    Save(ThreadId, bool),
    /// Follows a theme, or stops.
    Follow(ThemeId, bool),
    /// Keeps a draft; one with the same id is replaced.
    KeepDraft(Box<KeptDraft>),
    /// Throws a draft away.
    RemoveDraft(PostId),
    /// Throws away the drafts that became posts.
    Sent(Vec<PostId>),
    /// Writes a note.
    AddNote(PostId, String, Day),
    /// Changes a note of this edition. When it was changed elsewhere meanwhile, or thrown away, the text becomes a note
    /// of its own with the second id.
    EditNote(PostId, u32, String, PostId, Day),
    /// Throws a note away.
    RemoveNote(PostId),
    /// Read so far.
    See(BTreeMap<ThreadId, Seen>),
    /// No number in the menu, or one.
    HideNumber(bool),
}

/// Names the order and nothing of what it holds.
impl fmt::Debug for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Change(hidden)")
    }
}

impl Drawer {
    /// Carries out an order; a refusal leaves everything as it was.
    ///
    /// # Errors
    /// [`Fault::TooMany`] when there are as many as may be.
    pub fn apply(&mut self, change: Change) -> Result<(), Fault> {
        self.v = 1;
        match change {
            Change::Save(thread, on) => keep(&mut self.saved, thread, on, MOST_SAVED),
            Change::Follow(theme, on) => {
                keep(&mut self.themes, theme.slug().to_owned(), on, ThemeId::all().count())
            }
            Change::KeepDraft(draft) => self.keep_draft(*draft),
            Change::RemoveDraft(id) => {
                self.drafts.retain(|draft| draft.id != id);
                Ok(())
            }
            Change::Sent(ids) => {
                self.drafts.retain(|draft| !ids.contains(&draft.id));
                Ok(())
            }
            Change::AddNote(id, text, day) => self.add_note(id, text, day),
            Change::EditNote(id, edition, text, copy, day) => self.edit_note(id, edition, text, copy, day),
            Change::RemoveNote(id) => {
                self.notes.retain(|note| note.id != id);
                Ok(())
            }
            Change::See(marks) => {
                self.see(marks);
                Ok(())
            }
            Change::HideNumber(hides) => {
                self.settings.hides_number = hides;
                Ok(())
            }
        }
    }

    fn keep_draft(&mut self, draft: KeptDraft) -> Result<(), Fault> {
        let full = self.drafts.len() >= MOST_DRAFTS;
        match self.drafts.iter_mut().find(|kept| kept.id == draft.id) {
            Some(kept) => *kept = KeptDraft { more: std::mem::take(&mut kept.more), ..draft },
            None if full => return Err(Fault::TooMany(MOST_DRAFTS as u32)),
            None => self.drafts.push(draft),
        }
        Ok(())
    }

    fn add_note(&mut self, id: PostId, text: String, day: Day) -> Result<(), Fault> {
        if self.notes.iter().any(|note| note.id == id) {
            return Ok(());
        }
        if self.notes.len() >= MOST_NOTES {
            return Err(Fault::TooMany(MOST_NOTES as u32));
        }
        self.notes.push(Note { id, edition: 0, text, day, more: Map::new() });
        Ok(())
    }

    fn edit_note(
        &mut self,
        id: PostId,
        edition: u32,
        text: String,
        copy: PostId,
        day: Day,
    ) -> Result<(), Fault> {
        match self.notes.iter_mut().find(|note| note.id == id) {
            Some(note) if note.text == text => Ok(()),
            Some(note) if note.edition == edition => {
                note.edition += 1;
                note.text = text;
                Ok(())
            }
            _ => self.add_note(copy, text, day),
        }
    }

    fn see(&mut self, marks: BTreeMap<ThreadId, Seen>) {
        for (thread, mark) in marks {
            let seen = self.seen.entry(thread).or_default();
            *seen = seen.and(mark);
        }
        while self.seen.len() > MOST_SEEN {
            self.seen.pop_first();
        }
    }
}

fn keep<T: PartialEq>(list: &mut Vec<T>, one: T, on: bool, most: usize) -> Result<(), Fault> {
    let there = list.contains(&one);
    match (there, on) {
        (true, false) => list.retain(|other| *other != one),
        (false, true) if list.len() >= most => {
            return Err(Fault::TooMany(u32::try_from(most).unwrap_or(u32::MAX)));
        }
        (false, true) => list.push(one),
        _ => {}
    }
    Ok(())
}
