//! Copying and printing the account code. Without JavaScript the buttons stay hidden and the code can be selected.

use leptos::prelude::*;

/// Wakes the buttons `[data-copy]` and `[data-print]` of the key card.
#[island]
pub fn KeyTools(
    /// What is said after copying.
    copied: String,
) -> impl IntoView {
    #[cfg(feature = "hydrate")]
    wake(copied);
    #[cfg(not(feature = "hydrate"))]
    let _ = copied;
}

#[cfg(feature = "hydrate")]
fn wake(copied: String) {
    use super::dom;
    use wasm_bindgen::JsCast;
    for button in
        dom::all(&dom::document().document_element().expect("a document"), "[data-copy], [data-print]")
    {
        let _ = button.remove_attribute("hidden");
        let copied = copied.clone();
        let code = button.get_attribute("data-copy");
        let this = button.clone();
        dom::on(button.unchecked_ref(), "click", move |_| match &code {
            Some(code) => leptos::task::spawn_local(copy(code.clone(), copied.clone(), this.clone())),
            None => drop(dom::window().print()),
        });
    }
}

/// Says that the code was copied only when it was: somebody may leave the page trusting it.
#[cfg(feature = "hydrate")]
async fn copy(code: String, copied: String, button: web_sys::Element) {
    use super::dom;
    let written = dom::window().navigator().clipboard().write_text(&code);
    if wasm_bindgen_futures::JsFuture::from(written).await.is_ok() {
        dom::say("key-said", &copied);
        let _ = button.set_attribute("data-done", "");
    }
}
