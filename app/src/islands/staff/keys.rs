//! The keys of a page of staff: one listener, and the list that `?` shows. A page declares a key on the link or button that it presses:
//! `data-key="1" aria-keyshortcuts="1"`; its words are its title where it has one, and else those of the link or button, without the
//! drawn key.

use super::rules::{Meant, Pressed, meant};
use crate::islands::wake;
use dom::Element;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// The name under which a device keeps that single keys are off.
const OFF: &str = "keys-off";

/// The words of the list of keys.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct KeyWords {
    /// Its title.
    pub title: String,
    /// The words for opening the palette.
    pub palette: String,
    /// The words for opening this list.
    pub this: String,
    /// The box that switches single keys off.
    pub off: String,
    /// The button that closes the list.
    pub close: String,
}

/// A key of this page, with what it does.
pub(super) struct Declared {
    pub key: String,
    pub words: String,
    pub element: Element,
}

/// The keys that this page declares, each once.
pub(super) fn declared() -> Vec<Declared> {
    let mut found: Vec<Declared> = Vec::new();
    for element in dom::all(&dom::document(), "[data-key]") {
        let Some(key) = element.attribute("data-key") else { continue };
        if found.iter().all(|one| one.key != key) && !element.has("disabled") {
            let words = words(&element);
            found.push(Declared { key, words, element });
        }
    }
    found
}

/// The words on a link or a button, without the key that is drawn there.
fn words(element: &Element) -> String {
    if let Some(words) = ["aria-label", "title"].iter().find_map(|name| element.attribute(name)) {
        return words;
    }
    let mut words = element.text().unwrap_or_default();
    for key in dom::all(element, "kbd") {
        let key = key.text().unwrap_or_default();
        if let Some(rest) = words.trim_end().strip_suffix(&key) {
            words = rest.to_owned();
        }
    }
    words.trim().to_owned()
}

/// Presses what the page declares under a key, opens the palette, and shows which keys there are.
#[island]
pub fn Shortcuts(
    /// Its words.
    said: KeyWords,
) -> impl IntoView {
    let rows = RwSignal::new(Vec::<(String, String)>::new());
    let off = RwSignal::new(false);
    let general = [("Ctrl K".to_owned(), said.palette), ("?".to_owned(), said.this)];
    wake(move || {
        off.set(dom::storage().is_some_and(|storage| storage.get(OFF).is_some()));
        dom::on(&dom::document(), "keydown", move |event| {
            let pressed = Pressed {
                key: &event.key().unwrap_or_default(),
                control: event.control() || event.meta(),
                alt: event.alt(),
                half: event.held() || event.composes(),
                typing: event.target().is_some_and(|element| is_field(&element)),
                dialog: dom::find("dialog[open]").is_some(),
                off: off.get_untracked(),
            };
            match meant(pressed) {
                Meant::Nothing => {}
                Meant::Palette => {
                    event.prevent();
                    if let Some(palette) = dom::find("[data-palette]") {
                        palette.press();
                    }
                }
                Meant::Keys => {
                    let page = declared().into_iter().map(|one| (one.key.to_uppercase(), one.words));
                    rows.set(page.chain(general.clone()).collect());
                    if let Some(dialog) = dom::find("#keys") {
                        dialog.show_modal();
                    }
                }
                Meant::Declared(key) => {
                    if let Some(one) = declared().into_iter().find(|one| one.key == key) {
                        event.prevent();
                        show(&one.element);
                        one.element.press();
                    }
                }
            }
        });
    });
    let turn = move |_| {
        let now = !off.get_untracked();
        off.set(now);
        let Some(storage) = dom::storage() else { return };
        if now {
            let _ = storage.keep(OFF, "yes");
        } else {
            storage.forget(OFF);
        }
    };
    view! {
        <dialog class="over" id="keys" aria-labelledby="keys-title">
            <div class="over-head">
                <h2 class="grow" id="keys-title">{said.title}</h2>
                <button type="button" class="btn btn--s btn--quiet" on:click=|_| close()>{said.close}</button>
            </div>
            <dl class="keys-list">
                {move || {
                    let row = |(key, words)| view! { <div><dt>{words}</dt><dd><kbd>{key}</kbd></dd></div> };
                    rows.get().into_iter().map(row).collect_view()
                }}
            </dl>
            <label class="check over-foot">
                <input type="checkbox" prop:checked=move || off.get() on:change=turn/>
                <span>{said.off}</span>
            </label>
        </dialog>
    }
}

/// Shows at once which link or button a key pressed: its page takes its time to come.
fn show(pressed: &Element) {
    pressed.set("data-pressed", "");
    let pressed = pressed.clone();
    dom::later(1000, Box::new(move |_| pressed.unset("data-pressed")));
}

fn close() {
    if let Some(dialog) = dom::find("#keys") {
        dialog.close();
    }
}

/// Tells whether keys pressed here are typed.
fn is_field(element: &Element) -> bool {
    const FIELDS: &str = "input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]";
    element.closest(FIELDS).is_some()
}
