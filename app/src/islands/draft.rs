//! A draft survives a refused form, a closed tab, a dead connection and a double tap. It stays on the device.

use super::wake;
use dom::Element;
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::rc::Rc;

/// Keeps what is typed into the form `form[data-draft]` of the page, counts characters, and sends once.
#[island]
pub fn Draft(
    /// True where drafts are kept: not on a shared computer.
    keep: bool,
    /// The words when a draft is kept.
    saved: String,
    /// The words when somebody sends while offline.
    offline: String,
) -> impl IntoView {
    wake(move || {
        let Some(form) = dom::find("form[data-draft]") else { return };
        let key = form.attribute("data-draft").unwrap_or_default();
        spawn_local(watch(form, Keeper { key, keep, saved, offline }));
    });
}

struct Keeper {
    key: String,
    keep: bool,
    saved: String,
    offline: String,
}

async fn watch(form: Element, keeper: Keeper) {
    let keeper = Rc::new(keeper);
    // What a refused form shows was typed later than the draft.
    if keeper.keep && !form.has("data-refused") {
        keeper.restore(&form).await;
    }
    count(&form);
    let (this, kept) = (form.clone(), keeper.clone());
    dom::on(&form, "input", move |_| {
        count(&this);
        kept.save(&this);
    });
    let this = form.clone();
    dom::on(&form, "submit", move |event| {
        keeper.save(&this);
        if !dom::on_line() {
            event.prevent();
            // "Wie ziet wat?" shows what was typed on another page and keeps nothing: that must never become a post
            // once there is a connection.
            if event.submitter().is_some_and(|button| button.has("formaction")) {
                dom::say("draft-said", &keeper.saved);
            } else {
                keeper.post_later(&this);
                dom::say("draft-said", &keeper.offline);
            }
        } else if this.has("aria-busy") {
            event.prevent();
        } else {
            this.set("aria-busy", "true");
        }
    });
    // From here on nothing that is typed can be lost.
    form.set("data-awake", "");
    // Back from the cache of the browser: the form may be sent again, it is the same post.
    dom::on(&dom::window(), "pageshow", move |_| form.unset("aria-busy"));
}

impl Keeper {
    fn name(&self) -> String {
        dom::joined(&["draft-", &self.key])
    }

    fn save(&self, form: &Element) {
        let Some(storage) = dom::storage().filter(|_| self.keep) else { return };
        if !anything_typed(form) {
            storage.forget(&self.name());
        } else if storage.keep(&self.name(), &dom::encode(&dom::fields(form))).is_ok() {
            dom::say("draft-said", &self.saved);
        }
    }

    /// Puts the form into the outbox, which `public/phone.js` empties when there is a connection: its address, and
    /// its fields on the second line. `once` makes it one post, however often it is sent.
    fn post_later(&self, form: &Element) {
        let Some(storage) = dom::storage().filter(|_| self.keep) else { return };
        let action = form.attribute("action").unwrap_or_default();
        let line = dom::joined(&[&action, "\n", &dom::encode(&dom::fields(form))]);
        let _ = storage.keep(&dom::joined(&["outbox-", &self.key]), &line);
    }

    async fn restore(&self, form: &Element) {
        let Some(storage) = dom::storage() else { return };
        let Some(draft) = storage.get(&self.name()).map(|line| dom::decode(&line)) else { return };
        let once = draft.iter().find(|(name, _)| name == "once").map_or("", |(_, once)| once);
        if has_arrived(once).await {
            storage.forget(&self.name());
            return;
        }
        // What somebody typed while the page was waking up is newer than the draft.
        if anything_typed(form) {
            self.save(form);
            return;
        }
        for field in dom::all(form, "input[name], textarea[name], select[name]") {
            let name = field.attribute("name").unwrap_or_default();
            let mut kept = draft.iter().filter(|(n, _)| *n == name).map(|(_, value)| value);
            if dom::ticks(&field) {
                // A box of an older page may have had another value.
                let value = field.value().unwrap_or_default();
                field.set_checked(kept.any(|kept| *kept == value || kept == "on"));
            } else if let Some(kept) = kept.next() {
                field.set_value(kept);
            }
        }
        dom::say("draft-said", &self.saved);
        dom::tell(form, "restored");
    }
}

/// Tells whether the post of this draft is there: then it was sent, however the connection ended.
async fn has_arrived(once: &str) -> bool {
    let body = dom::encode(&[("once".to_owned(), once.to_owned())]);
    let Some(answer) = dom::ask("/api/posts/arrived", Some(&body), "application/json").await else {
        return false;
    };
    // Answers are padded with spaces to one of a few sizes.
    answer.ok() && dom::read(&answer).await.is_some_and(|text| text.trim() == "true")
}

fn anything_typed(form: &Element) -> bool {
    let texts = dom::all(form, "textarea, input[type=text], input:not([type])");
    texts.iter().any(|field| field.value().is_some_and(|value| !value.trim().is_empty()))
}

/// Live counters: characters as the server counts them, not UTF-16 units.
fn count(form: &Element) {
    for counter in dom::all(form, ".counter[data-max]") {
        let id = counter.id();
        let Some(field) = id.strip_suffix("-counter").and_then(|id| dom::document().with_id(id)) else {
            continue;
        };
        let most = counter.attribute("data-max").unwrap_or_default();
        let typed = field.value().unwrap_or_default().chars().count();
        counter.set_text(&dom::joined(&[&typed.to_string(), " / ", &most]));
        counter.toggle("data-over", most.parse().is_ok_and(|most: usize| typed > most));
    }
}
