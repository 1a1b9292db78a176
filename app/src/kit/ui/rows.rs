//! Rows that lead on, and how far along somebody is.

use crate::kit::drawing::use_lang;
use crate::kit::ui::{Glyph, Icon};
use crate::t;
use leptos::prelude::*;

/// A row in a `ul.list`: icon, title, a few words, an arrow.
#[component]
pub fn ListRow(
    /// The page to which it leads.
    #[prop(into)]
    href: String,
    /// The icon.
    glyph: Glyph,
    /// Its name.
    #[prop(into)]
    title: String,
    /// Its purpose.
    #[prop(into)]
    text: String,
) -> impl IntoView {
    view! {
        <li>
            <a href=href>
                <span class="step"><Icon glyph/></span>
                <span class="grow"><b>{title}</b><small>{text}</small></span>
                <Icon glyph=Glyph::CaretRight/>
            </a>
        </li>
    }
    .into_any()
}

/// Shows how far along a form of several pages is.
#[component]
pub fn Progress(
    /// The number of this page, from 1.
    now: u8,
    /// The number of pages.
    of: u8,
) -> impl IntoView {
    let bars: Vec<_> =
        (1..=of).map(|n| view! { <span class=if n <= now { "on" } else { "off" }></span> }).collect();
    let said = t::ui::step_of(use_lang(), t::ui::StepOf { now, of });
    view! { <div class="steps" role="img" aria-label=said>{bars}</div> }.into_any()
}
