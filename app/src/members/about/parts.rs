//! The frame of the public pages.

use crate::kit::drawing::use_lang;
use crate::kit::ui::{PublicBar, PublicFoot};
use crate::t;
use domain::themes::ThemeId;
use leptos::prelude::*;

/// The label of a theme in the language of the page.
pub(super) fn theme(slug: &str) -> &'static str {
    ThemeId::from_slug(slug).map_or("", |theme| theme.label(use_lang()))
}

/// A page to read: a heading, a lead, and the text in a column that the eye can follow.
#[component]
pub fn ReadingPage(
    /// The path of this page.
    here: &'static str,
    /// Its subject.
    title: &'static str,
    /// In one or two sentences.
    lead: &'static str,
    /// The text.
    children: Children,
) -> impl IntoView {
    view! {
        <a class="skip" href="#main">{t::ui::skip(use_lang())}</a>
        <PublicBar here/>
        <main class="page reading" id="main">
            <div class="stack stack--s"><h1>{title}</h1><p class="lead">{lead}</p></div>
            {children()}
        </main>
        <PublicFoot here/>
    }
}
