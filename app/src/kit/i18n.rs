//! Which language a page speaks: the cookie `language`, else what the browser prefers, else Dutch.

use domain::people::Lang;

/// The name of the cookie that keeps the choice. Functional: it holds `nl` or `en` and nothing else.
pub const COOKIE: &str = "language";

/// The language for a request with this `language` cookie and these ranges of an `Accept-Language` header.
/// Dutch is the language of the work floor, so it wins unless English was chosen or clearly preferred.
pub fn negotiate<'h>(cookie: Option<&str>, ranges: impl Iterator<Item = &'h str>) -> Lang {
    cookie.and_then(Lang::from_slug).or_else(|| preferred(ranges)).unwrap_or(Lang::Nl)
}

/// The language with the highest weight; of equal weights the first. Headers of any length are read in one pass.
fn preferred<'h>(ranges: impl Iterator<Item = &'h str>) -> Option<Lang> {
    let mut best: Option<(Lang, f32)> = None;
    for range in ranges {
        let mut parts = range.split(';').map(str::trim);
        let primary =
            parts.next().and_then(|tag| tag.split('-').next()).unwrap_or_default().to_ascii_lowercase();
        let Some(lang) = Lang::from_slug(&primary) else { continue };
        let weight = parts.find_map(|part| part.strip_prefix("q=")?.parse().ok()).unwrap_or(1.0);
        if weight > best.map_or(0.0, |(_, weight)| weight) {
            best = Some((lang, weight));
        }
    }
    best.map(|(lang, _)| lang)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_choice_wins_then_the_browser_then_dutch() {
        for (cookie, accept, lang) in [
            (None, None, Lang::Nl),
            (Some("en"), Some("nl"), Lang::En),
            (Some("nl"), Some("en"), Lang::Nl),
            (Some("xx"), Some("en-GB,en;q=0.9"), Lang::En),
            (None, Some("nl-NL,nl;q=0.9,en;q=0.8"), Lang::Nl),
            (None, Some("en-US,en;q=0.5,nl;q=0.9"), Lang::En),
            (None, Some("en;q=0.5, nl;q=0.9"), Lang::Nl),
            (None, Some("de,pl;q=0.9"), Lang::Nl),
            (None, Some("pl, en;q=0.4"), Lang::En),
            (None, Some("EN-gb"), Lang::En),
            (None, Some("en;q=0"), Lang::Nl),
            (None, Some("en;q=NaN"), Lang::Nl),
            (None, Some(";;,,=;q"), Lang::Nl),
        ] {
            assert_eq!(
                negotiate(cookie, accept.unwrap_or_default().split(',')),
                lang,
                "{cookie:?} {accept:?}"
            );
        }
    }

    #[test]
    fn a_flood_of_languages_is_read_once() {
        let flood = "xx;q=0.1,".repeat(10_000) + "en";
        assert_eq!(negotiate(None, flood.split(',')), Lang::En);
    }
}
