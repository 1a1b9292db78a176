//! Who sees what?

use crate::paths;
use crate::ui::{PageTitle, PublicBar, PublicFoot};
use leptos::prelude::*;

/// What each role sees of a challenge, and what anonymity does not cover.
#[component]
pub fn WhoSeesWhatPage() -> impl IntoView {
    view! { <PageTitle/><PublicBar/><main id="main"></main><PublicFoot here=paths::WHO_SEES_WHAT/> }
}
