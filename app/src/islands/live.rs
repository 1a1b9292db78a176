//! A new reply appears in an open thread without reload. The stream only says "something changed"; what changed is
//! read from the page itself, so that there is one way to show a reply and the page is right on reload.

/// Listens to the thread and adds what is new to `#replies`.
#[cfg(feature = "ssr")]
#[leptos::component]
pub fn Live(
    /// The thread.
    thread: String,
    /// What is said when a reply appears.
    arrived: String,
) -> impl leptos::IntoView {
    use leptos::prelude::*;
    view! { <is-land data-component="Live" data-thread=thread data-arrived=arrived></is-land> }
}

#[cfg(feature = "hydrate")]
mod browser {
    use dom::{Element, wait};
    use std::rc::Rc;
    use wasm_bindgen::prelude::wasm_bindgen;

    /// Wakes the island of this element.
    #[wasm_bindgen(js_name = Live)]
    pub fn live(island: Element) {
        let thread = island.attribute("data-thread").unwrap_or_default();
        let Ok(stream) = dom::EventSource::new(&dom::joined(&["/live/threads/", &thread])) else { return };
        let arrived: Rc<str> = island.attribute("data-arrived").unwrap_or_default().into();
        // After a lost connection the browser opens the stream again: whatever came in between is fetched then.
        for event in ["open", "message"] {
            let arrived = arrived.clone();
            let first = std::cell::Cell::new(event == "open");
            dom::on(&stream, event, move |_| {
                if !first.replace(false) {
                    let arrived = arrived.clone();
                    wait::spawn(async move {
                        let _ = refresh(&arrived).await;
                    });
                }
            });
        }
        let closing = stream.clone();
        dom::on(&dom::window(), "pagehide", move |_| closing.close());
    }

    async fn refresh(arrived: &str) -> Option<()> {
        let answer = dom::ask(&dom::path(), None, "text/html").await?;
        let fresh = dom::page(&answer).await?;
        let page = dom::document();
        let (theirs, ours) = (fresh.with_id("replies")?, page.with_id("replies")?);
        let mut new = false;
        for reply in dom::all(&theirs, ":scope > [id]") {
            if page.with_id(&reply.id()).is_none() {
                ours.add(&dom::taken_over(&reply));
                new = true;
            }
        }
        if new {
            if let (Some(count), Some(old)) = (fresh.with_id("replies-count"), dom::find("#replies-count")) {
                old.set_text(&count.text().unwrap_or_default());
            }
            dom::say("live-said", arrived);
        }
        Some(())
    }
}
