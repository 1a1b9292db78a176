//! A page: loads what it shows, then renders it, or answers with what is wrong and the right status.

use crate::document::Params;
use crate::error::AppError;
use crate::i18n::use_lang;
use crate::request::current;
use crate::ui::{Ding, Mood, Nav, PageTitle, Place, TopBar, error_sentence};
use crate::{paths, t};
use leptos::prelude::*;

/// Makes what `load` gives the page: the document waits for it ([`crate::document`]). A visitor on a page for members
/// is sent to sign in.
pub fn page<V: IntoView + 'static>(
    load: impl Future<Output = Result<V, AppError>> + Send + 'static,
) -> impl IntoView {
    let loading = async move {
        match load.await {
            Ok(view) => view.into_any(),
            Err(error) => refusal(error),
        }
    };
    current(|ctx| ctx.page.set_loading(Box::pin(loading)));
}

/// The page that says why there is nothing to see.
fn refusal(error: AppError) -> AnyView {
    match &error {
        AppError::SignIn => send_to(paths::SIGN_IN),
        AppError::ConfirmCode => send_to(paths::JOIN_KEY),
        AppError::StartAgain => send_to(paths::JOIN),
        other => set_status(other.status()),
    }
    view! { <ErrorPage error/> }.into_any()
}

/// The frame around a page of a member: top bar, the page, main menu.
#[component]
pub fn Frame(
    /// Where in the menu this page belongs.
    #[prop(default = None)]
    place: Option<Place>,
    /// Where the arrow leads; without it the mark or the heading stands there.
    #[prop(into, optional)]
    back: Option<String>,
    /// The heading in the bar.
    #[prop(into, optional)]
    title: Option<String>,
    /// Whether the main menu stands below; steps of a wizard leave it out.
    #[prop(default = true)]
    nav: bool,
    /// The page.
    children: Children,
) -> impl IntoView {
    let bar = match (back, title) {
        (Some(back), Some(title)) => view! { <TopBar back title/> }.into_any(),
        (Some(back), None) => view! { <TopBar back/> }.into_any(),
        (None, Some(title)) => view! { <TopBar title/> }.into_any(),
        (None, None) => view! { <TopBar/> }.into_any(),
    };
    view! {
        <PageTitle/>
        <a class="skip" href="#main">{t::ui::skip(use_lang())}</a>
        <div class="app">{bar}<main class="page" id="main">{children()}</main></div>
        {nav.then(|| view! { <Nav current=place/> })}
    }
}

/// A whole page for one error: what happened, and one thing to do.
#[component]
fn ErrorPage(
    /// What is wrong.
    error: AppError,
) -> impl IntoView {
    let lang = use_lang();
    let (title, text) = match &error {
        AppError::Gone => (t::errors::not_found_title(lang), t::errors::not_found_text(lang).to_owned()),
        AppError::Forbidden => (t::errors::forbidden_title(lang), t::errors::forbidden_text(lang).to_owned()),
        AppError::TooFast(_) | AppError::Prove(..) => {
            (t::errors::too_fast_title(lang), error_sentence(lang, &error))
        }
        AppError::Offline => (t::errors::offline_title(lang), t::errors::offline_text(lang).to_owned()),
        other => (t::errors::broken_title(lang), error_sentence(lang, other)),
    };
    // What may go better in a moment is asked for again: an empty link is this address.
    let again = !matches!(error, AppError::Gone | AppError::Forbidden);
    let (again, look) = match again {
        true => (
            Some(view! { <a class="btn btn--primary" href="">{t::errors::try_again(lang)}</a> }),
            "btn btn--quiet",
        ),
        false => (None, "btn btn--primary"),
    };
    view! {
        <Frame>
            <div class="empty">
                <Ding mood=Mood::Aside/>
                <h1 class="h2">{title}</h1>
                <p>{text}</p>
                {again}
                <a class=look href=paths::THREADS>{t::errors::to_home(lang)}</a>
            </div>
        </Frame>
    }
}

/// The page for an address that does not exist.
#[component]
pub fn NotFoundPage() -> impl IntoView {
    set_status(404);
    view! { <ErrorPage error=AppError::Gone/> }
}

/// Sets the status of the response.
fn set_status(status: u16) {
    current(|ctx| ctx.set_status(status));
}

/// Answers with a redirect to a path of ours.
fn send_to(path: &'static str) {
    current(|ctx| {
        ctx.set_status(303);
        ctx.redirect_to(path);
    });
}

/// The value of a part of the path.
pub fn param(name: &str) -> Option<String> {
    current(|ctx| ctx.request.extensions.get::<Params>()?.get(name))?
}

/// One value of the query.
pub fn query(name: &str) -> Option<String> {
    current(|ctx| {
        let pairs = form_urlencoded::parse(ctx.request.uri.query()?.as_bytes());
        pairs.into_iter().find(|(key, _)| key == name).map(|(_, value)| value.into_owned())
    })?
}
