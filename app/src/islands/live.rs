//! A new reply appears in an open thread without reload. The stream only says "something changed"; what changed is
//! read from the page itself, so that there is one way to show a reply and the page is right on reload.

use super::wake;
use domain::ids::ThreadId;
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::cell::Cell;
use std::rc::Rc;

/// Listens to the thread and adds what is new to `#replies`.
#[island]
pub fn Live(
    /// The thread.
    thread: ThreadId,
    /// The words when a reply appears.
    arrived: String,
) -> impl IntoView {
    wake(move || {
        let Ok(stream) = dom::EventSource::new(&dom::joined(&["/live/threads/", &thread.to_string()])) else {
            return;
        };
        let arrived: Rc<str> = arrived.into();
        // After a lost connection the browser opens the stream again: whatever came in between is fetched then.
        for event in ["open", "message"] {
            let arrived = arrived.clone();
            let first = Cell::new(event == "open");
            dom::on(&stream, event, move |_| {
                if !first.replace(false) {
                    spawn_local(refresh(arrived.clone()));
                }
            });
        }
        let closing = stream.clone();
        dom::on(&dom::window(), "pagehide", move |_| closing.close());
    });
}

async fn refresh(arrived: Rc<str>) {
    if add_new().await == Some(true) {
        dom::say("live-said", &arrived);
    }
}

/// Says whether there was something new.
async fn add_new() -> Option<bool> {
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
    if let (true, Some(count), Some(old)) = (new, fresh.with_id("replies-count"), dom::find("#replies-count"))
    {
        old.set_text(&count.text().unwrap_or_default());
    }
    Some(new)
}
