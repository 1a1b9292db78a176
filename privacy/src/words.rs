//! A text cut into words, numbers and signs.

use crate::dictionary::{Class, Set};

/// The space before a token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Gap {
    /// Nothing: it is glued to the one before.
    None,
    /// Spaces.
    Space,
    /// A new line, or the start of the text.
    Line,
}

/// The sort of a token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Sort {
    /// Letters.
    Word,
    /// Digits 0 to 9.
    Number,
    /// One other character.
    Sign(char),
}

#[derive(Clone, Copy, Debug)]
struct Token {
    start: usize,
    end: usize,
    low_start: usize,
    low_end: usize,
    sort: Sort,
    gap: Gap,
    class: Class,
}

/// A text with its tokens. Asking for a token that is not there is answered with "nothing", so that rules may look
/// ahead without counting.
pub(crate) struct Words<'a> {
    text: &'a str,
    /// The words in lower case, without accents, one after another.
    low: String,
    tokens: Vec<Token>,
}

impl<'a> Words<'a> {
    pub fn of(text: &'a str) -> Self {
        let mut words =
            Self { text, low: String::with_capacity(text.len()), tokens: Vec::with_capacity(text.len() / 4) };
        let mut gap = Gap::Line;
        for (at, c) in text.char_indices() {
            if is_unseen(c) {
                continue;
            }
            if c.is_whitespace() {
                gap = if ends_line(c) || gap == Gap::Line { Gap::Line } else { Gap::Space };
                continue;
            }
            words.take(at, c, gap);
            gap = Gap::None;
        }
        for token in words.tokens.iter_mut().filter(|token| !matches!(token.sort, Sort::Sign(_))) {
            token.class = Class::of(piece(&words.low, token.low_start, token.low_end));
        }
        words
    }

    /// Adds one character: to the last token when it belongs to it, else as a new one.
    fn take(&mut self, at: usize, c: char, gap: Gap) {
        let end = at + c.len_utf8();
        let c = usual(c);
        let sort = sort(c);
        let low_start = self.low.len();
        if sort == Sort::Word {
            fold(c, &mut self.low);
        } else {
            self.low.push(c);
        }
        match self.tokens.last_mut() {
            Some(last) if gap == Gap::None && last.sort == sort && !matches!(sort, Sort::Sign(_)) => {
                last.end = end;
                last.low_end = self.low.len();
            }
            _ => {
                let (low_end, class) = (self.low.len(), Class::NONE);
                self.tokens.push(Token { start: at, end, low_start, low_end, sort, gap, class });
            }
        }
    }

    pub fn len(&self) -> usize {
        self.tokens.len()
    }

    /// The token as it was typed.
    pub fn raw(&self, i: usize) -> &'a str {
        self.tokens.get(i).map_or("", |token| piece(self.text, token.start, token.end))
    }

    /// The token in lower case without accents.
    pub fn low(&self, i: usize) -> &str {
        self.tokens.get(i).map_or("", |token| piece(&self.low, token.low_start, token.low_end))
    }

    /// Tells whether the token is a word of this set.
    pub fn is(&self, i: usize, set: Set) -> bool {
        self.tokens.get(i).is_some_and(|token| token.class.is(set))
    }

    /// Tells whether a token is a word of this set, counted from a place that may lie before the text.
    pub fn was(&self, i: usize, back: usize, set: Set) -> bool {
        i.checked_sub(back).is_some_and(|i| self.is(i, set))
    }

    /// The token before, as [`Self::low`], counted from a place that may lie before the text.
    pub fn before(&self, i: usize, back: usize) -> &str {
        i.checked_sub(back).map_or("", |i| self.low(i))
    }

    pub fn start(&self, i: usize) -> usize {
        self.tokens.get(i).map_or(self.text.len(), |token| token.start)
    }

    pub fn end(&self, i: usize) -> usize {
        self.tokens.get(i).map_or(self.text.len(), |token| token.end)
    }

    pub fn gap(&self, i: usize) -> Gap {
        self.tokens.get(i).map_or(Gap::Line, |token| token.gap)
    }

    /// Tells whether it is glued to the token before it.
    pub fn glued(&self, i: usize) -> bool {
        self.gap(i) == Gap::None
    }

    pub fn is_word(&self, i: usize) -> bool {
        self.tokens.get(i).is_some_and(|token| token.sort == Sort::Word)
    }

    pub fn is_number(&self, i: usize) -> bool {
        self.tokens.get(i).is_some_and(|token| token.sort == Sort::Number)
    }

    pub fn sign(&self, i: usize) -> Option<char> {
        match self.tokens.get(i)?.sort {
            Sort::Sign(c) => Some(c),
            _ => None,
        }
    }

    pub fn is_sign(&self, i: usize, c: char) -> bool {
        self.sign(i) == Some(c)
    }

    /// A number of at most `digits` digits.
    pub fn number(&self, i: usize, digits: usize) -> Option<u32> {
        let low = self.low(i).as_bytes();
        let value = |digits: &[u8]| digits.iter().fold(0, |sum, digit| 10 * sum + u32::from(digit - b'0'));
        (self.is_number(i) && low.len() <= digits.min(9)).then(|| value(low))
    }

    /// A word that begins with a capital.
    pub fn is_capital(&self, i: usize) -> bool {
        self.is_word(i) && self.raw(i).chars().next().is_some_and(char::is_uppercase)
    }

    /// A word of capitals only, of two letters or more.
    pub fn is_shouted(&self, i: usize) -> bool {
        let raw = self.raw(i);
        self.is_word(i) && raw.chars().nth(1).is_some() && !raw.chars().take(40).any(char::is_lowercase)
    }

    /// Tells whether a sentence begins here, so that a capital means nothing.
    pub fn begins(&self, i: usize) -> bool {
        let mut i = i;
        // Quotes, brackets and dashes may stand before the first word; three are enough.
        for _ in 0..3 {
            if self.gap(i) == Gap::Line || i == 0 {
                return true;
            }
            match self.sign(i - 1) {
                Some('.' | '!' | '?' | ':' | ';' | '…' | '•' | '*' | '|') => return true,
                Some('"' | '\'' | '“' | '”' | '‘' | '’' | '«' | '(' | '[' | '-' | '–' | '—') => {
                    i -= 1
                }
                _ => return false,
            }
        }
        false
    }
}

/// A piece of a text; nothing when the ends are none of it.
fn piece(text: &str, start: usize, end: usize) -> &str {
    text.get(start..end).unwrap_or_default()
}

/// Adds a word to a name, with a space between them.
pub(crate) fn add_word(name: &mut String, word: &str) {
    if !name.is_empty() {
        name.push(' ');
    }
    name.push_str(word);
}

/// Lists what is left of a word before each of the ends, which spaces part, that it has.
pub(crate) fn stems<'a>(word: &'a str, ends: &'a str) -> impl Iterator<Item = &'a str> {
    ends.split(' ').filter_map(|end| word.strip_suffix(end))
}

/// Tells whether a name has this part: both short, so without the machinery for long ones.
pub(crate) fn has_part(name: &str, part: &str) -> bool {
    name.as_bytes().windows(part.len()).any(|piece| piece == part.as_bytes())
}

/// Tells whether nothing of a character is seen, so that it changes no word: joiners, direction marks, the soft hyphen, what makes
/// a digit a key (0️⃣).
fn is_unseen(c: char) -> bool {
    matches!(
        c,
        '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{fe0e}' | '\u{fe0f}' | '\u{20e3}'
    )
}

/// Tells whether a line ends here, as slides and old text programs end them, too.
fn ends_line(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// The usual form of a character: full-width letters and signs, and the digits of other scripts.
fn usual(c: char) -> char {
    /// The zeros of Arabic, Persian, Hindi, Bengali, Thai, Burmese and of bold digits.
    const ZEROS: [u32; 7] = [0x660, 0x6f0, 0x966, 0x9e6, 0xe50, 0x1040, 0x1d7ce];
    let code = u32::from(c);
    let plain = match code {
        ..0x660 => return c,
        0xff01..=0xff5e => code - 0xfee0,
        0xfe6b => u32::from('@'),
        _ => match ZEROS.iter().find(|zero| (**zero..**zero + 10).contains(&code)) {
            Some(zero) => u32::from('0') + code - zero,
            None => return c,
        },
    };
    char::from_u32(plain).unwrap_or(c)
}

fn sort(c: char) -> Sort {
    match c {
        '0'..='9' => Sort::Number,
        'a'..='z' | 'A'..='Z' => Sort::Word,
        '×' | '÷' => Sort::Sign(c),
        '\u{c0}'..='\u{24f}' | '\u{300}'..='\u{36f}' | '\u{1e00}'..='\u{1eff}' => Sort::Word,
        _ => Sort::Sign(c),
    }
}

/// Lower case without accents, for the letters of the names that are written in the Netherlands.
fn fold(c: char, low: &mut String) {
    let plain = match c {
        'a'..='z' => c,
        'A'..='Z' => c.to_ascii_lowercase(),
        '\u{300}'..='\u{36f}' => return,
        'à'..='å' | 'À'..='Å' | 'Ā'..='ą' => 'a',
        'ç' | 'Ç' | 'Ć'..='č' => 'c',
        'Ď'..='đ' | 'ð' | 'Ð' => 'd',
        'è'..='ë' | 'È'..='Ë' | 'Ē'..='ě' => 'e',
        'Ĝ'..='ģ' => 'g',
        'Ĥ'..='ħ' => 'h',
        'ì'..='ï' | 'Ì'..='Ï' | 'Ĩ'..='ı' => 'i',
        'Ĺ'..='ł' => 'l',
        'ñ' | 'Ñ' | 'Ń'..='ŋ' => 'n',
        'ò'..='ö' | 'ø' | 'Ò'..='Ö' | 'Ø' | 'Ō'..='ő' => 'o',
        'Ŕ'..='ř' => 'r',
        'Ś'..='š' | 'Ș' | 'ș' => 's',
        'Ţ'..='ŧ' | 'Ț' | 'ț' => 't',
        'ù'..='ü' | 'Ù'..='Ü' | 'Ũ'..='ų' => 'u',
        'ý' | 'ÿ' | 'Ý' | 'Ŷ'..='Ÿ' => 'y',
        'Ź'..='ž' => 'z',
        'ß' => return low.push_str("ss"),
        'æ' | 'Æ' => return low.push_str("ae"),
        'œ' | 'Œ' => return low.push_str("oe"),
        '\u{133}' | '\u{132}' => return low.push_str("ij"),
        other => other,
    };
    low.push(plain);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_lose_case_and_accents_and_know_their_place() {
        let words = Words::of("Zoë  at\n12a.");
        assert_eq!((0..words.len()).map(|i| words.low(i)).collect::<Vec<_>>(), ["zoe", "at", "12", "a", "."]);
        assert_eq!(words.raw(0), "Zoë");
        assert_eq!(
            (words.gap(0), words.gap(1), words.gap(2), words.gap(3)),
            (Gap::Line, Gap::Space, Gap::Line, Gap::None)
        );
        assert_eq!((words.low(99), words.before(0, 1), words.end(99)), ("", "", 13));
    }

    #[test]
    fn a_sentence_begins_after_a_stop_a_line_and_a_quote() {
        let words = Words::of("Een “Twee” drie. Vier");
        let begins: Vec<_> = (0..words.len()).filter(|i| words.is_capital(*i) && words.begins(*i)).collect();
        assert_eq!(begins.len(), 2, "{begins:?}");
    }
}
