//! Copying and printing the account code. Without JavaScript the buttons stay hidden and the code can be selected.

/// Wakes the buttons `[data-copy]` and `[data-print]` of the key card.
#[cfg(feature = "ssr")]
#[leptos::component]
pub fn KeyTools(
    /// What is said after copying.
    copied: String,
) -> impl leptos::IntoView {
    use leptos::prelude::*;
    view! { <is-land data-component="KeyTools" data-copied=copied></is-land> }
}

#[cfg(feature = "hydrate")]
mod browser {
    use dom::{Element, wait};
    use std::rc::Rc;
    use wasm_bindgen::prelude::wasm_bindgen;

    /// Wakes the island of this element.
    #[wasm_bindgen(js_name = KeyTools)]
    pub fn key_tools(island: Element) {
        let copied: Rc<str> = island.attribute("data-copied").unwrap_or_default().into();
        for button in dom::all(&dom::document(), "[data-copy], [data-print]") {
            button.unset("hidden");
            let (this, copied) = (button.clone(), copied.clone());
            dom::on(&button, "click", move |_| match this.attribute("data-copy") {
                Some(code) => wait::spawn(copy(code, copied.clone(), this.clone())),
                None => dom::print(),
            });
        }
    }

    /// Says that the code was copied only when it was: somebody may leave the page trusting it.
    async fn copy(code: String, copied: Rc<str>, button: Element) {
        if dom::copy(&code).await {
            dom::say("key-said", &copied);
            button.set("data-done", "");
        }
    }
}
