//! A new reply appears in an open thread without reload. `public/live.js` hears that something changed; what changed is
//! read from the page itself, so that there is one way to show a reply and the page is right on reload.

use super::{UNASKED, wake};
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::cell::Cell;
use std::rc::Rc;

/// Adds what is new to `#replies`.
#[island]
pub fn Live(
    /// The words when one reply appeared.
    arrived: String,
    /// The words when more appeared since the page was opened; the number stands for `{number}`.
    arrived_more: String,
) -> impl IntoView {
    wake(move || {
        let Some(region) = dom::find("#live-said") else { return };
        let words = Rc::new((arrived, arrived_more));
        let count = Rc::new(Cell::new(0));
        dom::on(&region, "news", move |_| {
            let (words, count) = (words.clone(), count.clone());
            spawn_local(async move {
                let before = count.get();
                count.set(before + add_new().await.unwrap_or_default());
                // Each time another sentence: the same one once more is not read to anybody.
                match count.get() {
                    now if now == before => {}
                    1 => dom::say("live-said", &words.0),
                    now => dom::say("live-said", &words.1.replace("{number}", &now.to_string())),
                }
            });
        });
    });
}

/// Says how many are new.
async fn add_new() -> Option<usize> {
    let fresh = dom::look(&dom::path(), UNASKED).await?;
    let page = dom::document();
    let (theirs, ours) = (fresh.with_id("replies")?, page.with_id("replies")?);
    let mut new = 0;
    for reply in dom::all(&theirs, ":scope > [id]") {
        if page.with_id(&reply.id()).is_none() {
            ours.add(&dom::taken_over(&reply));
            new += 1;
        }
    }
    if let (1.., Some(count), Some(old)) = (new, fresh.with_id("replies-count"), dom::find("#replies-count"))
    {
        old.set_text(&count.text().unwrap_or_default());
    }
    Some(new)
}
