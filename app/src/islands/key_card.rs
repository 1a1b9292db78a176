//! Copying and printing the account code. Without JavaScript the buttons stay hidden and the code can be selected.

use super::wake;
use dom::Element;
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::rc::Rc;

/// Wakes the buttons `[data-copy]` and `[data-print]` of the key card.
#[island]
pub fn KeyTools(
    /// The words after copying.
    copied: String,
) -> impl IntoView {
    wake(move || {
        let copied: Rc<str> = copied.into();
        for button in dom::all(&dom::document(), "[data-copy], [data-print]") {
            button.unset("hidden");
            let (this, copied) = (button.clone(), copied.clone());
            dom::on(&button, "click", move |_| match this.attribute("data-copy") {
                Some(code) => spawn_local(copy(code, copied.clone(), this.clone())),
                None => dom::print(),
            });
        }
    });
}

/// Says that the code was copied only when it was: somebody may leave the page trusting it.
async fn copy(code: String, copied: Rc<str>, button: Element) {
    if dom::copy(&code).await {
        dom::say("key-said", &copied);
        button.set("data-done", "");
    }
}
