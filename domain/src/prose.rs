//! Plain text with paragraphs, lists and safe links: a structure, never HTML.
//!
//! The page puts every piece into the document as text; nothing here is markup, so nothing has to be taken out. Bold,
//! headings, pictures and quotes do not exist on purpose. Whatever looks like something else stays the text it is.

mod links;

use std::iter::Peekable;
use std::str::Lines;

/// A piece of text that stands by itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block<'a> {
    /// Lines that belong together.
    Paragraph(Vec<Vec<Inline<'a>>>),
    /// A list; each item is one line.
    List {
        /// True when the items are numbered.
        ordered: bool,
        /// The items, without their markers.
        items: Vec<Vec<Inline<'a>>>,
    },
}

/// A piece of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Inline<'a> {
    /// Words.
    Text(&'a str),
    /// A link to another site. `shown` is what was typed; `href` is the same with its scheme in lower case. It always
    /// starts with `http://` or `https://`. A page gives it `rel="nofollow noopener noreferrer ugc"`.
    Link {
        /// The address.
        href: String,
        /// The words that are read.
        shown: &'a str,
    },
}

/// The blocks of a text. Any text has blocks; only whitespace is lost.
///
/// Lists are read conservatively: at least two lines in a row with the same bullet (`-`, `*`, `•`), or numbered 1, 2,
/// 3 without a gap (`1.` or `1)`). A single dash or a year at the start of a line stays text.
pub fn blocks(text: &str) -> Vec<Block<'_>> {
    let mut blocks = Vec::new();
    let mut lines = text.lines().peekable();
    let mut paragraph = Vec::new();
    while let Some(line) = lines.next() {
        let line = line.trim();
        let list = list_from(line, &mut lines);
        if list.is_some() || line.is_empty() {
            end_paragraph(&mut paragraph, &mut blocks);
            blocks.extend(list);
        } else {
            paragraph.push(links::inlines(line));
        }
    }
    end_paragraph(&mut paragraph, &mut blocks);
    blocks
}

fn end_paragraph<'a>(lines: &mut Vec<Vec<Inline<'a>>>, blocks: &mut Vec<Block<'a>>) {
    if !lines.is_empty() {
        blocks.push(Block::Paragraph(std::mem::take(lines)));
    }
}

/// The sign that a list item starts with.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Marker {
    Bullet(char),
    Number(u32, char),
}

impl Marker {
    /// The marker of a line and what stands behind it.
    fn of(line: &str) -> Option<(Self, &str)> {
        let (marker, item) = line.trim().split_once(' ')?;
        let item = item.trim();
        if item.is_empty() {
            return None;
        }
        let end = marker.chars().next_back()?;
        let number = marker.strip_suffix(['.', ')']).filter(|digits| digits.len() <= 2);
        let number = number.filter(|digits| digits.bytes().all(|b| b.is_ascii_digit()));
        match (marker, number.and_then(|digits| digits.parse().ok())) {
            ("-" | "*" | "•", _) => Some((Self::Bullet(end), item)),
            (_, Some(number)) => Some((Self::Number(number, end), item)),
            _ => None,
        }
    }

    /// Tells whether a list can start with this marker.
    fn starts(self) -> bool {
        matches!(self, Self::Bullet(_) | Self::Number(1, _))
    }

    /// The marker that the next line must have.
    fn next(self) -> Self {
        match self {
            Self::Number(number, end) => Self::Number(number + 1, end),
            bullet => bullet,
        }
    }
}

/// The list that starts with `line`, when the next line goes on with it.
fn list_from<'a>(line: &'a str, lines: &mut Peekable<Lines<'a>>) -> Option<Block<'a>> {
    let (mut marker, first) = Marker::of(line).filter(|(marker, _)| marker.starts())?;
    let ordered = matches!(marker, Marker::Number(..));
    let mut items = vec![first];
    while let Some((next, item)) = lines.peek().and_then(|line| Marker::of(line)) {
        if next != marker.next() {
            break;
        }
        marker = next;
        items.push(item);
        lines.next();
    }
    let items: Vec<_> = items.into_iter().map(links::inlines).collect();
    (items.len() > 1).then_some(Block::List { ordered, items })
}

#[cfg(test)]
mod tests;
