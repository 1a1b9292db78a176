//! The help page.

use crate::paths;
use crate::ui::{PageTitle, TopBar};
use leptos::prelude::*;

/// Help lines, the most urgent first.
#[component]
pub fn HelpPage() -> impl IntoView {
    view! { <PageTitle/><TopBar back=paths::THREADS help=false/><main id="main" class="page"></main> }
}
