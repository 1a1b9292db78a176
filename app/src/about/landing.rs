//! The first page a visitor sees.

use crate::ui::{PageTitle, PublicBar, PublicFoot};
use leptos::prelude::*;

/// The landing page.
#[component]
pub fn LandingPage() -> impl IntoView {
    view! { <PageTitle/><PublicBar/><main id="main"></main><PublicFoot here="/"/> }
}
