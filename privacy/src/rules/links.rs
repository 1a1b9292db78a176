//! Links, and the pages and accounts of people on social networks.

use super::Claim;
use crate::dictionary::{HANDLE_SAID, HOST_END, HOST_END_RARE, NETWORK, NETWORK_SAID, NETWORK_SHORT, PUBLIC};
use crate::kind::FindingKind;
use crate::words::{Gap, Words};

/// The most tokens that one address is read for; what follows is taken along without reading.
const LONG: usize = 200;

/// A web address: with "https://", with "www.", or a bare name with a well-known ending.
pub(super) fn link(words: &Words, i: usize) -> Option<Claim> {
    let schemed =
        matches!(words.low(i), "http" | "https") && words.is_sign(i + 1, ':') && words.is_sign(i + 2, '/');
    let host = if schemed { i + 4 } else { i };
    if !schemed && (words.glued(i) && i > 0 || !words.is_word(i)) {
        return None;
    }
    let (end, ending) = host_end(words, host)?;
    let bare = words.low(host) != "www" && !schemed;
    if bare && !words.is(ending, HOST_END) {
        return None;
    }
    // "klaar.Me" is a missing space.
    if bare && (words.is_capital(ending) || words.is(ending, HOST_END_RARE) && !words.is_sign(end, '/')) {
        return None;
    }
    let to = path_end(words, end);
    match is_profile(words, ending, end, to) {
        true => Some(Claim::new(FindingKind::Profile, i, to)),
        false if is_public(words, ending) => None,
        false => Some(Claim::new(FindingKind::Link, i, to)),
    }
}

/// After "voorbeeld.nl": the next token, and the token of the ending.
fn host_end(words: &Words, host: usize) -> Option<(usize, usize)> {
    let (mut i, mut ending) = (host, None);
    while i < host + 16 && (words.is_word(i) || words.is_number(i)) {
        let mut next = i + 1;
        while next < host + 16
            && words.glued(next)
            && (words.is_number(next)
                || words.is_word(next)
                || words.is_sign(next, '-') && words.glued(next + 1))
        {
            next += 1;
        }
        let dotted = words.is_sign(next, '.')
            && words.glued(next)
            && words.glued(next + 1)
            && (words.is_word(next + 1) || words.is_number(next + 1));
        if !dotted {
            return ending.map(|_| (next, i));
        }
        ending = Some(i);
        i = next + 1;
    }
    None
}

/// The end of the path: everything glued, without the stop or bracket that ends the sentence.
fn path_end(words: &Words, end: usize) -> usize {
    if !matches!(words.sign(end), Some('/' | '?' | '#' | ':')) || !words.glued(end) {
        return end;
    }
    let mut to = end;
    while to < end + LONG && to < words.len() && words.gap(to) == Gap::None {
        to += 1;
    }
    while to > end && matches!(words.sign(to - 1), Some('.' | ',' | ')' | ';' | ':' | '!' | '?' | '"' | '”'))
    {
        to -= 1;
    }
    to
}

/// A page of a person: a path on a network where people have pages.
fn is_profile(words: &Words, ending: usize, end: usize, to: usize) -> bool {
    let name = ending.saturating_sub(2);
    let short = words.is(name, NETWORK_SHORT)
        && !matches!(
            (words.low(name), words.low(ending)),
            ("x", "com") | ("t" | "wa" | "fb", "me") | ("fb", "com")
        );
    to > end + 1 && words.is(name, NETWORK) && !short && words.is_sign(end, '/')
}

/// Sites of the government, of help lines and of professional knowledge, which lead to nobody.
fn is_public(words: &Words, ending: usize) -> bool {
    matches!(words.low(ending), "nl" | "org" | "com") && words.is(ending.saturating_sub(2), PUBLIC)
}

/// An account named after its network: "mijn insta is fatima_92", "snap: fatima.x", "@fatima_92".
pub(super) fn account(words: &Words, i: usize) -> Option<Claim> {
    if words.is_sign(i, '@') {
        if words.glued(i) && i > 0 && (words.is_word(i - 1) || words.is_number(i - 1)) {
            return None;
        }
        let (to, odd) = handle(words, i + 1)?;
        let named = (1..=4).any(|back| words.was(i, back, NETWORK_SAID));
        return (words.glued(i + 1) && (odd || named)).then(|| Claim::new(FindingKind::Profile, i, to));
    }
    if !words.is(i, NETWORK_SAID) {
        return None;
    }
    let mut from = i + 1;
    for _ in 0..4 {
        if !words.is(from, HANDLE_SAID) && !matches!(words.sign(from), Some(':' | '=')) {
            break;
        }
        from += 1;
    }
    let (to, odd) = handle(words, from)?;
    (from > i + 1 && odd).then(|| Claim::new(FindingKind::Profile, from, to))
}

/// A name of an account, and whether it has a sign or a digit that no ordinary word has.
fn handle(words: &Words, from: usize) -> Option<(usize, bool)> {
    if !(words.is_word(from) || words.is_number(from) || words.is_sign(from, '_')) {
        return None;
    }
    let (mut to, mut odd) = (from + 1, words.is_sign(from, '_'));
    while to < from + 16 && words.glued(to) {
        let more = words.is_sign(to, '_') || words.is_number(to);
        let inner = words.is_sign(to, '.')
            && words.glued(to + 1)
            && (words.is_word(to + 1) || words.is_number(to + 1));
        if !(more || inner || words.is_word(to)) {
            break;
        }
        odd |= more || inner;
        to += 1;
    }
    Some((to, odd))
}
