//! The sentences of the plain pages, and in which language somebody gets them.

use http::HeaderMap;
use http::header::{ACCEPT_LANGUAGE, COOKIE};
use serde::Deserialize;
use std::sync::LazyLock;

/// The cookie `language`, else the first language of the browser, else Dutch.
pub(super) fn prefers_english(asked: &HeaderMap) -> bool {
    let cookie =
        asked.get_all(COOKIE).iter().filter_map(|value| value.to_str().ok()).flat_map(|line| line.split(';'));
    if let Some(chosen) =
        cookie.filter_map(|pair| pair.trim().trim_start_matches("__Host-").strip_prefix("language=")).next()
    {
        return chosen == "en";
    }
    asked
        .get(ACCEPT_LANGUAGE)
        .and_then(|value| value.to_str().ok())
        .and_then(|list| {
            list.split(',').map(str::trim).find(|tag| tag.starts_with("nl") || tag.starts_with("en"))
        })
        .is_some_and(|tag| tag.starts_with("en"))
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
