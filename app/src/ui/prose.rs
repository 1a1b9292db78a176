//! The text of a member: paragraphs, lists and safe links, made of text nodes only.

use domain::prose::{Block, Inline, blocks};
use leptos::prelude::*;

fn inline(part: Inline) -> AnyView {
    match part {
        Inline::Text(text) => text.into_any(),
        // `domain::prose` only makes links of http and https. No referrer, no opener, no help for link spam.
        Inline::Link { href, shown } => {
            view! { <a class="link" href=href rel="nofollow noopener noreferrer ugc">{shown}</a> }.into_any()
        }
    }
}

fn line(parts: Vec<Inline>) -> Vec<AnyView> {
    parts.into_iter().map(inline).collect()
}

fn block(block: Block) -> AnyView {
    match block {
        Block::Paragraph(lines) => {
            let lines: Vec<_> = lines
                .into_iter()
                .enumerate()
                .map(|(n, parts)| view! { {(n > 0).then(|| view! { <br/> })}{line(parts)} })
                .collect();
            view! { <p>{lines}</p> }.into_any()
        }
        Block::List { ordered, items } => {
            let items: Vec<_> = items.into_iter().map(|item| view! { <li>{line(item)}</li> }).collect();
            if ordered {
                view! { <ol>{items}</ol> }.into_any()
            } else {
                view! { <ul>{items}</ul> }.into_any()
            }
        }
    }
}

/// A text as its author meant it.
#[component]
pub fn Prose(
    /// The text.
    #[prop(into)]
    text: String,
) -> impl IntoView {
    view! { <div class="prose">{blocks(&text).into_iter().map(block).collect::<Vec<_>>()}</div> }
}

/// The beginning of a text, on one line, cut between words.
#[component]
pub fn Excerpt(
    /// The text.
    #[prop(into)]
    text: String,
    /// How many characters at most.
    #[prop(default = 140)]
    most: usize,
) -> impl IntoView {
    view! { <p class="excerpt">{cut(&text, most)}</p> }
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
    use crate::ui::fields::hostile;

    #[test]
    fn hostile_text_stays_text() {
        for text in hostile::TEXTS {
            let list = format!("- {text}\n- {text}\n\n{text}\n{text}");
            hostile::assert_harmless(&view! { <Prose text=list/> }.to_html(), text);
            hostile::assert_harmless(&view! { <Excerpt text=text/> }.to_html(), text);
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
