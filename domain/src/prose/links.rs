//! Links in a line: only what leads exactly where it says.
//!
//! A link has the scheme `http` or `https`, a host of plain ASCII labels with a dot and a name behind it, perhaps a
//! port, and anything visible behind that. Everything else stays text, because it could lead elsewhere than it reads:
//! credentials in front of the host (`https://bank.nl@evil.nl`), a backslash (which browsers take for a slash), escaped
//! or foreign characters in the host (look-alikes), addresses in numbers, control, direction or invisible characters.

use super::Inline;
use crate::text::hostile;

/// The line in pieces. Every character of the line is in exactly one of them.
pub(super) fn inlines(line: &str) -> Vec<Inline<'_>> {
    let mut pieces = Vec::new();
    // Where the text that is not yet in a piece starts.
    let mut start = 0;
    // Hardly any line has a colon, and one byte is found faster than three.
    let mut from = if line.contains(':') { 0 } else { line.len() };
    while let Some(colon) = line[from..].find("://").map(|place| from + place) {
        let word_end = line[colon..].find(ends_word).map_or(line.len(), |place| colon + place);
        if let Some(begin) = scheme_start(line, from, colon) {
            let end = begin + without_punctuation(&line[begin..word_end]).len();
            if let Some(href) = href(&line[begin..end], &line[begin..word_end]) {
                push_text(&mut pieces, &line[start..begin]);
                pieces.push(Inline::Link { href, shown: &line[begin..end] });
                start = end;
            }
        }
        // A word is looked at once, so that a row of "://" costs no more than its length.
        from = word_end;
    }
    push_text(&mut pieces, &line[start..]);
    pieces
}

fn push_text<'a>(pieces: &mut Vec<Inline<'a>>, text: &'a str) {
    if !text.is_empty() {
        pieces.push(Inline::Text(text));
    }
}

/// Tells whether a link ends here: at space, quotes and brackets that no address holds.
fn ends_word(c: char) -> bool {
    c.is_whitespace() || matches!(c, '<' | '>' | '"' | '`' | '“' | '”' | '„' | '‘' | '’' | '«' | '»')
}

/// Finds the start of the scheme before the colon, when it is a known one at the start of a word.
fn scheme_start(line: &str, from: usize, colon: usize) -> Option<usize> {
    let before = &line.as_bytes()[from..colon];
    let scheme = ["https", "http"].into_iter().find(|scheme| {
        before.len() >= scheme.len()
            && before[before.len() - scheme.len()..].eq_ignore_ascii_case(scheme.as_bytes())
    })?;
    let begin = colon - scheme.len();
    let joined =
        line[..begin].chars().next_back().is_some_and(|c| c.is_alphanumeric() || "+-._:/@%\\".contains(c));
    (!joined).then_some(begin)
}

/// Without the punctuation of the sentence around a link; a closing bracket stays when the link opened it.
fn without_punctuation(word: &str) -> &str {
    let count = |bracket: char| word.matches(bracket).count();
    let mut unopened =
        [(')', count(')').saturating_sub(count('('))), (']', count(']').saturating_sub(count('[')))];
    let mut end = word.len();
    while let Some(last) = word[..end].chars().next_back() {
        let closes = unopened.iter_mut().find(|(bracket, left)| *bracket == last && *left > 0);
        if let Some((_, left)) = closes {
            *left -= 1;
        } else if !matches!(last, '.' | ',' | ';' | ':' | '!' | '?' | '\'' | '*' | '_' | '…') {
            break;
        }
        end -= last.len_utf8();
    }
    &word[..end]
}

/// The address of a link, or `None` when it is not one that leads where it says. `word` is the link with the
/// punctuation behind it: what was taken off must not be what made it harmless.
fn href(link: &str, word: &str) -> Option<String> {
    if word.chars().any(|c| matches!(c, '\\' | '\u{200B}'..='\u{200D}') || hostile(c)) {
        return None;
    }
    let (scheme, rest) = link.split_once("://")?;
    let authority_end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    is_host(&rest[..authority_end]).then(|| format!("{}://{rest}", scheme.to_ascii_lowercase()))
}

/// Tells whether an authority is a plain host name, perhaps with a port.
fn is_host(authority: &str) -> bool {
    let (host, port) = authority.split_once(':').unwrap_or((authority, "443"));
    let labels: Vec<&str> = host.split('.').collect();
    let last = labels.last().copied().unwrap_or_default();
    host.len() <= 253
        && labels.len() >= 2
        && labels.iter().all(|label| is_label(label))
        && last.len() >= 2
        && last.as_bytes()[0].is_ascii_alphabetic()
        && port.bytes().all(|b| b.is_ascii_digit())
        && port.parse::<u16>().is_ok_and(|port| port > 0)
}

fn is_label(label: &str) -> bool {
    (1..=63).contains(&label.len())
        && label.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
        && !label.starts_with('-')
        && !label.ends_with('-')
}
