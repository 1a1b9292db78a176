//! The text of a member: paragraphs, lists and safe links. Written by hand, because it is most of a thread's page; each
//! word is escaped where it is put down.

use crate::kit::template::{Rendered, attribute, words};
use domain::prose::{Block, Inline, blocks};
use domain::text::spoken;
use leptos::prelude::*;
use std::ops::Range;

/// A text as its author meant it.
#[component]
pub fn Prose(
    /// The text.
    #[prop(into)]
    text: String,
    /// The places in it that are marked, in bytes; in order, and none inside another.
    #[prop(optional)]
    marks: Vec<Range<usize>>,
) -> impl IntoView {
    Rendered::made(|out| marked(out, &text, &marks)).into_view()
}

/// A text as its author meant it, where a template has a slot for it.
pub fn prose(out: &mut Rendered, text: &str) {
    marked(out, text, &[]);
}

fn marked(out: &mut Rendered, text: &str, marks: &[Range<usize>]) {
    let out = out.buffer();
    out.push_str("<div class=\"prose\" dir=\"auto\"");
    if let Some(lang) = spoken(text) {
        [" lang=\"", lang, "\""].iter().for_each(|part| out.push_str(part));
    }
    out.push('>');
    for block in blocks(text) {
        write_block(out, &block, &Marks { text, marks });
    }
    out.push_str("</div>");
}

fn write_block(out: &mut String, block: &Block<'_>, marks: &Marks<'_>) {
    match block {
        Block::Paragraph(lines) => {
            out.push_str("<p>");
            for (n, line) in lines.iter().enumerate() {
                out.push_str(if n > 0 { "<br>" } else { "" });
                write_line(out, line, marks);
            }
            out.push_str("</p>");
        }
        Block::List { ordered, items } => {
            let (begin, end) = if *ordered { ("<ol>", "</ol>") } else { ("<ul>", "</ul>") };
            out.push_str(begin);
            for item in items {
                out.push_str("<li>");
                write_line(out, item, marks);
                out.push_str("</li>");
            }
            out.push_str(end);
        }
    }
}

fn write_line(out: &mut String, line: &[Inline<'_>], marks: &Marks<'_>) {
    for part in line {
        match part {
            Inline::Text(text) => marks.write(out, text),
            // `domain::prose` only makes links of http and https. No referrer, no opener, no help for link spam.
            Inline::Link { href, shown } => {
                out.push_str("<a href=\"");
                attribute(out, href);
                out.push_str("\" rel=\"nofollow noopener noreferrer ugc\" class=\"link\">");
                marks.write(out, shown);
                out.push_str("</a>");
            }
        }
    }
}

/// A text with the places in it that are marked.
struct Marks<'a> {
    text: &'a str,
    marks: &'a [Range<usize>],
}

impl Marks<'_> {
    /// Writes a piece of the text, with the marks in it.
    fn write(&self, out: &mut String, piece: &str) {
        // A piece is a part of the text, so that its place in memory says where it stands.
        let start = piece.as_ptr().addr().wrapping_sub(self.text.as_ptr().addr());
        let mut from = 0;
        for mark in self.marks {
            let here = |at: usize| at.saturating_sub(start).min(piece.len());
            let (begin, end) = (here(mark.start).max(from), here(mark.end));
            let parts =
                piece.get(from..begin).zip(piece.get(begin..end)).filter(|(_, marked)| !marked.is_empty());
            if let Some((before, marked)) = parts {
                words(out, before);
                out.push_str("<mark>");
                words(out, marked);
                out.push_str("</mark>");
                from = end;
            }
        }
        words(out, piece.get(from..).unwrap_or_default());
    }
}

/// The beginning of a text, on one line, cut between words.
#[component]
pub fn Excerpt(
    /// The text.
    #[prop(into)]
    text: String,
    /// The number of characters at most.
    #[prop(default = 140)]
    most: usize,
) -> impl IntoView {
    view! { <p class="excerpt" dir="auto" lang=spoken(&text)>{cut(&text, most)}</p> }
}

fn cut(text: &str, most: usize) -> String {
    let mut out = String::new();
    let mut length = 0;
    for word in text.split_whitespace() {
        let more = word.chars().count() + usize::from(length > 0);
        if length + more > most {
            out.push('…');
            break;
        }
        if length > 0 {
            out.push(' ');
        }
        out.push_str(word);
        length += more;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kit::ui::fields::hostile;

    #[test]
    fn hostile_text_stays_text() {
        for text in hostile::TEXTS {
            let list = format!("- {text}\n- {text}\n\n{text}\n{text}");
            hostile::assert_harmless(&view! { <Prose text=list/> }.to_html(), text);
            hostile::assert_harmless(&view! { <Excerpt text=text/> }.to_html(), text);
        }
    }

    #[test]
    #[expect(
        clippy::single_range_in_vec_init,
        clippy::reversed_empty_ranges,
        reason = "one place, and a place that is none"
    )]
    fn marks_stand_where_they_were_found() {
        let text = "Bel Jan.\n\n- 06-1 of\n- https://jan.nl\n\nEn <Jan>";
        let places = |words: &str| {
            text.match_indices(words).map(|(at, found)| at..at + found.len()).collect::<Vec<_>>()
        };
        let html = |marks: Vec<Range<usize>>| view! { <Prose text marks/> }.to_html();
        let marked = html(places("Jan"));
        assert_eq!(marked.matches("<mark>Jan</mark>").count(), 2, "{marked}");
        assert!(marked.contains("En &lt;<mark>Jan</mark>&gt;"), "{marked}");
        assert!(html(places("06-1")).contains("<li><mark>06-1</mark> of</li>"));
        assert!(html(places("https://jan.nl")).contains("class=\"link\"><mark>https://jan.nl</mark></a>"));
        // A mark over the end of a block marks what stands in each.
        assert!(
            html(vec![4..16]).contains("Bel <mark>Jan.</mark></p><ul><li><mark>06-1</mark>"),
            "{}",
            html(vec![4..16])
        );
        for nonsense in [vec![900..1_000], vec![5..3], vec![0..usize::MAX], vec![2..5, 2..5]] {
            html(nonsense);
        }
    }

    #[test]
    fn a_link_is_shown_and_says_nothing_about_us() {
        let html = view! { <Prose text="Kijk op https://113.nl en niet op javascript:alert(1)."/> }.to_html();
        assert!(html.contains(r#"href="https://113.nl""#) && html.contains("noreferrer"), "{html}");
        assert_eq!(html.matches("<a ").count(), 1, "{html}");
    }

    #[test]
    fn an_excerpt_ends_between_words() {
        assert_eq!(cut("een twee  drie\nvier", 9), "een twee…");
        assert_eq!(cut("een twee", 8), "een twee");
        assert_eq!(cut("", 8), "");
    }
}
