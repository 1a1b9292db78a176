//! Plain text with paragraphs, lists and safe links: a structure, never HTML.

/// A piece of text that stands by itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    /// Lines that belong together.
    Paragraph(Vec<Vec<Inline>>),
    /// A list; each item is one line.
    List {
        /// Whether the items are numbered.
        ordered: bool,
        /// The items.
        items: Vec<Vec<Inline>>,
    },
}

/// A piece of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Inline {
    /// Words.
    Text(String),
    /// A link to another site. `href` starts with `http://` or `https://`; `shown` is what was typed.
    Link {
        /// Where it leads.
        href: String,
        /// What is read.
        shown: String,
    },
}

/// The blocks of a text.
pub fn blocks(text: &str) -> Vec<Block> {
    text.split("\n\n")
        .map(|part| Block::Paragraph(part.lines().map(|line| vec![Inline::Text(line.to_owned())]).collect()))
        .collect()
}
