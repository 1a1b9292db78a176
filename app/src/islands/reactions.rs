//! "Herken ik" and "Sterkte" without leaving the page.

use super::{outbox, wake};
use dom::Element;
use domain::chosen::YesNo;
use leptos::prelude::*;
use leptos::task::spawn_local;

/// Sends forms marked `data-react` in the background and turns their button over.
#[island]
pub fn Reactions() -> impl IntoView {
    wake(|| {
        dom::on(&dom::document(), "submit", |event| {
            let Some(form) = event.target().filter(|form| form.has("data-react")) else { return };
            let Some(button) = event.submitter() else { return };
            event.prevent();
            spawn_local(async move { outbox::press(&form, &button, || turn(&form, &button)).await });
        });
    });
}

/// Turns what was on off, and what was off on: the button, and the next wish, which is the form that the button names or a field of its own form.
fn turn(form: &Element, button: &Element) {
    let on = button.attribute("aria-pressed").as_deref() != Some("true");
    button.set("aria-pressed", if on { "true" } else { "false" });
    let wish = YesNo::turning(on).slug();
    match button.attribute("form") {
        Some(named) => button.set("form", &dom::joined(&[named.trim_end_matches(|c| c != '-'), wish])),
        None => {
            if let Some(field) = form.first("input[name=on]") {
                field.set_value(wish);
            }
        }
    }
}
