//! "Herken ik" and "Sterkte" without leaving the page.

/// Sends forms marked `data-react` in the background and turns their button over.
#[cfg(feature = "ssr")]
#[leptos::component]
pub fn Reactions() -> impl leptos::IntoView {
    use leptos::prelude::*;
    view! { <is-land data-component="Reactions"></is-land> }
}

#[cfg(feature = "hydrate")]
mod browser {
    use dom::{Element, wait};
    use wasm_bindgen::prelude::wasm_bindgen;

    /// Wakes the island of this element.
    #[wasm_bindgen(js_name = Reactions)]
    pub fn reactions(_: Element) {
        dom::on(&dom::document(), "submit", |event| {
            let Some(form) = event.target().filter(|form| form.has("data-react")) else { return };
            let Some(button) = event.submitter() else { return };
            event.prevent();
            wait::spawn(async move {
                if dom::send(&form, &dom::fields_by(&form, &button)).await {
                    turn(&form, &button);
                } else {
                    // Signed out, too fast or offline: the plain form gets the plain answer.
                    dom::submit_by(&form, &button);
                }
            });
        });
    }

    /// What was on is off: the button, and the next wish, which is the form that the button names or a field of its own form.
    fn turn(form: &Element, button: &Element) {
        let on = button.attribute("aria-pressed").as_deref() != Some("true");
        button.set("aria-pressed", if on { "true" } else { "false" });
        let wish = if on { "no" } else { "yes" };
        match button.attribute("form") {
            Some(named) => button.set("form", &dom::joined(&[named.trim_end_matches(|c| c != '-'), wish])),
            None => {
                if let Some(field) = form.first("input[name=on]") {
                    field.set_value(wish);
                }
            }
        }
    }
}
