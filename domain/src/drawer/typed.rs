//! What may be kept of what somebody typed for themselves. Nobody else reads it, so it is judged less than what is shared.

use super::{KeptDraft, NOTE_MAX, Note};
use crate::faults::{Fault, Faults};
use crate::ids::PostId;
use crate::text::Body;
use crate::threads::ThreadDraft;
use crate::time::Day;
use crate::waiting::Moment;
use serde_json::Map;

impl KeptDraft {
    /// Turns what was typed so far into a draft, or says what is wrong with which field: nothing was written, or more than any
    /// text may hold.
    pub fn read(mut typed: ThreadDraft, id: PostId, day: Day) -> Result<Self, Faults> {
        let mut faults = Faults::default();
        let texts = typed.texts();
        for (field, text) in &texts {
            if text.chars().count() > Body::MAX as usize {
                faults.add(field, Fault::TooLong(Body::MAX));
            }
        }
        if texts.iter().all(|(_, text)| text.trim().is_empty()) {
            faults.add("happened", Fault::Missing);
        }
        if !faults.is_empty() {
            return Err(faults);
        }
        let ThreadDraft { happened, tried, question, title, theme, show_sector, moment } = typed;
        let theme = theme.known();
        let moment = moment.known().map_or("", Moment::slug).to_owned();
        let shows = show_sector.0;
        Ok(Self { id, happened, tried, question, title, theme, shows, moment, day, more: Map::new() })
    }
}

impl Note {
    /// Turns typing into the words of a note, or says what is wrong with them.
    pub fn read(typed: &str) -> Result<String, Fault> {
        let text = Body::parse(typed)?;
        let long = text.as_str().chars().count() > NOTE_MAX as usize;
        if long { Err(Fault::TooLong(NOTE_MAX)) } else { Ok(text.as_str().to_owned()) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chosen::Ticked;

    fn read(typed: ThreadDraft) -> Result<KeptDraft, Vec<(String, Fault)>> {
        let day = Day::of("2026-11-21T12:00:00Z".parse().expect("a time"));
        KeptDraft::read(typed, PostId::from_bytes([1; 16]), day)
            .map_err(|faults| faults.iter().map(|(field, why)| (field.to_owned(), why)).collect())
    }

    #[test]
    fn what_was_typed_so_far_is_kept_as_it_is() {
        for (theme, show_sector, moment, kept) in [
            ("workload", true, "safe", ("workload", true, "safe")),
            ("workload roster", false, "now", ("workload roster", false, "now")),
            ("", false, "now", ("", false, "now")),
            ("weather", false, "straks", ("", false, "")),
        ] {
            let typed = ThreadDraft {
                title: " Kort\u{202E} ".into(),
                theme: theme.into(),
                show_sector: Ticked(show_sector),
                moment: moment.into(),
                ..ThreadDraft::default()
            };
            let draft = read(typed).expect("a draft");
            assert_eq!((&*draft.theme, draft.shows, &*draft.moment), kept, "{theme} {show_sector}");
            assert_eq!(draft.title, " Kort\u{202E} ");
        }
    }

    #[test]
    fn a_draft_without_words_or_with_too_many_is_none() {
        let most = Body::MAX as usize;
        let long = ("tried".to_owned(), Fault::TooLong(Body::MAX));
        let none = ("happened".to_owned(), Fault::Missing);
        for (happened, tried, faults) in [
            ("Ja".to_owned(), "a".repeat(most), vec![]),
            (String::new(), "a".repeat(most + 1), vec![long.clone()]),
            ("Ja".to_owned(), "a".repeat(most + 1), vec![long]),
            (" \n".to_owned(), "\t".to_owned(), vec![none]),
        ] {
            let typed = ThreadDraft { happened, tried, theme: "workload".into(), ..ThreadDraft::default() };
            assert_eq!(read(typed).err().unwrap_or_default(), faults);
        }
    }

    #[test]
    fn a_note_is_a_text_that_may_be_shorter_than_a_story() {
        let most = |more: usize| "ab ".repeat(NOTE_MAX as usize / 3 + more);
        for (typed, read) in [
            (" Voor mezelf. ".to_owned(), Ok("Voor mezelf.".to_owned())),
            (String::new(), Err(Fault::Missing)),
            ("a\u{0}b c".to_owned(), Err(Fault::ControlCharacters)),
            (most(1), Ok(most(1).trim().to_owned())),
            (most(2), Err(Fault::TooLong(NOTE_MAX))),
        ] {
            assert_eq!(Note::read(&typed), read);
        }
    }
}
