//! What reaches a person over the net: e-mail addresses, links, accounts.

use super::Claim;
use crate::dictionary::{AT, DOMAIN_END, DOT, PROVIDER};
use crate::kind::FindingKind;
use crate::words::{Gap, Words};

/// The most tokens before an @ that can be one address.
const LOCAL: usize = 12;
/// The most tokens after it.
const DOMAIN: usize = 12;

/// An e-mail address, also with "at", "apenstaartje", "(at)" and "punt" for the signs.
pub(super) fn email(words: &Words, i: usize) -> Option<Claim> {
    let (at_from, at_to, sure) = at_sign(words, i)?;
    let from = local_part(words, at_from, words.is_sign(i, '@') && words.glued(i))?;
    let (to, spelt) = domain(words, at_to)?;
    let known = words.is(at_to, PROVIDER);
    (sure || spelt || known).then(|| Claim::new(FindingKind::Email, from, to))
}

/// The sign between name and domain: where it starts, what follows it, and whether it can mean nothing else.
fn at_sign(words: &Words, i: usize) -> Option<(usize, usize, bool)> {
    if words.is_sign(i, '@') {
        return Some((i, i + 1, true));
    }
    if matches!(words.sign(i), Some('(' | '[' | '{')) {
        let is_at = words.is(i + 1, AT) || words.is_sign(i + 1, '@');
        return (is_at && matches!(words.sign(i + 2), Some(')' | ']' | '}'))).then_some((i, i + 3, true));
    }
    words.is(i, AT).then(|| (i, i + 1, words.low(i) != "at"))
}

/// Finds the start of the name before the @: words and numbers, glued with dots, dashes, plus and underscore.
fn local_part(words: &Words, at: usize, glued: bool) -> Option<usize> {
    let mut from = at.checked_sub(1)?;
    if !(words.is_word(from) || words.is_number(from) || glued) || words.gap(at) == Gap::Line {
        return None;
    }
    for _ in 0..LOCAL {
        let Some(next) = from.checked_sub(1) else { break };
        if words.glued(from) && (is_part(words, next)) {
            from = next;
        } else if words.low(next) == "punt"
            && next > 0
            && words.is_word(next - 1)
            && words.gap(from) == Gap::Space
        {
            from = next - 1;
        } else {
            break;
        }
    }
    while from < at && !(words.is_word(from) || words.is_number(from)) {
        from += 1;
    }
    (from < at).then_some(from)
}

fn is_part(words: &Words, i: usize) -> bool {
    words.is_word(i) || words.is_number(i) || matches!(words.sign(i), Some('.' | '-' | '_' | '+' | '\''))
}

/// Finds the end of the domain after the @, and whether its dots are spelt out.
fn domain(words: &Words, from: usize) -> Option<(usize, bool)> {
    if !(words.is_word(from) || words.is_number(from)) || words.gap(from) == Gap::Line {
        return None;
    }
    let (mut to, mut spelt, mut dotted) = (from + 1, false, false);
    while to < from + DOMAIN {
        let glued = words.glued(to) && words.glued(to + 1) && words.is_word(to + 1);
        if glued && words.is_sign(to, '.') {
            dotted = true;
            to += 2;
        } else if glued && (words.is_sign(to, '-') || words.is_number(to)) {
            to += if words.is_number(to) { 1 } else { 2 };
        } else if words.glued(to) && words.is_number(to) {
            to += 1;
        } else if words.is(to, DOT) && words.is(to + 1, DOMAIN_END) {
            (spelt, dotted) = (true, true);
            to += 2;
        } else if words.is_sign(to, '[')
            && (words.is(to + 1, DOT) || words.is_sign(to + 1, '.'))
            && words.is_sign(to + 2, ']')
        {
            (spelt, dotted) = (true, true);
            to += 4;
        } else {
            break;
        }
    }
    (dotted && to <= words.len()).then_some((to, spelt))
}
