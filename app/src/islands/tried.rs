//! "Heb jij dit geprobeerd?" without leaving the page.

/// Sends forms marked `data-tried` in the background and presses their button.
#[cfg(feature = "ssr")]
#[leptos::component]
pub fn TriedMarks() -> impl leptos::IntoView {
    use leptos::prelude::*;
    view! { <is-land data-component="TriedMarks"></is-land> }
}

#[cfg(feature = "hydrate")]
mod browser {
    use dom::{Element, wait};
    use wasm_bindgen::prelude::wasm_bindgen;

    /// Wakes the island of this element.
    #[wasm_bindgen(js_name = TriedMarks)]
    pub fn tried_marks(_: Element) {
        dom::on(&dom::document(), "submit", |event| {
            let Some(form) = event.target().filter(|form| form.has("data-tried")) else { return };
            let Some(pressed) = event.submitter() else { return };
            event.prevent();
            wait::spawn(async move {
                let wish = pressed.attribute("value").unwrap_or_default();
                let mut fields = dom::fields(&form);
                fields.push(("value".to_owned(), wish.clone()));
                if dom::send(&form, &fields).await {
                    press(&form, &wish);
                } else {
                    // Signed out, too fast or offline: the plain form gets the plain answer.
                    send(&form, &wish);
                }
            });
        });
    }

    /// The plain form with what was wished: `submit()` leaves out the button that was pressed.
    fn send(form: &Element, wish: &str) {
        let field = dom::document().make("input");
        for (name, value) in [("type", "hidden"), ("name", "value"), ("value", wish)] {
            field.set(name, value);
        }
        form.add(&field);
        form.submit();
    }

    /// The button of the wish is pressed and would take it back; the others wish what they say.
    fn press(form: &Element, wish: &str) {
        for button in dom::all(form, "button") {
            let slug =
                button.attribute("data-slug").or_else(|| button.attribute("value")).unwrap_or_default();
            let on = slug == wish;
            button.set("data-slug", &slug);
            button.set("value", if on { "none" } else { &slug });
            button.set("aria-pressed", if on { "true" } else { "false" });
        }
    }
}
