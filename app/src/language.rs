//! Choosing the language.

#![expect(
    missing_docs,
    reason = "#[server] makes a struct of each argument list; the function says what they are"
)]

use crate::ctx::ctx;
use crate::error::AppError;
use crate::paths;
use crate::people::cookies;
use domain::faults::Fault;
use domain::people::Lang;
use leptos::prelude::*;

/// How long the choice is kept: a year.
const SECONDS: i64 = 365 * 24 * 3600;

/// Sets the language and goes back to a page of ours.
#[server(endpoint = "language/set")]
pub async fn set_language(
    #[server(default)] language: String,
    #[server(default)] back: String,
) -> Result<(), AppError> {
    let ctx = ctx();
    let lang = Lang::from_slug(&language).ok_or_else(|| AppError::on("language", Fault::NotAChoice))?;
    cookies::set(&ctx, cookies::LANGUAGE, lang.slug(), Some(SECONDS));
    ctx.redirect_to(if is_ours(&back) { &back } else { paths::HOME });
    Ok(())
}

/// Whether a path stays on this site: small letters, digits, `/` and `-`, and one slash to begin with.
fn is_ours(path: &str) -> bool {
    path.len() <= 100
        && path.starts_with('/')
        && !path.starts_with("//")
        && path.bytes().all(|c| matches!(c, b'a'..=b'z' | b'0'..=b'9' | b'/' | b'-'))
}

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
