//! What staff did can be taken back for a minute: here it is counted, and gone when it is over. The server counts for itself.

use crate::islands::wake;
use dom::Element;
use leptos::prelude::*;

/// Seconds between two numbers: a number that changes every second draws eyes away from the work.
const STEP: i32 = 5;

/// Counts down in what was told with `data-undo`.
#[island]
pub fn Toasts(
    /// The words for the seconds that are left; the number stands for `{number}`.
    left: String,
) -> impl IntoView {
    wake(move || {
        let Some(toast) = dom::find("[data-undo]") else { return };
        let seconds = toast.attribute("data-undo").and_then(|text| text.parse().ok()).unwrap_or_default();
        count(toast, seconds, left);
    });
}

fn count(toast: Element, seconds: i32, left: String) {
    if seconds <= 0 {
        toast.set("data-over", "");
        // What is gone does not answer to its key either.
        if let Some(button) = toast.first("button") {
            button.set("disabled", "");
        }
        return;
    }
    if let Some(place) = toast.first(".left") {
        place.set_text(&left.replace("{number}", &seconds.to_string()));
    }
    dom::later(STEP * 1000, Box::new(move |_| count(toast, seconds - STEP, left)));
}
