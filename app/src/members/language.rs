//! Choosing the language.

#![expect(
    missing_docs,
    reason = "#[server] makes a struct of each argument list; the function says what they are"
)]

use crate::kit::ctx::Ctx;
use crate::kit::error::AppError;
use crate::kit::forms::{Done, Form};
use crate::kit::ui::SET_LANGUAGE;
use crate::kit::{cookies, paths};
use domain::faults::Fault;
use domain::people::Lang;
use leptos::prelude::*;

/// The time for which the choice is kept: a year.
const SECONDS: i64 = 365 * 24 * 3600;

/// Sets the language and goes back to a page of ours.
#[server(endpoint = "language/set")]
pub async fn set_language(
    #[server(default)] language: String,
    #[server(default)] back: String,
) -> Result<Done, AppError> {
    let ctx = Ctx::of_request()?;
    let lang = Lang::from_slug(&language).ok_or_else(|| AppError::on("language", Fault::NotAChoice))?;
    ctx.set_cookie(cookies::LANGUAGE, lang.slug(), Some(SECONDS));
    Ok(Done::at(if is_ours(&back) { &back } else { paths::HOME }))
}

/// Tells whether a path stays on this site: small letters, digits, `/` and `-`, and one slash to begin with.
fn is_ours(path: &str) -> bool {
    path.len() <= 100
        && path.starts_with('/')
        && !path.starts_with("//")
        && path.bytes().all(|c| matches!(c, b'a'..=b'z' | b'0'..=b'9' | b'/' | b'-'))
}

/// The forms of this feature.
pub const FORMS: &[Form] = &[SET_LANGUAGE];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_way_back_stays_here() {
        for ours in ["/", "/account", "/about/who-sees-what"] {
            assert!(is_ours(ours), "{ours}");
        }
        for theirs in [
            "",
            "//evil.example",
            "https://evil.example",
            "/\\evil",
            "/a?b",
            "/%2f",
            "javascript:1",
            "/a\r\nb",
        ] {
            assert!(!is_ours(theirs), "{theirs}");
        }
    }
}
