//! The title of a challenge: typed, or taken from what was written.

use super::clean::{TextShape, clean};
use super::{Body, judge, write_length};
use crate::faults::Fault;
use crate::posts::QUESTION_MAX;
use std::fmt;

/// The title of a challenge: one line.
#[derive(Clone, PartialEq, Eq)]
pub struct Title(String);

/// A first sentence with fewer characters is a greeting; the next one comes with it.
const ENOUGH: usize = 15;

/// Words that end in a full stop in the middle of a sentence.
const SHORTENED: [&str; 15] =
    ["bijv", "bv", "ca", "dhr", "dr", "drs", "enz", "evt", "incl", "mevr", "mr", "mw", "nr", "prof", "vs"];

impl Title {
    /// The shortest title, in characters.
    pub const MIN: u32 = 5;
    /// The longest title, in characters.
    pub const MAX: u32 = 120;

    /// Cleans and judges what was typed.
    pub fn parse(text: &str) -> Result<Self, Fault> {
        judge(text, TextShape::Line, Self::MIN, Self::MAX).map(Self)
    }

    /// The typed title, or the proposed one when nothing was typed.
    pub(crate) fn parse_or_propose(typed: &str, happened: &str, question: &str) -> Result<Self, Fault> {
        match Self::parse(typed) {
            Err(Fault::Missing) => Self::parse(&Self::propose(happened, question)),
            parsed => parsed,
        }
    }

    /// A title from the author's own words: the question, or else the first sentence of what happened; cut between
    /// words when it is too long. Empty when there is nothing to take, or when the text would be refused.
    pub fn propose(happened: &str, question: &str) -> String {
        let question = clean(question, TextShape::Line, QUESTION_MAX).unwrap_or_default();
        let happened = clean(happened, TextShape::Lines, Body::MAX).unwrap_or_default();
        let sentence = match question.is_empty() {
            true => first_sentence(&happened),
            false => asking_sentence(&question),
        };
        let line = sentence.replace('\n', " ");
        let title = cut(without_stop(without_marker(line.trim())));
        let kept = |title: &str| clean(title, TextShape::Line, Self::MAX).is_ok();
        match title.strip_suffix('…') {
            _ if kept(&title) => title,
            // The sign of the cut made the last word one character too long.
            Some(bare) if kept(bare) => bare.to_owned(),
            _ => String::new(),
        }
    }

    /// The cleaned title.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Title {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_length(f, "Title", &self.0)
    }
}

/// The first sentence that asks something, or else the first one.
fn asking_sentence(text: &str) -> &str {
    let mut start = 0;
    for end in ends(text) {
        let sentence = text[start..end].trim();
        if sentence.ends_with('?') && sentence.chars().count() >= ENOUGH {
            return sentence;
        }
        start = end;
    }
    first_sentence(text)
}

/// The text up to the end of the first sentence that makes it long enough.
fn first_sentence(text: &str) -> &str {
    let enough = |end: &usize| text[..*end].chars().nth(ENOUGH - 1).is_some();
    &text[..ends(text).find(enough).unwrap_or(text.len())]
}

/// Walks along the ends of sentences: a line end, the end of the text, or behind `.`, `!`, `?`, `…` when a space follows.
fn ends(text: &str) -> impl Iterator<Item = usize> {
    let stops = text.char_indices().filter_map(move |(place, c)| {
        let behind = place + c.len_utf8();
        let ends = match c {
            '\n' => true,
            '.' => text[behind..].starts_with(' ') && !is_shortened(&text[..place]),
            '!' | '?' | '…' => text[behind..].starts_with(' '),
            _ => false,
        };
        ends.then_some(behind)
    });
    stops.chain([text.len()])
}

/// Tells whether the full stop behind `text` belongs to a shortened word ("dr.", "o.a.") or to a number ("1.").
fn is_shortened(text: &str) -> bool {
    let start = text.rfind([' ', '\n']).map_or(0, |space| space + 1);
    let word = text[start..].trim_start_matches('(');
    let is_number = !word.is_empty() && word.len() <= 2 && word.bytes().all(|b| b.is_ascii_digit());
    is_number
        || (word.contains('.') && !word.ends_with('.') && word.len() <= 6)
        || word.chars().count() == 1
        || SHORTENED.iter().any(|shortened| word.eq_ignore_ascii_case(shortened))
}

/// Without the dash or bullet of a list.
fn without_marker(line: &str) -> &str {
    ["- ", "* ", "• "].iter().find_map(|marker| line.strip_prefix(marker)).unwrap_or(line).trim_start()
}

/// Without the full stop at the end; three of them stay.
fn without_stop(line: &str) -> &str {
    if line.ends_with("..") { line } else { line.strip_suffix('.').unwrap_or(line) }
}

/// At most [`Title::MAX`] characters, cut between words; a single long word (a link) is cut anywhere.
fn cut(line: &str) -> String {
    let most = Title::MAX as usize;
    if line.chars().nth(most).is_none() {
        return line.to_owned();
    }
    let room = line.char_indices().nth(most - 1).map_or(line.len(), |(place, _)| place);
    let head = &line[..room];
    // A word that ends exactly where the room does is whole.
    let whole = if line[room..].starts_with(' ') { Some(room) } else { head.rfind(' ') };
    let words = whole.map_or("", |end| head[..end].trim_end_matches([' ', ',', ';', ':', '-', '–', '(']));
    let kept = if words.chars().count() >= Title::MIN as usize { words } else { head };
    format!("{}…", kept.trim_end_matches(['\u{200C}', '\u{200D}', '.']))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_proposal_is_the_question_or_the_first_sentence() {
        for (happened, question, title) in [
            ("", "", ""),
            ("  \n ", " ", ""),
            ("Ik stond alleen. Het was druk.", "", "Ik stond alleen"),
            ("Ik stond alleen. Het was druk.", "Hoe doen jullie dat?", "Hoe doen jullie dat?"),
            ("x", "Ik weet het niet meer. Hoe doen jullie dat?", "Hoe doen jullie dat?"),
            ("x", "Tips voor een rooster zonder gaten", "Tips voor een rooster zonder gaten"),
            (
                "Hoi allemaal! Mijn begeleider is er nooit. En nu?",
                "",
                "Hoi allemaal! Mijn begeleider is er nooit",
            ),
            ("Mijn eerste dag\nHet ging mis.", "", "Mijn eerste dag"),
            ("- Mijn eerste dag ging mis\n- En nu?", "", "Mijn eerste dag ging mis"),
            ("Ik vroeg dr. Jansen om hulp. Hij zei nee.", "", "Ik vroeg dr. Jansen om hulp"),
            ("Er was van alles, o.a. Een val. Later ook.", "", "Er was van alles, o.a. Een val"),
            ("Het duurde en duurde... Ik was op.", "", "Het duurde en duurde..."),
            ("Zie https://a.nl/b.html voor meer. Dank.", "", "Zie https://a.nl/b.html voor meer"),
            ("Wat\u{202E}raar is dit verhaal", "", ""),
            ("Goed verhaal van vandaag", "a\u{0}b", "Goed verhaal van vandaag"),
        ] {
            assert_eq!(Title::propose(happened, question), title, "{happened:?} {question:?}");
        }
    }

    #[test]
    fn a_long_sentence_is_cut_between_words() {
        let long = "Vandaag gebeurde er iets, ".repeat(20);
        let title = Title::propose(&long, "");
        assert!(title.chars().count() <= 120 && title.ends_with('…'), "{title}");
        assert!(
            ["Vandaag", "gebeurde", "er", "iets"].iter().any(|word| title.ends_with(&format!("{word}…"))),
            "{title}"
        );
        let exact = format!("{} {}", "a".repeat(59), "b".repeat(60));
        assert_eq!(Title::propose(&exact, ""), exact);
        let one_more = format!("{} {} c", "a".repeat(59), "b".repeat(59));
        assert_eq!(Title::propose(&one_more, "").chars().count(), 120);
    }

    #[test]
    fn a_link_that_does_not_fit_is_cut_anywhere() {
        let link = format!("https://example.nl/{}", "a".repeat(250));
        let title = Title::propose(&link, "");
        assert_eq!(title.chars().count(), 120);
        assert!(Title::parse(&title).is_ok());
        assert!(Title::parse(&Title::propose(&format!("Zie {link}"), "")).is_ok());
    }

    #[test]
    fn a_title_has_5_to_120_characters_on_one_line() {
        for (typed, result) in [
            ("", Err(Fault::Missing)),
            ("abcd", Err(Fault::TooShort(5))),
            ("  een   twee \n drie", Ok("een twee drie")),
            (&"a ".repeat(61), Err(Fault::TooLong(120))),
            ("een\u{7}twee", Err(Fault::ControlCharacters)),
        ] {
            assert_eq!(
                Title::parse(typed).as_ref().map(Title::as_str).map_err(|why| *why),
                result,
                "{typed:?}"
            );
        }
    }
}
