//! The frame of the public pages: bar with links, foot with the other language.

use crate::kit::drawing::use_lang;
use crate::kit::forms::Form;
use crate::kit::paths;
use crate::kit::ui::{Ding, QuickExit};
use crate::t;
use domain::people::Lang;
use leptos::prelude::*;

/// The form of `language/set`.
pub const SET_LANGUAGE: Form = Form::new("language/set").on(paths::HOME);

/// Shows the page in the other language. A form, because it sets the cookie `language`.
#[component]
pub fn LanguageSwitch(
    /// The path of this page.
    #[prop(into)]
    back: String,
) -> impl IntoView {
    let (other, word) = match use_lang() {
        Lang::Nl => (Lang::En, "English"),
        Lang::En => (Lang::Nl, "Nederlands"),
    };
    view! {
        <form method="post" action=SET_LANGUAGE.action()>
            <input type="hidden" name="language" value=other.slug()/>
            <input type="hidden" name="back" value=back/>
            <button class="link" type="submit" lang=other.slug()>{word}</button>
        </form>
    }
}

/// The switch in a bar, where there is room for two letters.
#[component]
pub(super) fn LanguageButton(back: String) -> impl IntoView {
    let (other, letters, word) = match use_lang() {
        Lang::Nl => (Lang::En, "EN", "English"),
        Lang::En => (Lang::Nl, "NL", "Nederlands"),
    };
    view! {
        <form method="post" action=SET_LANGUAGE.action()>
            <input type="hidden" name="language" value=other.slug()/>
            <input type="hidden" name="back" value=back/>
            <button class="bar-btn bar-btn--i" type="submit" lang=other.slug()>{letters}<span class="vh">" "{word}</span></button>
        </form>
    }
}

/// The bar of the public pages.
#[component]
pub fn PublicBar(
    /// The path of this page.
    #[prop(into)]
    here: String,
    /// True where there are experts to tell of.
    #[prop(default = true)]
    experts: bool,
) -> impl IntoView {
    let lang = use_lang();
    view! {
        <header class="bar bar--stage bar--wide">
            <a class="brand" href=paths::HOME><Ding/>"Health-Thing"</a>
            <nav class="links" aria-label=t::ui::main_menu(lang)>
                <a href="/#how">{t::about::link_how(lang)}</a>
                <a href="/#safe">{t::about::link_safe(lang)}</a>
                {experts.then(|| view! { <a href="/#experts">{t::about::link_experts(lang)}</a> })}
                <a href="/#partners">{t::about::link_partners(lang)}</a>
            </nav>
            <LanguageButton back=here/>
            <a class="bar-btn bar-btn--help" href=paths::HELP>{t::ui::help(lang)}</a>
            <a class="bar-btn" href=paths::SIGN_IN>{t::about::sign_in(lang)}</a>
            <a class="btn btn--s btn--pop" href=paths::JOIN>{t::about::join(lang)}</a>
            <QuickExit/>
        </header>
    }
}

/// The foot of the public pages: help first, then the small print.
#[component]
pub fn PublicFoot(
    /// The path of this page.
    #[prop(into)]
    here: String,
) -> impl IntoView {
    let lang = use_lang();
    view! {
        <footer class="foot-big">
            <p><a class="link" href=paths::HELP>{t::about::foot_help(lang)}</a></p>
            <nav class="row row--wrap" aria-label=t::about::foot_menu(lang)>
                <a class="link" href=paths::WHO_SEES_WHAT>{t::about::foot_who(lang)}</a>
                <a class="link" href=paths::TERMS>{t::about::foot_terms(lang)}</a>
                <a class="link" href=paths::PRIVACY>{t::about::foot_privacy(lang)}</a>
                <a class="link" href=paths::COOKIES>{t::about::foot_cookies(lang)}</a>
            </nav>
            <LanguageSwitch back=here/>
        </footer>
    }
}
