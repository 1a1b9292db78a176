//! A new reply appears in an open thread without reload. The stream only says "something changed"; what changed is
//! read from the page itself, so that there is one way to show a reply and the page is right on reload.

use leptos::prelude::*;

/// Listens to the thread and adds what is new to `#replies`.
#[island]
pub fn Live(
    /// The thread.
    thread: String,
    /// What is said when a reply appears.
    arrived: String,
) -> impl IntoView {
    #[cfg(feature = "hydrate")]
    listen(thread, arrived);
    #[cfg(not(feature = "hydrate"))]
    let _ = (thread, arrived);
}

#[cfg(feature = "hydrate")]
fn listen(thread: String, arrived: String) {
    use super::dom;
    use wasm_bindgen::JsCast;
    let Ok(stream) = web_sys::EventSource::new(&format!("/live/threads/{thread}")) else { return };
    // After a lost connection the browser opens the stream again: whatever came in between is fetched then.
    for event in ["open", "message"] {
        let arrived = arrived.clone();
        let first = std::cell::Cell::new(event == "open");
        dom::on(stream.unchecked_ref(), event, move |_| {
            if !first.replace(false) {
                let arrived = arrived.clone();
                leptos::task::spawn_local(async move {
                    let _ = refresh(&arrived).await;
                });
            }
        });
    }
    let closing = stream.clone();
    dom::on(dom::window().unchecked_ref(), "pagehide", move |_| closing.close());
}

#[cfg(feature = "hydrate")]
async fn refresh(arrived: &str) -> Result<(), wasm_bindgen::JsValue> {
    use super::dom;
    let path = dom::window().location().pathname()?;
    let answer = dom::ask(&path, "GET", None, "text/html").await?;
    let text = wasm_bindgen_futures::JsFuture::from(answer.text()?).await?.as_string().unwrap_or_default();
    let fresh = web_sys::DomParser::new()?.parse_from_string(&text, web_sys::SupportedType::TextHtml)?;
    let (Some(theirs), Some(ours)) =
        (fresh.get_element_by_id("replies"), dom::document().get_element_by_id("replies"))
    else {
        return Ok(());
    };
    let mut new = false;
    for reply in dom::all(&theirs, ":scope > [id]") {
        if dom::document().get_element_by_id(&reply.id()).is_none() {
            ours.append_child(&dom::document().import_node_with_deep(&reply, true)?)?;
            new = true;
        }
    }
    if new {
        if let (Some(count), Some(old)) =
            (fresh.get_element_by_id("replies-count"), dom::find("#replies-count"))
        {
            old.set_text_content(count.text_content().as_deref());
        }
        dom::say("live-said", arrived);
    }
    Ok(())
}
