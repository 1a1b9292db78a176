//! A draft survives a refused form, a closed tab, a dead connection and a double tap. It stays on the device.

use leptos::prelude::*;

/// Keeps what is typed into the form `form[data-draft]` with this key, counts characters, and sends once.
#[island]
pub fn Draft(
    /// The key of the form: its `data-draft`.
    key: String,
    /// Whether to keep drafts at all: not on a shared computer.
    keep: bool,
    /// What is said when a draft is kept.
    saved: String,
    /// What is said when somebody sends while offline.
    offline: String,
) -> impl IntoView {
    #[cfg(feature = "hydrate")]
    leptos::task::spawn_local(browser::wake(browser::Keeper { key, keep, saved, offline }));
    #[cfg(not(feature = "hydrate"))]
    let _ = (key, keep, saved, offline);
}

#[cfg(feature = "hydrate")]
mod browser {
    use crate::islands::dom;
    use std::rc::Rc;
    use wasm_bindgen::{JsCast, JsValue};
    use web_sys::Element;

    pub struct Keeper {
        pub key: String,
        pub keep: bool,
        pub saved: String,
        pub offline: String,
    }

    pub async fn wake(keeper: Keeper) {
        let Some(form) = dom::find(&format!("form[data-draft='{}']", keeper.key)) else { return };
        let keeper = Rc::new(keeper);
        // What a refused form shows was typed later than the draft.
        if keeper.keep && !form.has_attribute("data-refused") {
            keeper.restore(&form).await;
        }
        count(&form);
        let (this, kept) = (form.clone(), keeper.clone());
        dom::on(form.unchecked_ref(), "input", move |_| {
            count(&this);
            kept.save(&this);
        });
        let this = form.clone();
        dom::on(form.unchecked_ref(), "submit", move |event| {
            keeper.save(&this);
            if !dom::window().navigator().on_line() {
                event.prevent_default();
                if only_looks(&event) {
                    dom::say("draft-said", &keeper.saved);
                } else {
                    keeper.post_later(&this);
                    dom::say("draft-said", &keeper.offline);
                }
            } else if this.has_attribute("aria-busy") {
                event.prevent_default();
            } else {
                let _ = this.set_attribute("aria-busy", "true");
            }
        });
        // From here on nothing that is typed can be lost.
        let _ = form.set_attribute("data-awake", "");
        // Back from the cache of the browser: the form may be sent again, it is the same post.
        dom::on(dom::window().unchecked_ref(), "pageshow", move |_| drop(form.remove_attribute("aria-busy")));
    }

    impl Keeper {
        fn name(&self) -> String {
            format!("draft-{}", self.key)
        }

        fn save(&self, form: &Element) {
            let fields = dom::fields(form);
            let Some(storage) = dom::storage().filter(|_| self.keep) else { return };
            if !anything_typed(form) {
                let _ = storage.remove_item(&self.name());
            } else if storage.set_item(&self.name(), &dom::encode(&fields)).is_ok() {
                dom::say("draft-said", &self.saved);
            }
        }

        /// Puts the form into the outbox, which `public/phone.js` empties when there is a connection: its address, and
        /// its fields on the second line. `once` makes it one post, however often it is sent.
        fn post_later(&self, form: &Element) {
            let Some(storage) = dom::storage().filter(|_| self.keep) else { return };
            let action = form.get_attribute("action").unwrap_or_default();
            let line = format!("{action}\n{}", dom::encode(&dom::fields(form)));
            let _ = storage.set_item(&format!("outbox-{}", self.key), &line);
        }

        async fn restore(&self, form: &Element) {
            let Some(storage) = dom::storage() else { return };
            let Some(draft) = storage.get_item(&self.name()).ok().flatten().map(|line| dom::decode(&line))
            else {
                return;
            };
            let once = draft
                .iter()
                .find(|(name, _)| name == "once")
                .map(|(_, once)| once.clone())
                .unwrap_or_default();
            if self.has_arrived(&once).await {
                let _ = storage.remove_item(&self.name());
                return;
            }
            // What somebody typed while the page was waking up is newer than the draft.
            if anything_typed(form) {
                self.save(form);
                return;
            }
            for field in dom::all(form, "input[name], textarea[name], select[name]") {
                let name = field.get_attribute("name").unwrap_or_default();
                let kind = field.get_attribute("type").unwrap_or_default();
                let kept = draft.iter().filter(|(n, _)| *n == name).map(|(_, value)| value);
                if matches!(&*kind, "radio" | "checkbox") {
                    let ticked = kept.into_iter().any(|kept| *kept == value(&field));
                    let _ = js_sys::Reflect::set(&field, &"checked".into(), &ticked.into());
                } else if let Some(kept) = kept.into_iter().next() {
                    let _ = js_sys::Reflect::set(&field, &"value".into(), &JsValue::from_str(kept));
                }
            }
            dom::say("draft-said", &self.saved);
            if let Ok(event) = web_sys::Event::new("restored") {
                let _ = form.dispatch_event(&event);
            }
        }

        /// Whether the post of this draft is there: then it was sent, however the connection ended.
        async fn has_arrived(&self, once: &str) -> bool {
            let body = dom::encode(&[("once".to_owned(), once.to_owned())]);
            let Ok(answer) = dom::ask("/api/posts/arrived", "POST", Some(&body), "application/json").await
            else {
                return false;
            };
            let Ok(text) = answer.text() else { return false };
            let text =
                wasm_bindgen_futures::JsFuture::from(text).await.ok().and_then(|text| text.as_string());
            // Answers are padded with spaces to one of a few sizes.
            answer.ok() && text.is_some_and(|text| text.trim() == "true")
        }
    }

    /// Whether a button was pressed that shows what was typed on another page and keeps nothing ("Wie ziet wat?"): that
    /// must never become a post once there is a connection.
    fn only_looks(event: &JsValue) -> bool {
        let button = js_sys::Reflect::get(event, &"submitter".into()).ok();
        let button = button.and_then(|button| button.dyn_into::<Element>().ok());
        button.is_some_and(|button| button.has_attribute("formaction"))
    }

    fn anything_typed(form: &Element) -> bool {
        let texts = dom::all(form, "textarea, input[type=text], input:not([type])");
        texts.iter().any(|field| !value(field).trim().is_empty())
    }

    fn value(field: &Element) -> String {
        js_sys::Reflect::get(field, &"value".into())
            .ok()
            .and_then(|value| value.as_string())
            .unwrap_or_default()
    }

    /// Live counters: characters as the server counts them, not UTF-16 units.
    fn count(form: &Element) {
        for counter in dom::all(form, ".counter[data-max]") {
            let Some(field) =
                counter.id().strip_suffix("-counter").and_then(|id| dom::document().get_element_by_id(id))
            else {
                continue;
            };
            let max: usize = counter.get_attribute("data-max").and_then(|max| max.parse().ok()).unwrap_or(0);
            let typed = value(&field).chars().count();
            counter.set_text_content(Some(&format!("{typed} / {max}")));
            let _ = counter.toggle_attribute_with_force("data-over", typed > max);
        }
    }
}
