//! A challenge from typing to thread, and the ways in which threads are listed.

use crate::chosen::{Chosen, Ticked};
use crate::faults::Faults;
use crate::people::Sector;
use crate::posts::{PostText, judge_title};
use crate::text::Title;
use crate::themes::{ThemeId, ThreadThemes, TickedThemes};
use crate::waiting::Moment;
use serde::{Deserialize, Serialize};
use std::fmt;

/// A challenge as it was typed. Field names are the form's names.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ThreadDraft {
    /// The answer to "what happened".
    pub happened: String,
    /// The answer to "what did you try"; may be empty.
    pub tried: String,
    /// The question to others; may be empty.
    pub question: String,
    /// The title; when empty, one is proposed.
    pub title: String,
    /// The themes.
    pub theme: TickedThemes,
    /// The tick box "show my sector".
    pub show_sector: Ticked,
    /// The moment at which it may appear; a form without it means now.
    pub moment: Chosen<Moment>,
}

impl fmt::Debug for ThreadDraft {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ThreadDraft(..)")
    }
}

/// A challenge that may be kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewThread {
    /// The title.
    pub title: Title,
    /// The text of the opening post.
    pub text: PostText,
    /// The themes that the author chose.
    pub themes: ThreadThemes,
    /// True when phase and sector may stand below the name.
    pub show_sector: bool,
    /// The moment at which it appears.
    pub moment: Moment,
}

impl ThreadDraft {
    /// Lists the freely typed texts by their names in the form.
    pub fn texts(&mut self) -> [(&str, &mut String); 4] {
        [
            ("happened", &mut self.happened),
            ("tried", &mut self.tried),
            ("question", &mut self.question),
            ("title", &mut self.title),
        ]
    }

    /// Turns typing into a challenge, or says what is wrong with which field.
    pub fn read(&self) -> Result<NewThread, Faults> {
        let mut faults = Faults::default();
        let text = PostText::judge(&mut faults, ("happened", &self.happened), &self.tried, &self.question);
        let title = judge_title(
            &mut faults,
            &self.title,
            ("happened", &self.happened),
            &self.question,
            text.is_some(),
        );
        let themes = faults.keep("theme", self.theme.read());
        let moment = faults.keep("moment", self.moment.read_or(Moment::Now));
        match (title, text, themes, moment) {
            (Some(title), Some(text), Some(themes), Some(moment)) => {
                Ok(NewThread { title, text, themes, show_sector: self.show_sector.0, moment })
            }
            _ => Err(faults),
        }
    }
}

/// The word by which the query of `/threads` narrows the list; a theme has a field of its own there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Narrowed {
    /// To the sector of the reader.
    Sector,
    /// To what nobody answered.
    Unanswered,
    /// To what an expert answered.
    Expert,
}

/// A choice of threads for a list. Always the newest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Filter {
    /// All.
    New,
    /// Those whose author shows this sector.
    Sector(Sector),
    /// Those without a reply.
    Unanswered,
    /// Those that an expert answered.
    Expert,
    /// Those about this theme.
    Theme(ThemeId),
}

impl Filter {
    /// The filter that the query of `/threads` asks for. A theme wins; `sector` is the reader's own, and without one
    /// "for my sector" has nothing to narrow, so it lists everything. Unknown words list everything too: a link that
    /// somebody mistyped still shows threads.
    pub fn from_query(asked: Chosen<Narrowed>, theme: Chosen<ThemeId>, sector: Option<Sector>) -> Self {
        if let Some(theme) = theme.known() {
            return Self::Theme(theme);
        }
        match (asked.known(), sector) {
            (Some(Narrowed::Sector), Some(sector)) => Self::Sector(sector),
            (Some(Narrowed::Unanswered), _) => Self::Unanswered,
            (Some(Narrowed::Expert), _) => Self::Expert,
            (Some(Narrowed::Sector) | None, _) => Self::New,
        }
    }

    /// The word in the query; a theme has a field of its own there.
    pub const fn slug(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Sector(_) => "sector",
            Self::Unanswered => "unanswered",
            Self::Expert => "expert",
            Self::Theme(_) => "theme",
        }
    }
}

/// The place of a thread in the order of all threads. A number that counts up and tells no time (P8).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Position(pub i64);

impl Position {
    /// Reads the `before` of a query; anything but a positive number is no position.
    pub fn from_query(text: &str) -> Option<Self> {
        text.parse().ok().filter(|place| *place > 0).map(Self)
    }
}

impl fmt::Display for Position {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::faults::Fault;
    use crate::text::Body;

    fn draft() -> ThreadDraft {
        ThreadDraft {
            happened: "Mijn begeleider heeft nooit tijd. Ik durf er niet om te vragen.".into(),
            theme: "placement-guidance".into(),
            ..ThreadDraft::default()
        }
    }

    #[test]
    fn a_story_and_a_theme_are_enough() {
        let thread = draft().read().expect("a thread");
        assert_eq!(thread.title.as_str(), "Mijn begeleider heeft nooit tijd");
        assert_eq!((thread.text.tried, thread.text.question, thread.show_sector), (None, None, false));
        assert_eq!(thread.themes.slugs(), "placement-guidance");
    }

    #[test]
    fn an_own_title_stays_and_a_question_proposes_one() {
        let asked = ThreadDraft { question: "Hoe vraag ik om uitleg?".into(), ..draft() };
        assert_eq!(asked.read().expect("a thread").title.as_str(), "Hoe vraag ik om uitleg?");
        let titled = ThreadDraft { title: " Geen tijd ".into(), ..asked };
        assert_eq!(titled.read().expect("a thread").title.as_str(), "Geen tijd");
    }

    /// Somebody who leaves the title empty is told about the words that are too short to make one of.
    #[test]
    fn a_short_text_blames_the_field_that_was_typed_in() {
        for (happened, question, blamed) in
            [("Oei", "", "happened"), ("Het ging mis vandaag.", "Hè?", "question")]
        {
            let short = ThreadDraft { happened: happened.into(), question: question.into(), ..draft() };
            if let Err(faults) = short.read() {
                assert!(faults.of("title").is_none() && faults.of(blamed).is_some(), "{happened} {question}");
            }
        }
        let short = ThreadDraft { happened: "Oei".into(), ..draft() };
        assert!(matches!(short.read().expect_err("short").of("happened"), Some(Fault::TooShort(_))));
        let titled = ThreadDraft { title: "Oei".into(), ..draft() };
        assert_eq!(titled.read().expect_err("short").of("title"), Some(Fault::TooShort(Title::MIN)));
    }

    #[test]
    fn a_form_that_does_not_say_when_means_now() {
        for (typed, moment) in [("", Moment::Now), ("now", Moment::Now), ("safe", Moment::Safe)] {
            let draft = ThreadDraft { moment: typed.into(), ..draft() };
            assert_eq!(draft.read().expect("a thread").moment, moment, "{typed}");
        }
        let wrong = ThreadDraft { moment: "straks".into(), ..draft() };
        assert_eq!(wrong.read().expect_err("no choice").of("moment"), Some(Fault::NotAChoice));
    }

    #[test]
    fn every_wrong_field_is_named_once() {
        let wrong = ThreadDraft {
            happened: String::new(),
            tried: "a\u{202E}b c".into(),
            question: "b ".repeat(301),
            title: "kort".into(),
            theme: "weather".into(),
            show_sector: Ticked(false),
            moment: "straks".into(),
        };
        let faults = wrong.read().expect_err("all wrong");
        assert_eq!(
            faults.iter().collect::<Vec<_>>(),
            [
                ("happened", Fault::Missing),
                ("tried", Fault::DirectionMarks),
                ("question", Fault::TooLong(300)),
                ("title", Fault::TooShort(Title::MIN)),
                ("theme", Fault::NotAChoice),
                ("moment", Fault::NotAChoice),
            ]
        );
    }

    #[test]
    fn an_empty_form_asks_for_the_story_and_the_theme_only() {
        let faults = ThreadDraft::default().read().expect_err("empty");
        assert_eq!(
            faults.iter().collect::<Vec<_>>(),
            [("happened", Fault::Missing), ("theme", Fault::NothingChosen)]
        );
        let long = ThreadDraft { happened: "a ".repeat(Body::MAX as usize), ..draft() };
        assert_eq!(long.read().expect_err("long").of("happened"), Some(Fault::TooLong(Body::MAX)));
    }

    #[test]
    fn the_query_chooses_the_list() {
        let theme = ThemeId::from_slug("workload").expect("a theme");
        let own = Some(Sector::Hospital);
        for (filter, slug, sector, chosen) in [
            ("", "", None, Filter::New),
            ("new", "", own, Filter::New),
            ("sector", "", own, Filter::Sector(Sector::Hospital)),
            ("sector", "", None, Filter::New),
            ("unanswered", "", own, Filter::Unanswered),
            ("expert", "", None, Filter::Expert),
            ("expert", "workload", None, Filter::Theme(theme)),
            ("expert", "nothing", None, Filter::Expert),
            ("'; drop", "", own, Filter::New),
        ] {
            assert_eq!(Filter::from_query(filter.into(), slug.into(), sector), chosen, "{filter} {slug}");
        }
    }

    #[test]
    fn a_position_is_a_positive_number() {
        assert_eq!(Position::from_query("12"), Some(Position(12)));
        for wrong in ["", "0", "-1", "1e3", "12 ", "99999999999999999999"] {
            assert_eq!(Position::from_query(wrong), None, "{wrong}");
        }
    }
}
