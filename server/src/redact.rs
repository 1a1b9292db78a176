//! Makes a text fit for the log: whatever looks like an id, a code, an address or a token is masked, and nothing in
//! it can start a new line or move a cursor (S35, G5).
//!
//! The rule is broad on purpose: a masked word too many costs an operator a minute, one too few costs somebody
//! their anonymity.

/// Longest message that is kept, in characters.
pub const LONGEST: usize = 400;

/// `text` with everything masked that could say who somebody is or let somebody in.
pub fn redact(text: &str) -> String {
    let mut out = String::with_capacity(text.len().min(LONGEST));
    let mut word = String::new();
    let mut left = LONGEST;
    for c in text.chars().chain(std::iter::once('\n')) {
        if belongs_to_word(c) {
            word.push(c);
            continue;
        }
        push_word(&mut out, &word, &mut left);
        word.clear();
        if left == 0 {
            out.push('…');
            break;
        }
        push_char(&mut out, c, &mut left);
    }
    out.truncate(out.trim_end().len());
    out
}

/// Characters that hold a secret together: a code with dashes, an e-mail, an address with colons, a query.
fn belongs_to_word(c: char) -> bool {
    c.is_alphanumeric()
        || matches!(c, '-' | '_' | '@' | '.' | ':' | '+' | '%' | '/' | '?' | '&' | '=' | '#' | '~')
}

/// Control characters, escape sequences and marks that turn text around become a space.
fn push_char(out: &mut String, c: char, left: &mut usize) {
    let invisible =
        matches!(c, '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FEFF}');
    out.push(if c.is_control() || invisible { ' ' } else { c });
    *left = left.saturating_sub(1);
}

fn push_word(out: &mut String, word: &str, left: &mut usize) {
    if word.is_empty() {
        return;
    }
    // The path may stay, the question behind it not.
    let (path, query) = match word.find(['?', '#']) {
        Some(at) => (&word[..at], &word[at..]),
        None => (word, ""),
    };
    let mut first = true;
    for part in path.split('/') {
        if !std::mem::replace(&mut first, false) {
            push_char(out, '/', left);
        }
        let shown = mask(part).unwrap_or(part);
        for c in shown.chars().take(*left) {
            out.push(c);
        }
        *left = left.saturating_sub(shown.chars().count());
    }
    if query.len() > 1 {
        out.push_str("[query]");
        *left = left.saturating_sub(7);
    } else {
        out.push_str(query);
    }
}

/// Returns what a word is replaced with, if it gives something away.
fn mask(word: &str) -> Option<&'static str> {
    let bare = word.trim_matches(['.', ':', '-', '_', '=', '&']);
    if bare.contains('@') || bare.to_ascii_lowercase().contains("%40") {
        return Some("[e-mail]");
    }
    if is_address(bare) {
        return Some("[address]");
    }
    let solid: String = bare.chars().filter(|c| c.is_ascii_alphanumeric()).collect();
    let digits = solid.chars().filter(char::is_ascii_digit).count();
    let hexadecimal = solid.len() >= 16 && solid.chars().all(|c| c.is_ascii_hexdigit());
    if hexadecimal {
        return Some("[id]");
    }
    if is_code(bare) {
        return Some("[code]");
    }
    if solid.len() >= 20 && digits > 0 {
        return Some("[secret]");
    }
    if digits >= 6 && digits == solid.len() {
        return Some("[number]");
    }
    None
}

/// An account code or a cohort code, whole or in part: groups of four or five capitals and digits, or one long group.
fn is_code(word: &str) -> bool {
    let crockford = |group: &str| group.chars().all(|c| c.is_ascii_alphanumeric());
    let groups: Vec<&str> = word.split('-').collect();
    let even = groups.len() >= 2 && groups.iter().all(|g| matches!(g.len(), 4 | 5) && crockford(g));
    let capitals = |text: &str| text.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit());
    let mixed = |text: &str| text.chars().any(|c| c.is_ascii_digit());
    if even {
        return word.chars().any(|c| c.is_ascii_digit()) || capitals(&word.replace('-', ""));
    }
    groups.len() == 1 && word.len() >= 10 && crockford(word) && mixed(word)
}

/// An IPv4 or IPv6 address, with or without a port.
fn is_address(word: &str) -> bool {
    word.parse::<std::net::IpAddr>().is_ok()
        || word.parse::<std::net::SocketAddr>().is_ok()
        || word.split(':').next().is_some_and(|host| host.parse::<std::net::Ipv4Addr>().is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_codes_and_addresses_are_masked() {
        for (text, kept) in [
            ("thread 00112233445566778899aabbccddeeff gone", "thread [id] gone"),
            ("lookup of 7QXM-K2D9-ABCD-0123-4567-89AB-CDEF failed", "lookup of [code] failed"),
            ("7QXMK2D9ABCD0123456789ABCDEF", "[code]"),
            ("cohort 7QXMK-2D9AB", "cohort [code]"),
            ("cohort 7QXMK2D9AB.", "cohort [code]"),
            ("mail from iemand@zorg.example!", "mail from [e-mail]!"),
            ("iemand%40zorg.example", "[e-mail]"),
            ("peer 198.51.100.23:4711 left", "peer [address] left"),
            ("peer [2001:db8::1]", "peer [[address]]"),
            ("GET /threads/00112233445566778899aabbccddeeff?theme=x#a", "GET /threads/[id][query]"),
            ("token dGhpcyBp_cyBhIHRva2VuIDE yes", "token [secret] yes"),
            ("bsn 123456782", "bsn [number]"),
        ] {
            assert_eq!(redact(text), kept, "{text}");
        }
    }

    #[test]
    fn ordinary_words_stay() {
        for text in [
            "called `Option::unwrap()` on a `None` value",
            "no such table: threads",
            "server/src/live.rs:41:9",
            "could not open data/community.sqlite",
            "five-year plan",
        ] {
            assert_eq!(redact(text), text);
        }
    }

    /// S35: a text from outside cannot pretend to be a line of its own.
    #[test]
    fn nothing_starts_a_line_or_moves_the_cursor() {
        let shown = redact("a\r\nlevel=error forged\u{1b}[2K\u{9b}31m\u{202e}x\u{2028}y\0");
        assert!(shown.chars().all(|c| !c.is_control() && c != '\u{202e}' && c != '\u{2028}'), "{shown:?}");
    }

    #[test]
    fn a_long_text_ends() {
        assert!(redact(&"woord ".repeat(10_000)).chars().count() <= LONGEST + 8);
        assert!(redact(&"w".repeat(100_000)).chars().count() <= LONGEST + 8);
    }
}
