//! How long an app still shows the code of now. Without JavaScript the hint above the field says how long a code lasts.

use super::rules::seconds_left;
use crate::islands::wake;
use dom::Element;
use leptos::prelude::*;

/// Counts in the line `#code-left`, where the page has one. The line is no live region: nobody who listens is told each second.
#[island]
pub fn CodeTimer(
    /// Seconds for which an app shows one code.
    lasts: i64,
    /// The words for the seconds that are left; the number stands for `{number}`.
    left: String,
) -> impl IntoView {
    wake(move || {
        let Some(line) = dom::find("#code-left") else { return };
        line.unset("hidden");
        if let Some(place) = line.first("span") {
            count(place, lasts, left);
        }
    });
}

fn count(place: Element, lasts: i64, left: String) {
    let seconds = seconds_left(dom::now(), lasts, dom::wants_calm());
    place.set_text(&left.replace("{number}", &seconds.to_string()));
    dom::later(1000, Box::new(move |_| count(place, lasts, left)));
}
