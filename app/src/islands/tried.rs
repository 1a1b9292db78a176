//! "Heb jij dit geprobeerd?" without leaving the page.

use leptos::prelude::*;

/// Sends forms marked `data-tried` in the background and presses their button.
#[island]
pub fn TriedMarks() -> impl IntoView {
    #[cfg(feature = "hydrate")]
    wake();
}

#[cfg(feature = "hydrate")]
fn wake() {
    use super::dom;
    use wasm_bindgen::{JsCast, JsValue};
    dom::on(dom::document().unchecked_ref(), "submit", |event| {
        let form = event.target().and_then(|target| target.dyn_into::<web_sys::HtmlFormElement>().ok());
        let Some(form) = form.filter(|form| form.has_attribute("data-tried")) else { return };
        let pressed = js_sys::Reflect::get(&event, &JsValue::from_str("submitter"));
        let Some(pressed) = pressed.ok().and_then(|it| it.dyn_into::<web_sys::Element>().ok()) else {
            return;
        };
        event.prevent_default();
        leptos::task::spawn_local(async move {
            let wish = pressed.get_attribute("value").unwrap_or_default();
            let mut fields = dom::fields(&form);
            fields.push(("value".to_owned(), wish.clone()));
            match dom::ask(&form.action(), "POST", Some(&dom::encode(&fields)), "application/json").await {
                Ok(answer) if answer.ok() => press(&form, &wish),
                // Signed out, too fast or offline: the plain form gets the plain answer.
                _ => send(&form, &wish),
            }
        });
    });
}

/// The plain form with what was wished: `submit()` leaves out the button that was pressed.
#[cfg(feature = "hydrate")]
fn send(form: &web_sys::HtmlFormElement, wish: &str) {
    let Ok(field) = super::dom::document().create_element("input") else { return };
    for (name, value) in [("type", "hidden"), ("name", "value"), ("value", wish)] {
        let _ = field.set_attribute(name, value);
    }
    let _ = form.append_child(&field);
    let _ = form.submit();
}

/// The button of the wish is pressed and would take it back; the others wish what they say.
#[cfg(feature = "hydrate")]
fn press(form: &web_sys::HtmlFormElement, wish: &str) {
    for button in super::dom::all(form, "button") {
        let slug =
            button.get_attribute("data-slug").or_else(|| button.get_attribute("value")).unwrap_or_default();
        let on = slug == wish;
        let _ = button.set_attribute("data-slug", &slug);
        let _ = button.set_attribute("value", if on { "none" } else { &slug });
        let _ = button.set_attribute("aria-pressed", if on { "true" } else { "false" });
    }
}
