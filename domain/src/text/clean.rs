//! Cleaning: one walk over the characters, which ends at the first fault.

use super::characters::{
    BLACK_FLAG, CANCEL_TAG, JOINER, KEYCAP, THIN, Treatment, breaks, is_emoji, is_spaceless, joins,
    most_marks,
};
use super::{LONGEST_LINK, LONGEST_WORD, MOST_HIDDEN, MOST_JOINED};
use crate::faults::Fault;
use std::str::Chars;

/// The form that a text may have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TextShape {
    /// Lines, with at most two empty ones in a row.
    Lines,
    /// One line; line ends become spaces.
    Line,
}

/// The longest row of tags in a flag: "gbeng" is five.
const MOST_TAGS: usize = 6;

/// The cleaned text, which has at most `max` characters, or the first fault.
pub(super) fn clean(text: &str, shape: TextShape, max: u32) -> Result<String, Fault> {
    let mut cleaner = Cleaner::new(shape, max);
    let mut rest = text.chars();
    while let Some(c) = rest.next() {
        cleaner.take(c, &mut rest)?;
    }
    Ok(cleaner.out)
}

struct Cleaner {
    shape: TextShape,
    max: u32,
    out: String,
    /// Characters in `out`.
    count: u32,
    /// Whitespace that waits for something visible behind it; at the end of the text it is dropped.
    spaces: bool,
    newlines: u32,
    /// Characters of the word at the end of `out`, without marks, and where it starts.
    word: u32,
    word_start: usize,
    /// Marks on the last letter.
    marks: u32,
    /// Emoji that are joined to the one before, in the row at the end of `out`.
    joined: u32,
    /// Invisible characters removed.
    hidden: u32,
}

impl Cleaner {
    fn new(shape: TextShape, max: u32) -> Self {
        Self {
            shape,
            max,
            out: String::new(),
            count: 0,
            spaces: false,
            newlines: 0,
            word: 0,
            word_start: 0,
            marks: 0,
            joined: 0,
            hidden: 0,
        }
    }

    fn take(&mut self, c: char, rest: &mut Chars<'_>) -> Result<(), Fault> {
        match Treatment::of(c) {
            Treatment::Space => self.spaces = true,
            Treatment::Newline => self.end_line(c, rest),
            Treatment::Control => return Err(Fault::ControlCharacters),
            Treatment::Direction => return Err(Fault::DirectionMarks),
            Treatment::Harmless => {}
            Treatment::Joiner => self.joiner(c, rest)?,
            Treatment::Selector if self.selector_belongs(rest) => self.push(c)?,
            Treatment::Hidden | Treatment::Selector => self.hide()?,
            Treatment::Mark => self.mark(c)?,
            Treatment::Visible => {
                self.letter(c)?;
                if c == BLACK_FLAG {
                    self.tags(rest)?;
                }
            }
        }
        Ok(())
    }

    fn end_line(&mut self, c: char, rest: &mut Chars<'_>) {
        if c == '\r' && rest.as_str().starts_with('\n') {
            rest.next();
        }
        match self.shape {
            TextShape::Lines => self.newlines = (self.newlines + 1).min(3),
            TextShape::Line => self.spaces = true,
        }
    }

    /// The character before this one, when nothing stands between.
    fn last(&self) -> Option<char> {
        if self.spaces || self.newlines > 0 { None } else { self.out.chars().next_back() }
    }

    /// Keeps a joiner that belongs where it stands. One beside a letter or an emoji of its kind was typed too often; any other hides
    /// something.
    fn joiner(&mut self, c: char, rest: &Chars<'_>) -> Result<(), Fault> {
        let (before, behind) = (self.last(), rest.clone().next());
        let both = |is: fn(char) -> bool| before.is_some_and(is) && behind.is_some_and(is);
        let either = |is: fn(char) -> bool| before.is_some_and(is) || behind.is_some_and(is);
        let in_emoji = c == JOINER
            && before.is_some_and(|c| is_emoji(c) || c == '\u{FE0F}')
            && behind.is_some_and(is_emoji);
        if in_emoji && self.joined < MOST_JOINED {
            self.joined += 1;
            return self.push(c);
        }
        let (belongs, near) = match c {
            THIN => (both(is_spaceless), either(is_spaceless)),
            _ => (both(joins), either(joins) || in_emoji),
        };
        match (belongs, near) {
            (true, _) => self.push(c),
            (_, true) => Ok(()),
            _ => self.hide(),
        }
    }

    fn selector_belongs(&self, rest: &Chars<'_>) -> bool {
        match self.last() {
            Some('0'..='9' | '#' | '*') => rest.as_str().starts_with(KEYCAP),
            before => before.is_some_and(is_emoji),
        }
    }

    fn hide(&mut self) -> Result<(), Fault> {
        self.hidden += 1;
        if self.hidden > MOST_HIDDEN { Err(Fault::InvisibleCharacters) } else { Ok(()) }
    }

    fn mark(&mut self, c: char) -> Result<(), Fault> {
        if self.last().is_none() {
            self.marks = 0;
        }
        self.marks += 1;
        if self.marks > most_marks(c) { Err(Fault::InvisibleCharacters) } else { self.push(c) }
    }

    fn letter(&mut self, c: char) -> Result<(), Fault> {
        self.marks = 0;
        if self.last() != Some(JOINER) {
            self.joined = 0;
        }
        self.push(c)?;
        if breaks(c) {
            (self.word, self.word_start) = (0, self.out.len());
            return Ok(());
        }
        self.word += 1;
        let limit = if self.word > LONGEST_WORD && self.in_link() { LONGEST_LINK } else { LONGEST_WORD };
        if self.word > limit { Err(Fault::LongWord(LONGEST_WORD)) } else { Ok(()) }
    }

    /// Tells whether the word is a link. Only its first characters are looked at, so that a long link stays cheap.
    fn in_link(&self) -> bool {
        let word: String = self.out[self.word_start..].chars().take(LONGEST_WORD as usize).collect();
        let word = word.to_ascii_lowercase();
        word.starts_with("www.") || word.contains("http://") || word.contains("https://")
    }

    /// Keeps a row of tags behind a black flag when it is one: two to six tags and the end.
    fn tags(&mut self, rest: &mut Chars<'_>) -> Result<(), Fault> {
        let tags =
            rest.clone().take_while(|c| ('\u{E0030}'..='\u{E007A}').contains(c)).take(MOST_TAGS).count();
        if tags < 2 || rest.clone().nth(tags) != Some(CANCEL_TAG) {
            return Ok(());
        }
        rest.by_ref().take(tags + 1).try_for_each(|c| self.push(c))
    }

    /// Puts the waiting whitespace and a character at the end.
    fn push(&mut self, c: char) -> Result<(), Fault> {
        if !self.out.is_empty() {
            match self.newlines {
                0 if self.spaces => self.gap(" "),
                0 => {}
                lines => self.gap(&"\n\n\n"[..lines as usize]),
            }
        }
        (self.spaces, self.newlines) = (false, 0);
        self.out.push(c);
        self.count += 1;
        if self.count > self.max { Err(Fault::TooLong(self.max)) } else { Ok(()) }
    }

    fn gap(&mut self, gap: &str) {
        self.out.push_str(gap);
        self.count += gap.len() as u32;
        (self.word, self.word_start) = (0, self.out.len());
    }
}
