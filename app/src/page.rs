//! A page: loads what it shows, then renders it, or answers with what is wrong and the right status.

use crate::ctx::broken;
use crate::error::AppError;
use crate::i18n::use_lang;
use crate::ui::{Empty, Place, PageTitle, TopBar, Tone, error_sentence};
use crate::{paths, t};
use http::StatusCode;
use http::header::LOCATION;
use leptos::prelude::*;
use leptos_axum::ResponseOptions;

/// Renders what `load` gives. A visitor on a page for members is sent to sign in.
pub fn page<V: IntoView + 'static>(load: impl Future<Output = Result<V, AppError>> + Send + 'static) -> impl IntoView {
    Suspend::new(async move {
        match load.await {
            Ok(view) => view.into_any(),
            Err(error) => refusal(error),
        }
    })
}

/// The page that says why there is nothing to see.
fn refusal(error: AppError) -> AnyView {
    match &error {
        AppError::SignIn => send_to(paths::SIGN_IN),
        AppError::ConfirmCode => send_to(paths::JOIN_KEY),
        AppError::StartAgain => send_to(paths::JOIN),
        other => answer_with(other.status()),
    }
    view! { <ErrorPage error/> }.into_any()
}

/// A whole page for one error: what happened, and one thing to do.
#[component]
fn ErrorPage(
    /// What is wrong.
    error: AppError,
) -> impl IntoView {
    let lang = use_lang();
    let sentence = error_sentence(lang, &error);
    view! {
        <PageTitle/>
        <TopBar place=None tone=Tone::Plain/>
        <main class="page" id="main">
            <Empty title=sentence href=paths::THREADS action=t::errors::to_threads(lang)/>
        </main>
    }
}

/// The page for an address that does not exist.
#[component]
pub fn NotFoundPage() -> impl IntoView {
    answer_with(404);
    view! { <ErrorPage error=AppError::Gone/> }
}

/// Sets the status of the answer.
pub fn answer_with(status: u16) {
    if let (Some(answer), Ok(status)) = (use_context::<ResponseOptions>(), StatusCode::from_u16(status)) {
        answer.set_status(status);
    }
}

/// Answers with a redirect to a path of ours.
fn send_to(path: &'static str) {
    if let Some(answer) = use_context::<ResponseOptions>() {
        answer.set_status(StatusCode::SEE_OTHER);
        answer.insert_header(LOCATION, http::HeaderValue::from_static(path));
    } else {
        broken("redirect outside of a request", &path);
    }
}

/// The place in the navigation that a path belongs to.
pub fn place_of(path: &str) -> Option<Place> {
    Some(match path {
        _ if path.starts_with(paths::NEW_THREAD) => Place::Share,
        _ if path.starts_with(paths::THREADS) => Place::Home,
        _ if path.starts_with(paths::THEMES) => Place::Discover,
        _ if path.starts_with(paths::ACCOUNT) => Place::Me,
        _ if path.starts_with("/about") => Place::Privacy,
        _ => return None,
    })
}
