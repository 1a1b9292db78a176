//! A draft survives a refused form, a closed tab, a dead connection and a double tap. It stays on the device.

use super::{outbox, wake};
use dom::{Element, Event};
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::rc::Rc;

/// Keeps what is typed into the form `form[data-draft]` of the page, counts characters, and sends once.
#[island]
pub fn Draft(
    /// The words when a draft is kept.
    saved: String,
    /// The words when somebody sends while offline, and it will be sent.
    waits: String,
    /// The words when somebody sends while offline, and nothing is kept.
    not_kept: String,
    /// The words when somebody asks while offline for what only the server can show.
    needs_line: String,
) -> impl IntoView {
    wake(move || {
        let Some(form) = dom::find("form[data-draft]") else { return };
        let name = form.attribute("data-draft").unwrap_or_default();
        spawn_local(watch(form, Rc::new(Keeper { name, saved, waits, not_kept, needs_line })));
    });
}

struct Keeper {
    name: String,
    saved: String,
    waits: String,
    not_kept: String,
    needs_line: String,
}

async fn watch(form: Element, keeper: Rc<Keeper>) {
    // What a refused form shows was typed later than the draft.
    if form.has("data-refused") {
        keeper.save(&form, false);
    } else {
        keeper.restore(&form).await;
    }
    count(&form);
    let (this, kept) = (form.clone(), keeper.clone());
    dom::on(&form, "input", move |_| {
        count(&this);
        kept.save(&this, false);
    });
    let this = form.clone();
    dom::on(&form, "submit", move |event| keeper.submitted(&this, &event));
    // From here on nothing that is typed can be lost.
    form.set("data-awake", "");
    // Back from the cache of the browser: the form may be sent again, it is the same post.
    dom::on(&dom::window(), "pageshow", move |_| form.unset("aria-busy"));
}

fn say(words: &str) {
    dom::say("draft-said", words);
}

impl Keeper {
    fn submitted(&self, form: &Element, event: &Event) {
        self.save(form, true);
        if dom::on_line() {
            match form.has("aria-busy") {
                true => event.prevent(),
                false => form.set("aria-busy", "true"),
            }
            return;
        }
        event.prevent();
        // "Wie ziet wat?" shows what was typed on another page and keeps nothing, and so does a button under
        // a finding: that must never become a post once there is a connection.
        if event.submitter().is_some_and(|button| button.has("formaction") || button.has("name")) {
            say(&self.needs_line);
        } else if !anything_typed(form) {
            say(&self.waits);
        } else if outbox::post_later(form, &outbox::free(&self.name), &dom::fields(form)) {
            // What waits has left the form; what is typed now is something else, whose number its page will give.
            texts(form).iter().for_each(|field| field.set_value(""));
            dom::all(form, "[name=once], [name=stays]").iter().for_each(|field| field.set_value(""));
            count(form);
            self.save(form, false);
            dom::tell(form, "restored");
            say(&self.waits);
        } else {
            say(&self.not_kept);
        }
    }

    /// Keeps what is typed; `sent` says that exactly this was sent.
    fn save(&self, form: &Element, sent: bool) {
        let Some((storage, name)) = outbox::shelf("draft", &self.name) else { return };
        if !anything_typed(form) {
            return storage.forget(&name);
        }
        let mut fields = dom::fields(form);
        if sent {
            fields.push(("sent".to_owned(), String::new()));
        }
        if storage.keep(&name, &dom::encode(&fields)).is_ok() && !dom::is_said("draft-said", &self.saved) {
            say(&self.saved);
        }
    }

    async fn restore(&self, form: &Element) {
        let Some((storage, name)) = outbox::shelf("draft", &self.name) else { return };
        let Some(draft) = storage.get(&name).map(|line| dom::decode(&line)) else { return };
        let kept = |name: &str| draft.iter().find(|(n, _)| n == name).map(|(_, value)| value.as_str());
        let arrival = arrival(&draft).await;
        if arrival.contains("same") && kept("sent").is_some() {
            return storage.forget(&name);
        }
        let taken = !arrival.is_empty() && !arrival.contains("nothing");
        // What somebody typed while the page was waking up is newer than the draft.
        if anything_typed(form) {
            return self.save(form, false);
        }
        for field in dom::all(form, "input[name], textarea[name], select[name]") {
            let name = field.attribute("name").unwrap_or_default();
            if dom::ticks(&field) {
                // A box of an older page may have had another value.
                let value = field.value().unwrap_or_default();
                let ticked = draft.iter().any(|(n, kept)| *n == name && (*kept == value || kept == "on"));
                field.set_checked(ticked);
            } else if name == "once" && (taken || kept("once") == Some("")) {
                // Under that number something else was sent, from another tab or from the outbox: these words are new.
            } else if let Some(kept) = kept(&name) {
                field.set_value(kept);
            }
        }
        say(&self.saved);
        dom::tell(form, "restored");
    }
}

/// The fate of this draft, as the server says it: nothing is known of it, the same is there, or something else is. Empty when
/// nobody could say.
async fn arrival(draft: &[(String, String)]) -> String {
    if draft.iter().all(|(name, value)| name != "once" || value.is_empty()) {
        return String::new();
    }
    // What was never sent stays on the device: only its number goes along.
    let sent = draft.iter().any(|(name, _)| name == "sent");
    let asked: Vec<_> =
        draft.iter().filter(|(name, _)| sent || name == "once" || name == "thread").cloned().collect();
    match dom::ask("/api/posts/arrived", Some(&dom::encode(&asked)), "application/json").await {
        Some(answer) if answer.ok() => dom::read(&answer).await.unwrap_or_default(),
        _ => String::new(),
    }
}

fn texts(form: &Element) -> Vec<Element> {
    dom::all(form, "textarea, input[type=text], input:not([type])")
}

fn anything_typed(form: &Element) -> bool {
    texts(form).iter().any(|field| field.value().is_some_and(|value| !value.trim().is_empty()))
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
