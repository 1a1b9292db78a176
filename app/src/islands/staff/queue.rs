//! A queue that somebody looks at changes without reload. `public/live.js` hears that something did; what, is read from the page itself.

use crate::islands::{UNASKED, wake};
use dom::Element;
use leptos::prelude::*;
use leptos::task::spawn_local;

/// Draws `#queue` and the numbers of what waits anew when something waits or is decided.
#[island]
pub fn LiveQueue(
    /// The words when it did; the number of changes stands for `{number}`, so that each time another sentence is read.
    changed: String,
) -> impl IntoView {
    wake(move || {
        let Some(region) = dom::find("#live-said") else { return };
        let Some(address) = region.attribute("data-page") else { return };
        let count = RwSignal::new(0);
        dom::on(&region, "news", move |_| {
            let (address, changed) = (address.clone(), changed.clone());
            spawn_local(async move {
                if draw(&address).await.unwrap_or_default() {
                    count.update(|count| *count += 1);
                    dom::say("live-said", &changed.replace("{number}", &count.get_untracked().to_string()));
                }
            });
        });
    });
}

/// Says whether anything is other than it was. Whoever is in the list with the keyboard keeps their place in it.
async fn draw(address: &str) -> Option<bool> {
    let fresh = dom::look(address, UNASKED).await?;
    let (theirs, ours) = (fresh.with_id("queue")?, dom::find("#queue")?);
    let items = |list: &Element| {
        dom::all(list, ".item").iter().filter_map(|item| item.attribute("href")).collect::<Vec<_>>()
    };
    if items(&theirs) == items(&ours) {
        return Some(false);
    }
    if dom::find("#queue :focus").is_none() {
        ours.replace_with(&dom::taken_over(&theirs));
    }
    if let (Some(theirs), Some(ours)) = (fresh.first("h1"), dom::find("h1")) {
        ours.set_text(&theirs.text().unwrap_or_default());
    }
    // The number in the rail.
    if let (Some(theirs), Some(ours)) = (fresh.with_id("held-waits"), dom::find("#held-waits")) {
        ours.replace_with(&dom::taken_over(&theirs));
    }
    Some(true)
}
