//! What a character is, as far as cleaning needs to know.

use super::MOST_MARKS;
use super::marks::MARKS;
use std::cmp::Ordering;

/// The zero-width non-joiner.
pub(super) const NON_JOINER: char = '\u{200C}';
/// The space without width, which parts words where no other space is written.
pub(super) const THIN: char = '\u{200B}';
/// The zero-width joiner.
pub(super) const JOINER: char = '\u{200D}';
/// The black flag, which starts the flags of England, Scotland and Wales.
pub(super) const BLACK_FLAG: char = '\u{1F3F4}';
/// The end of a row of tags.
pub(super) const CANCEL_TAG: char = '\u{E007F}';
/// The box around a key, as in 1️⃣.
pub(super) const KEYCAP: char = '\u{20E3}';

/// The treatment of a character that stands by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Treatment {
    /// A line ends.
    Newline,
    /// A space, however wide.
    Space,
    /// Refused: a control character or a noncharacter.
    Control,
    /// Refused: turns the reading direction around.
    Direction,
    /// Removed without a word.
    Harmless,
    /// A joiner or a space without width: kept in writing and emoji, else removed; counted where nobody writes so.
    Joiner,
    /// Text or emoji selector: kept behind an emoji, else removed and counted.
    Selector,
    /// Removed and counted.
    Hidden,
    /// A combining mark that stacks on its letter.
    Mark,
    /// Anything else.
    Visible,
}

impl Treatment {
    pub(super) fn of(c: char) -> Self {
        match c {
            '!'..='~' => Self::Visible,
            '\n' | '\r' | '\u{B}' | '\u{C}' | '\u{85}' | '\u{2028}' | '\u{2029}' => Self::Newline,
            '\t' | ' ' | '\u{A0}' | '\u{1680}' | '\u{2000}'..='\u{200A}' => Self::Space,
            '\u{202F}' | '\u{205F}' | '\u{3000}' | '\u{2800}' => Self::Space,
            '\u{FDD0}'..='\u{FDEF}' => Self::Control,
            _ if c.is_control() || u32::from(c) & 0xFFFE == 0xFFFE => Self::Control,
            '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' => Self::Direction,
            '\u{AD}' | '\u{200E}' | '\u{200F}' | '\u{61C}' => Self::Harmless,
            NON_JOINER | JOINER | THIN => Self::Joiner,
            '\u{FE0E}' | '\u{FE0F}' => Self::Selector,
            _ if hidden(c) => Self::Hidden,
            _ if is_mark(c) || is_skin(c) => Self::Mark,
            _ => Self::Visible,
        }
    }
}

/// Characters without any look of their own.
fn hidden(c: char) -> bool {
    matches!(c,
        '\u{34F}'                                   // grapheme joiner
        | '\u{115F}' | '\u{1160}' | '\u{3164}' | '\u{FFA0}' // Hangul fillers
        | '\u{17B4}' | '\u{17B5}'                   // Khmer inherent vowels
        | '\u{180B}'..='\u{180F}'                   // Mongolian selectors and separator
        | '\u{2060}'..='\u{2065}' | '\u{206A}'..='\u{206F}' // word joiner, invisible operators, old formatting
        | '\u{FE00}'..='\u{FE0D}' | '\u{FEFF}'      // selectors, byte order mark
        | '\u{FFF0}'..='\u{FFFC}'                   // unassigned, annotation, pasted pictures
        | '\u{1BCA0}'..='\u{1BCA3}' | '\u{1D173}'..='\u{1D17A}' // shorthand and musical formatting
        | '\u{E0000}'..='\u{E0FFF}'                 // tags, more selectors
    )
}

/// Tells whether a character never stands in a cleaned text: it is refused, or removed wherever it is.
pub(crate) fn hostile(c: char) -> bool {
    let in_flag = ('\u{E0020}'..=CANCEL_TAG).contains(&c);
    match Treatment::of(c) {
        Treatment::Control | Treatment::Direction | Treatment::Harmless => true,
        Treatment::Hidden => !in_flag,
        _ => false,
    }
}

/// Tells whether a character stacks on the one before it.
pub(super) fn is_mark(c: char) -> bool {
    let c = u32::from(c);
    let place = |&(first, last): &(u32, u32)| match () {
        () if last < c => Ordering::Less,
        () if first > c => Ordering::Greater,
        () => Ordering::Equal,
    };
    c >= 0x300 && MARKS.binary_search_by(place).is_ok()
}

/// Tells whether a character is an emoji or a symbol that can be one. Wider than Unicode's list where that is harmless.
pub(super) fn is_emoji(c: char) -> bool {
    matches!(c,
        '\u{A9}' | '\u{AE}' | '\u{203C}' | '\u{2049}' | '\u{2122}' | '\u{2139}'
        | '\u{2194}'..='\u{21AA}' | '\u{231A}'..='\u{23FF}' | '\u{24C2}' | '\u{25AA}'..='\u{27BF}'
        | '\u{2934}' | '\u{2935}' | '\u{2B05}'..='\u{2B55}' | '\u{3030}' | '\u{303D}' | '\u{3297}' | '\u{3299}'
        | '\u{1F000}'..='\u{1FAFF}'
    )
}

/// Tells whether a character is a skin, which colours the emoji before it.
fn is_skin(c: char) -> bool {
    ('\u{1F3FB}'..='\u{1F3FF}').contains(&c)
}

/// Tells whether a letter is of a script that parts words by spaces without width, or not at all: Thai, Lao, Burmese, Khmer.
pub(super) fn is_spaceless(c: char) -> bool {
    matches!(c,
        '\u{E00}'..='\u{EFF}' | '\u{1000}'..='\u{109F}' | '\u{1780}'..='\u{17B3}' | '\u{17B6}'..='\u{17FF}' | '\u{A9E0}'..='\u{A9FF}'
        | '\u{AA60}'..='\u{AA7F}'
    )
}

/// The most marks that may stand behind this one's letter: syllables of Burmese, Khmer and Tibetan are built of them.
pub(super) fn most_marks(mark: char) -> u32 {
    let built = matches!(mark, '\u{F00}'..='\u{109F}' | '\u{1780}'..='\u{17FF}' | '\u{A9E0}'..='\u{A9FF}' | '\u{AA60}'..='\u{AA7F}');
    if built { 2 * MOST_MARKS } else { MOST_MARKS }
}

/// Tells whether a letter is of a script in which joiners are part of the spelling: Arabic, Syriac, N'Ko, the scripts of
/// India, Sri Lanka, Myanmar, Cambodia and Indonesia, Mongolian, Adlam.
pub(super) fn joins(c: char) -> bool {
    let written = matches!(c,
        '\u{620}'..='\u{7FF}' | '\u{840}'..='\u{DFF}' | '\u{1000}'..='\u{109F}' | '\u{1780}'..='\u{17D3}'
        | '\u{1807}' | '\u{1820}'..='\u{18AA}' | '\u{1B00}'..='\u{1BBF}' | '\u{A980}'..='\u{A9FF}' | '\u{AA60}'..='\u{AA7F}'
        | '\u{FB50}'..='\u{FDCF}' | '\u{FE70}'..='\u{FEFC}' | '\u{10D00}'..='\u{10D3F}' | '\u{11000}'..='\u{1174F}'
        | '\u{1E900}'..='\u{1E95F}'
    );
    written && (c.is_alphabetic() || is_mark(c))
}

/// Tells whether a line may break next to this character without a space: scripts that write no spaces, and emoji.
pub(super) fn breaks(c: char) -> bool {
    is_emoji(c)
        || is_spaceless(c)
        || matches!(c,
            '\u{2E80}'..='\u{A4CF}'
            | '\u{AC00}'..='\u{D7A3}' | '\u{F900}'..='\u{FAFF}' | '\u{FF01}'..='\u{FF60}' | '\u{20000}'..='\u{3FFFD}'
        )
}
