//! Hostile text in, safe text out.
//!
//! Every text that a member typed passes one of three types: [`Body`] (a post), [`Line`] (one line) or [`Title`].
//! What they hold is plain text; `prose` gives it structure and the page escapes it.
//!
//! | what came in | what happens | why |
//! |---|---|---|
//! | `\r\n`, `\r`, line and paragraph separators, the line ends of slides | become `\n` (a space in a line) | browsers and phones differ |
//! | tab, fixed and no-break spaces, the empty Braille cell | become one space | they look like one |
//! | spaces around lines, rows of spaces, more than two empty lines | removed | a page would not show them |
//! | control characters (C0, C1, delete) and noncharacters | refused | no keyboard types them; they forge logs and terminals |
//! | bidirectional embeddings, overrides, isolates | refused | the text would show something else than it says |
//! | direction marks (LRM, RLM, ALM), soft hyphens | removed | Arabic and Hebrew keyboards, chat apps and websites add them; they cannot turn letters around, and nobody sees them |
//! | zero-width joiners between letters of scripts that join, and in emoji; zero-width spaces in Burmese, Khmer, Thai, Lao | kept | Persian, Hindi and family emoji are written so, and the others part their words so |
//! | more than [`MOST_JOINED`] emoji joined to one | parted | no line breaks there, and the longest family has four |
//! | every other invisible character: byte order marks, fillers, stray selectors and tags, the gap that a pasted picture leaves | removed, counted | they hide words from search and carry hidden messages |
//! | more than [`MOST_HIDDEN`] counted characters | refused | not an accident; the author hears it instead of losing text silently |
//! | more than [`MOST_MARKS`] marks on one letter | refused | "zalgo" runs over its neighbours; Burmese, Khmer and Tibetan build syllables of up to twice as many |
//! | a word of more than [`LONGEST_WORD`] characters | refused, links up to [`LONGEST_LINK`] | no phone can show it |
//!
//! Lengths count Unicode scalar values of the cleaned text. Nothing is normalised: composed and decomposed letters
//! both stay as they were typed. Parsing reads each character once and stops at the first fault, so that 10 MB cost no
//! more than the first screen of them; a cleaned text, parsed again, stays as it is.

mod characters;
mod clean;
mod edition;
mod marks;
mod spoken;
mod title;

pub(crate) use characters::hostile;
pub use edition::edition;
pub use spoken::spoken;
pub use title::Title;

use crate::faults::Fault;
use clean::{TextShape, clean};
use std::fmt;

/// The longest word, in characters; combining marks do not count.
pub const LONGEST_WORD: u32 = 60;
/// The longest link, in characters.
pub const LONGEST_LINK: u32 = 300;
/// The number of invisible characters that are removed without a word.
pub const MOST_HIDDEN: u32 = 8;
/// The most emoji that are joined to one.
pub const MOST_JOINED: u32 = 4;
/// The most stacking marks that one letter may carry: Vietnamese needs two, pointed Hebrew and Arabic three.
pub const MOST_MARKS: u32 = 3;

/// The words of a post: several lines.
#[derive(Clone, PartialEq, Eq)]
pub struct Body(String);

impl Body {
    /// The shortest body, in characters.
    pub const MIN: u32 = 3;
    /// The longest body, in characters.
    pub const MAX: u32 = 4000;

    /// Cleans and judges what was typed.
    pub fn parse(text: &str) -> Result<Self, Fault> {
        judge(text, TextShape::Lines, Self::MIN, Self::MAX).map(Self)
    }

    /// The cleaned text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A text of one line.
#[derive(Clone, PartialEq, Eq)]
pub struct Line(String);

impl Line {
    /// Cleans and judges what was typed; it must have `min` to `max` characters.
    pub fn parse(text: &str, min: u32, max: u32) -> Result<Self, Fault> {
        judge(text, TextShape::Line, min, max).map(Self)
    }

    /// The cleaned text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// The shortest name, in characters.
const SHORTEST_NAME: u32 = 2;
/// The longest name, in characters.
const LONGEST_NAME: u32 = 80;

/// Reads how somebody or something is called, or what somebody does: 2 to 80 characters on one line.
///
/// # Errors
/// The fault of the field.
pub fn read_name(text: &str) -> Result<String, Fault> {
    Line::parse(text, SHORTEST_NAME, LONGEST_NAME).map(|line| line.0)
}

/// Cleans `text`, then compares its length.
fn judge(text: &str, shape: TextShape, min: u32, max: u32) -> Result<String, Fault> {
    let cleaned = clean(text, shape, max)?;
    match u32::try_from(cleaned.chars().count()).unwrap_or(u32::MAX) {
        0 => Err(Fault::Missing),
        count if count < min => Err(Fault::TooShort(min)),
        _ => Ok(cleaned),
    }
}

/// Shows how long a text is and nothing of it: post text must not reach logs or panic messages (G5, S33).
fn write_length(f: &mut fmt::Formatter<'_>, name: &str, text: &str) -> fmt::Result {
    write!(f, "{name}({} characters)", text.chars().count())
}

impl fmt::Debug for Body {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_length(f, "Body", &self.0)
    }
}

impl fmt::Debug for Line {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_length(f, "Line", &self.0)
    }
}

#[cfg(test)]
mod tests;
