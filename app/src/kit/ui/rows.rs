//! Rows that lead on, and how far along somebody is.

use crate::kit::drawing::use_lang;
use crate::kit::ui::{Glyph, Icon};
use crate::t;
use leptos::prelude::*;

/// A row in a `ul.list`: icon, title, a few words, an arrow.
#[component]
pub fn ListRow(
    /// Where it leads.
    #[prop(into)]
    href: String,
    /// The icon.
    glyph: Glyph,
    /// What it is.
    #[prop(into)]
    title: String,
    /// What it is for.
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

/// How far along a form of several pages is.
#[component]
pub fn Progress(
    /// The number of this page, from 1.
    now: u8,
    /// How many pages there are.
    of: u8,
) -> impl IntoView {
    let bars: Vec<_> =
        (1..=of).map(|n| view! { <span class=if n <= now { "on" } else { "off" }></span> }).collect();
    view! { <div class="steps" role="img" aria-label=t::ui::step_of(use_lang(), now, of)>{bars}</div> }
        .into_any()
}
