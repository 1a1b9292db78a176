//! The part of a text that shows why it was found. A structure: the page makes the marks, so nothing here is HTML.

use super::stem::{language, stem};
use super::words::tokens;
use std::collections::HashSet;

/// A piece of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// The words as they were written.
    pub text: String,
    /// True when it was looked for.
    pub found: bool,
}

/// About `most` characters of a text around the words that have one of these terms, on one line, cut between words. `…`
/// stands where something was left out. A text without any of them is shown from its beginning.
pub fn snippet(text: &str, terms: &HashSet<String>, most: usize) -> Vec<Piece> {
    let tokens = tokens(text);
    let lang = language(&tokens);
    // Finding a stem takes longest, and in words of three letters or more it leaves the first one alone.
    let may_be = |word: &str| {
        word.len() < 3 || terms.iter().any(|term| term.as_bytes().first() == word.as_bytes().first())
    };
    let hits: Vec<(usize, usize)> = tokens
        .iter()
        .filter(|token| may_be(&token.word) && terms.contains(&stem(&token.word, lang)))
        .map(|token| (token.start, token.end))
        .collect();
    let (start, end) =
        window(text, &tokens.iter().map(|t| (t.start, t.end)).collect::<Vec<_>>(), &hits, most);
    let mut pieces = Vec::new();
    let mut at = start;
    if start > 0 {
        push(&mut pieces, "… ", false);
    }
    for (from, to) in hits.into_iter().filter(|(from, to)| *from >= start && *to <= end) {
        push(&mut pieces, &text[at..from], false);
        push(&mut pieces, &text[from..to], true);
        at = to;
    }
    push(&mut pieces, &text[at..end], false);
    if end < text.trim_end().len() {
        push(&mut pieces, " …", false);
    }
    pieces
}

/// Adds text on one line; neighbours of one kind become one piece.
fn push(pieces: &mut Vec<Piece>, text: &str, found: bool) {
    let text = text.replace(['\n', '\r'], " ");
    match pieces.last_mut().filter(|last| last.found == found) {
        Some(last) => last.text.push_str(&text),
        None if text.is_empty() => {}
        None => pieces.push(Piece { text, found }),
    }
}

/// The stretch of `most` characters with the most hits; of equals the first one. Begins and ends at words.
fn window(text: &str, words: &[(usize, usize)], hits: &[(usize, usize)], most: usize) -> (usize, usize) {
    let length = |from: usize, to: usize| text[from..to].chars().count();
    let Some(last) = words.last() else { return (0, 0) };
    if length(0, text.len()) <= most {
        return (0, text.trim_end().len());
    }
    // A hit stands best with a few words before it, so each window begins a third before a hit.
    let begin = |hit: usize| {
        let before = words.iter().rev().filter(|(from, _)| *from <= hit);
        before.take_while(|(from, _)| length(*from, hit) <= most / 3).last().map_or(hit, |(from, _)| *from)
    };
    let ends = |from: usize| {
        let inside = words.iter().filter(|(start, _)| *start >= from);
        inside.take_while(|(_, to)| length(from, *to) <= most).last().map_or(last.1, |(_, to)| *to)
    };
    let mut best = (0, ends(0), hits.iter().filter(|(_, to)| *to <= ends(0)).count());
    for (hit, _) in hits.iter().take(12) {
        let from = begin(*hit);
        let to = ends(from);
        let count = hits.iter().filter(|(a, b)| *a >= from && *b <= to).count();
        if count > best.2 {
            best = (from, to, count);
        }
    }
    // What follows the last word (a full stop) belongs to it.
    let tail = text[best.1..]
        .chars()
        .take_while(|c| !c.is_whitespace() && !c.is_alphanumeric())
        .map(char::len_utf8)
        .sum::<usize>();
    (best.0, best.1 + tail)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn shown(text: &str, terms: &[&str], most: usize) -> String {
        let terms = terms.iter().map(|term| (*term).to_owned()).collect();
        let pieces = snippet(text, &terms, most);
        pieces.into_iter().map(|p| if p.found { format!("[{}]", p.text) } else { p.text }).collect()
    }

    #[test]
    fn words_are_marked_in_all_their_forms() {
        assert_eq!(shown("De Cliënten belden.", &["client"], 100), "De [Cliënten] belden.");
        assert_eq!(shown("Niets hiervan.", &["client"], 100), "Niets hiervan.");
        assert_eq!(shown("een\ntwee rooster", &["rooster"], 100), "een twee [rooster]");
        assert_eq!(shown("", &["x"], 100), "");
    }

    #[test]
    fn a_long_text_is_cut_around_what_was_found() {
        let text = format!(
            "{} en toen kwam het rooster van januari. {}",
            "woord ".repeat(60).trim(),
            "einde ".repeat(60)
        );
        let cut = shown(&text, &["rooster"], 80);
        assert!(cut.starts_with("… ") && cut.ends_with(" …") && cut.contains("[rooster]"), "{cut}");
        assert!(cut.chars().count() < 100, "{cut}");
        assert!(shown(&text, &[], 80).starts_with("woord woord"));
    }

    #[test]
    fn hostile_text_stays_text() {
        assert_eq!(shown("<b>rooster</b>", &["rooster"], 50), "<b>[rooster]</b>");
    }

    proptest! {
        #[test]
        fn a_stem_keeps_the_first_letter(word in "[a-zé0-9]{3,20}") {
            for lang in [crate::people::Lang::Nl, crate::people::Lang::En] {
                prop_assert_eq!(stem(&word, lang).chars().next(), word.chars().next());
            }
        }

        #[test]
        fn any_text_can_be_cut(text in "\\PC{0,300}", most in 0usize..120) {
            let terms = tokens(&text).iter().take(3).map(|token| token.word.clone()).collect();
            let pieces = snippet(&text, &terms, most);
            let length: usize = pieces.iter().map(|piece| piece.text.chars().count()).sum();
            // One word may be longer than what was asked for.
            prop_assert!(length <= text.chars().count().max(most) + 4);
        }
    }
}
