//! The line between the list and the work: moved by hand, by keys, and where it was is kept on the device.

use super::rules::width;
use crate::islands::wake;
use dom::Element;
use leptos::prelude::*;

/// The name under which a device keeps the width of the list.
const KEPT: &str = "split";

/// Lets somebody move the line that stands between the panes with the role `separator`.
#[island]
pub fn SplitPane() -> impl IntoView {
    let now = RwSignal::new(width::USUAL);
    wake(move || {
        let Some(line) = dom::find(".split") else { return };
        let Some(desk) = line.closest(".desk") else { return };
        let kept = dom::storage().and_then(|storage| storage.get(KEPT)).and_then(|text| width::kept(&text));
        for (name, value) in [("aria-valuemin", width::LEAST), ("aria-valuemax", width::MOST)] {
            line.set(name, &value.to_string());
        }
        line.unset("hidden");
        let place = {
            let (line, desk) = (line.clone(), desk.clone());
            move |width: i32| {
                now.set(width);
                show(&line, &desk, width);
            }
        };
        match kept {
            Some(width) => place(width),
            None => line.set("aria-valuenow", &width::USUAL.to_string()),
        }
        let by_key = place.clone();
        dom::on(&line, "keydown", move |event| {
            let plain = !(event.control() || event.meta() || event.alt());
            let to = event.key().and_then(|key| width::after(now.get_untracked(), &key));
            if let Some(to) = to.filter(|_| plain) {
                event.prevent();
                by_key(to);
                keep(to);
            }
        });
        let begins = line.clone();
        dom::on(&line, "pointerdown", move |event| {
            event.prevent();
            begins.capture(event.pointer());
            begins.set("data-moves", "");
        });
        let (moved, by_hand) = (line.clone(), place.clone());
        dom::on(&line, "pointermove", move |event| {
            if moved.has("data-moves") {
                let left = dom::find("#list").map_or(0.0, |list| list.bounds().left());
                #[expect(clippy::cast_possible_truncation, reason = "pixels of a screen")]
                let width = (event.x() - left) as i32;
                by_hand(width::allowed(width));
            }
        });
        for end in ["pointerup", "pointercancel"] {
            let line_here = line.clone();
            dom::on(&line, end, move |_| {
                line_here.unset("data-moves");
                keep(now.get_untracked());
            });
        }
        dom::on(&line, "dblclick", move |_| {
            place(width::USUAL);
            keep(width::USUAL);
        });
    });
}

fn show(line: &Element, desk: &Element, width: i32) {
    line.set("aria-valuenow", &width.to_string());
    // A property that a script sets: the policy forbids the attribute `style` in what the server sends, and only that.
    desk.style().set_property("--split", &format!("{width}px"));
}

fn keep(width: i32) {
    if let Some(storage) = dom::storage() {
        let _ = storage.keep(KEPT, &width.to_string());
    }
}
