//! "Herken ik" and "Sterkte" without leaving the page.

use leptos::prelude::*;

/// Sends forms marked `data-react` in the background and turns their button over.
#[island]
pub fn Reactions() -> impl IntoView {
    #[cfg(feature = "hydrate")]
    wake();
}

#[cfg(feature = "hydrate")]
fn wake() {
    use super::dom;
    use wasm_bindgen::JsCast;
    dom::on(dom::document().unchecked_ref(), "submit", |event| {
        let form = event.target().and_then(|target| target.dyn_into::<web_sys::HtmlFormElement>().ok());
        let Some(form) = form.filter(|form| form.has_attribute("data-react")) else { return };
        event.prevent_default();
        leptos::task::spawn_local(async move {
            let body = dom::encode(&dom::fields(&form));
            match dom::ask(&form.action(), "POST", Some(&body), "application/json").await {
                Ok(answer) if answer.ok() => turn(&form),
                // Signed out, too fast or offline: the plain form gets the plain answer.
                _ => drop(form.submit()),
            }
        });
    });
}

/// What was on is off: the button and the hidden field that holds the next wish.
#[cfg(feature = "hydrate")]
fn turn(form: &web_sys::HtmlFormElement) {
    use super::dom;
    use wasm_bindgen::JsCast;
    let wish = dom::all(form, "input[name=on]")
        .into_iter()
        .next()
        .and_then(|f| f.dyn_into::<web_sys::HtmlInputElement>().ok());
    let (Some(wish), Some(button)) = (wish, dom::all(form, "button").into_iter().next()) else { return };
    let on = wish.value() == "yes";
    wish.set_value(if on { "no" } else { "yes" });
    let _ = button.set_attribute("aria-pressed", if on { "true" } else { "false" });
}
