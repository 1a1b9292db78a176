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
use domain::chosen::Chosen;
use domain::people::Lang;
use leptos::prelude::*;

/// The time for which the choice is kept: a year.
const SECONDS: i64 = 365 * 24 * 3600;

/// Sets the language and goes back to a page of ours.
#[server(endpoint = "language/set")]
pub async fn set_language(
    #[server(default)] language: Chosen<Lang>,
    #[server(default)] back: paths::Ours,
) -> Result<Done, AppError> {
    let ctx = Ctx::of_request()?;
    let lang = language.read().map_err(|why| AppError::on("language", why))?;
    ctx.set_cookie(cookies::LANGUAGE, lang.slug(), Some(SECONDS));
    Ok(Done::at(back))
}

/// The forms of this feature.
pub const FORMS: &[Form] = &[SET_LANGUAGE];
