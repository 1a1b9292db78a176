//! The sentences of the plain pages, and in which language somebody gets them.

use app::kit::cookies;
use app::kit::headers::items;
use app::kit::i18n::negotiate;
use domain::people::Lang;
use http::HeaderMap;
use http::header::ACCEPT_LANGUAGE;
use serde::Deserialize;
use std::sync::LazyLock;

/// The language of every other page, whichever name the cookie has.
pub(super) fn prefers_english(asked: &HeaderMap) -> bool {
    let chosen = [true, false].into_iter().find_map(|secure| cookies::read(asked, cookies::LANGUAGE, secure));
    negotiate(chosen, items(asked, ACCEPT_LANGUAGE, ',')) == Lang::En
}

/// The sentences of `locales/*/plain.json`; read by name, so a missing one stops the tests of this file.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Sentences {
    pub(super) too_large_title: String,
    pub(super) too_large_text: String,
    pub(super) too_slow_title: String,
    pub(super) too_slow_text: String,
    pub(super) foreign_title: String,
    pub(super) foreign_text: String,
    pub(super) method_title: String,
    pub(super) method_text: String,
    pub(super) gone_title: String,
    pub(super) gone_text: String,
    pub(super) gone_kept_text: String,
    pub(super) lost_title: String,
    pub(super) lost_text: String,
    pub(super) broken_title: String,
    pub(super) broken_text: String,
    pub(super) busy_title: String,
    pub(super) busy_text: String,
    pub(super) unsent_text: String,
    pub(super) try_again: String,
    pub(super) kept_text: String,
    pub(super) kept_label: String,
    pub(super) send_again: String,
    pub(super) home: String,
    pub(super) help: String,
    pub(super) help_now: String,
    pub(super) leave: String,
}

pub(super) static NL: LazyLock<Sentences> =
    LazyLock::new(|| read(include_str!("../../../locales/nl/plain.json")));
pub(super) static EN: LazyLock<Sentences> =
    LazyLock::new(|| read(include_str!("../../../locales/en/plain.json")));

/// # Panics
/// Never in a build that passed its tests: the text is part of the program.
fn read(json: &str) -> Sentences {
    serde_json::from_str(json).expect("locales/*/plain.json holds every sentence of the plain pages")
}

#[cfg(test)]
mod tests {
    use super::*;
    use http::HeaderValue;
    use http::header::COOKIE;

    fn asking(name: http::HeaderName, value: &'static str) -> HeaderMap {
        HeaderMap::from_iter([(name, HeaderValue::from_static(value))])
    }

    #[test]
    fn the_language_is_the_cookies_then_the_browsers_then_dutch() {
        assert!(!prefers_english(&HeaderMap::new()));
        assert!(prefers_english(&asking(ACCEPT_LANGUAGE, "fr-FR, en-GB;q=0.8, nl;q=0.5")));
        assert!(!prefers_english(&asking(ACCEPT_LANGUAGE, "nl-NL,en;q=0.5")));
        let mut both = asking(ACCEPT_LANGUAGE, "en");
        both.insert(COOKIE, HeaderValue::from_static("a=b; language=nl"));
        assert!(!prefers_english(&both));
    }
}
