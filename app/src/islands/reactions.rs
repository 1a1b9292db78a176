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
            event.prevent();
            wait::spawn(async move {
                if dom::send(&form, &dom::fields(&form)).await {
                    turn(&form);
                } else {
                    // Signed out, too fast or offline: the plain form gets the plain answer.
                    form.submit();
                }
            });
        });
    }

    /// What was on is off: the button and the hidden field that holds the next wish.
    fn turn(form: &Element) {
        let (Some(wish), Some(button)) = (form.first("input[name=on]"), form.first("button")) else { return };
        let on = wish.value().as_deref() == Some("yes");
        wish.set_value(if on { "no" } else { "yes" });
        button.set("aria-pressed", if on { "true" } else { "false" });
    }
}
