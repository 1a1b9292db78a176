//! Terms, privacy statement, cookie statement.

use crate::paths;
use crate::ui::{PageTitle, PublicBar, PublicFoot};
use leptos::prelude::*;

/// Terms and house rules.
#[component]
pub fn TermsPage() -> impl IntoView {
    view! { <PageTitle/><PublicBar/><main id="main"></main><PublicFoot here=paths::TERMS/> }
}

/// The privacy statement.
#[component]
pub fn PrivacyPage() -> impl IntoView {
    view! { <PageTitle/><PublicBar/><main id="main"></main><PublicFoot here=paths::PRIVACY/> }
}

/// The cookie statement.
#[component]
pub fn CookiesPage() -> impl IntoView {
    view! { <PageTitle/><PublicBar/><main id="main"></main><PublicFoot here=paths::COOKIES/> }
}
