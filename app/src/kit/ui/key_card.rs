//! The account code, shown once. Printed, it is the only thing on the paper.

use crate::kit::drawing::use_lang;
use crate::kit::ui::{Ding, Glyph, Icon, Mood};
use crate::t;
use leptos::prelude::*;

/// The code in groups; the last one lights up, because it is typed over below the card.
#[component]
pub fn KeyCard(
    /// The groups of four characters.
    groups: Vec<String>,
    /// Buttons to copy and print, which need JavaScript.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let last = groups.len().saturating_sub(1);
    let groups: Vec<_> = groups
        .into_iter()
        .enumerate()
        .map(|(n, group)| view! { <li class=if n == last { "last" } else { "group" }>{group}</li> })
        .collect();
    view! {
        <section class="keycard" aria-label=t::ui::key_card(use_lang())>
            <p class="print-only strong">"Health-Thing"</p>
            <ol class="keys" translate="no">{groups}<li class="art" aria-hidden="true"><Ding mood=Mood::Calm/></li></ol>
            {children.map(|children| children())}
        </section>
    }
    .into_any()
}

/// Buttons to copy and print what is shown once, and the place where copying is told. The island `KeyTools` wakes them.
#[component]
pub fn KeyButtons(
    /// The text that is copied.
    copies: String,
) -> impl IntoView {
    let lang = use_lang();
    view! {
        <div class="stack stack--s">
            <div class="row row--s row--wrap">
                <button class="btn btn--s btn--onstage grow" type="button" hidden=true data-copy=copies>
                    <Icon glyph=Glyph::Copy/>{t::people::copy(lang)}
                </button>
                <button class="btn btn--s btn--onstage grow" type="button" hidden=true data-print="">
                    <Icon glyph=Glyph::Printer/>{t::people::print(lang)}
                </button>
            </div>
            <p class="sm strong center" id="key-said" role="status"></p>
        </div>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_group_lights_up() {
        let html = view! { <KeyCard groups=vec!["7QXM".to_owned(), "B5GS".to_owned()]/> }
            .to_html()
            .replace("<!>", "");
        assert!(html.contains(r#"<li class="group">7QXM</li><li class="last">B5GS</li>"#), "{html}");
    }
}
