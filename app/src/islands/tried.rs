//! "Heb jij dit geprobeerd?" without leaving the page.

use super::{outbox, wake};
use dom::Element;
use leptos::prelude::*;
use leptos::task::spawn_local;

/// Sends forms marked `data-tried` in the background and presses their button.
#[island]
pub fn TriedMarks() -> impl IntoView {
    wake(|| {
        dom::on(&dom::document(), "submit", |event| {
            let Some(form) = event.target().filter(|form| form.has("data-tried")) else { return };
            let Some(pressed) = event.submitter() else { return };
            event.prevent();
            spawn_local(async move { outbox::press(&form, &pressed, || press(&form, &pressed)).await });
        });
    });
}

/// The button of what was said is pressed and would take it back; the others would say what stands on them.
fn press(form: &Element, pressed: &Element) {
    let Some(buttons) = pressed.closest(".choice") else { return };
    let said = form.id();
    for button in dom::all(&buttons, "button") {
        let own = button.attribute("data-form").or_else(|| button.attribute("form")).unwrap_or_default();
        let on = own == said;
        button.set("data-form", &own);
        button.set("form", if on { "tried-none" } else { &own });
        button.set("aria-pressed", if on { "true" } else { "false" });
    }
}
