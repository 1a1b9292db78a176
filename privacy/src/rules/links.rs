//! Links, and the pages and accounts of people on social networks.

use super::Claim;
use crate::kind::Kind;
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
    if bare && !matches!(words.low(ending), "nl" | "com" | "org" | "net" | "eu" | "info" | "me" | "gg" | "be")
    {
        return None;
    }
    // "klaar.Me" is a missing space.
    if bare
        && (words.is_capital(ending)
            || matches!(words.low(ending), "me" | "be" | "gg" | "info") && !words.is_sign(end, '/'))
    {
        return None;
    }
    let to = path_end(words, end);
    let name = words.low(ending.saturating_sub(2));
    match is_profile(words, name, words.low(ending), end, to) {
        true => Some(Claim::new(Kind::Profile, i, to)),
        false if is_public(name, words.low(ending)) => None,
        false => Some(Claim::new(Kind::Link, i, to)),
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
fn is_profile(words: &Words, name: &str, ending: &str, end: usize, to: usize) -> bool {
    const NETWORKS: &[&str] = &[
        "linkedin",
        "facebook",
        "fb",
        "instagram",
        "tiktok",
        "twitter",
        "x",
        "snapchat",
        "threads",
        "wa",
        "t",
        "discord",
        "youtube",
        "strava",
        "pinterest",
        "bsky",
        "tinder",
        "onlyfans",
        "linktr",
        "signal",
    ];
    let short = matches!(name, "x" | "t" | "wa" | "fb")
        && !matches!((name, ending), ("x", "com") | ("t" | "wa" | "fb", "me") | ("fb", "com"));
    to > end + 1 && NETWORKS.contains(&name) && !short && words.is_sign(end, '/')
}

/// Sites of the government, of help lines and of professional knowledge, which lead to nobody.
fn is_public(name: &str, ending: &str) -> bool {
    const SITES: &[&str] = &[
        "113",
        "rijksoverheid",
        "overheid",
        "thuisarts",
        "venvn",
        "deluisterlijn",
        "slachtofferhulp",
        "veiligthuis",
        "centrumseksueelgeweld",
        "politie",
        "igj",
        "rivm",
        "vilans",
        "zorgvoorbeter",
        "kenniscentrum",
        "bigregister",
        "s-bb",
        "sbb",
        "lhv",
        "nhg",
        "richtlijnendatabase",
        "farmacotherapeutischkompas",
        "mindkorrelatie",
        "korrelatie",
        "hersenstichting",
        "alzheimer",
        "dementie",
        "palliaweb",
        "nursing",
        "fnv",
        "cnv",
        "nu91",
        "youz",
        "czo",
        "allesoke",
    ];
    matches!(ending, "nl" | "org" | "com") && SITES.contains(&name)
}

/// An account named after its network: "mijn insta is fatima_92", "snap: fatima.x", "@fatima_92".
pub(super) fn account(words: &Words, i: usize) -> Option<Claim> {
    if words.is_sign(i, '@') {
        if words.glued(i) && i > 0 && (words.is_word(i - 1) || words.is_number(i - 1)) {
            return None;
        }
        let (to, odd) = handle(words, i + 1)?;
        let named = (1..=4).any(|back| is_network(words.before(i, back)));
        return (words.glued(i + 1) && (odd || named)).then(|| Claim::new(Kind::Profile, i, to));
    }
    if !is_network(words.low(i)) {
        return None;
    }
    let mut from = i + 1;
    for _ in 0..4 {
        if !matches!(
            words.low(from),
            "is" | "naam" | "account" | "heet" | ":" | "=" | "me" | "mij" | "op" | "via" | "name" | "handle"
        ) {
            break;
        }
        from += 1;
    }
    let (to, odd) = handle(words, from)?;
    (from > i + 1 && odd).then(|| Claim::new(Kind::Profile, from, to))
}

fn is_network(word: &str) -> bool {
    matches!(
        word,
        "insta"
            | "instagram"
            | "snap"
            | "snapchat"
            | "tiktok"
            | "twitter"
            | "discord"
            | "telegram"
            | "linkedin"
            | "facebook"
            | "bereal"
    )
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
