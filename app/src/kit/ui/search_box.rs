//! The field to search with.

use crate::kit::drawing::use_lang;
use crate::kit::forms::Form;
use crate::kit::paths;
use crate::kit::ui::{Glyph, Icon};
use crate::t;
use leptos::prelude::*;

/// The form of `search/open`.
pub const OPEN_SEARCH: Form = Form::new("search/open").on(paths::SEARCH);

/// The field and its button.
#[component]
pub fn SearchBox(
    /// The text that was typed.
    #[prop(into, optional)]
    value: String,
) -> impl IntoView {
    let lang = use_lang();
    view! {
        <div class="field search">
            <label for="q">{t::search::label(lang)}</label>
            <div class="row row--s">
                <input class="input grow" type="search" id="q" name="q" dir="auto" value=value maxlength="120"
                    autocomplete="off" enterkeyhint="search"/>
                <button class="btn btn--primary" type="submit" aria-label=t::search::go(lang)>
                    <Icon glyph=Glyph::MagnifyingGlass/>
                </button>
            </div>
            <ul class="list" id="suggested" hidden=true></ul>
            <p class="vh" id="suggested-said" role="status"></p>
        </div>
    }
    .into_any()
}
