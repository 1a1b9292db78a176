//! The palette: Ctrl K, a few letters, Enter. Over the pages that somebody may see, what this page declares under a key, and, for who
//! manages them, the people of the staff. Without JavaScript there is the rail.

#![expect(
    clippy::disallowed_methods,
    reason = "what `#[island]` makes of children sets an owner when it wakes: in a browser, which is one person's"
)]

use super::keys::declared;
use super::rules::{fitting, next};
use crate::islands::wake;
use leptos::ev::KeyboardEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;
use serde::{Deserialize, Serialize};

/// The pause of somebody who types after which people are asked for, in milliseconds.
const PAUSE: i32 = 150;

/// A page of staff.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PalettePage {
    /// Its name.
    pub words: String,
    /// Its address.
    pub href: String,
}

/// Somebody of the staff, as the server found them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Found {
    /// The name.
    pub name: String,
    /// Their function.
    pub function: String,
    /// Their page.
    pub href: String,
}

/// The words of the palette.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct PaletteWords {
    /// The button that opens it.
    pub open: String,
    /// The question in its field.
    pub ask: String,
    /// The kind of each page.
    pub page: String,
    /// The kind of each thing that the page before it does.
    pub action: String,
    /// The words when nothing fits.
    pub nothing: String,
}

/// One thing that can be chosen.
#[derive(Clone, PartialEq)]
struct Offer {
    words: String,
    over: String,
    key: Option<String>,
    goes: Goes,
}

#[derive(Clone, PartialEq)]
enum Goes {
    To(String),
    /// The deed that the page declares under this key.
    Does(String),
}

/// The button of the rail, and the palette that it opens.
#[island]
pub fn Palette(
    /// The pages.
    pages: Vec<PalettePage>,
    /// The address that finds people; nothing for who does not manage them.
    people: Option<String>,
    /// Its words.
    said: PaletteWords,
    /// The icon of the button.
    children: Children,
) -> impl IntoView {
    let offers = RwSignal::new(Vec::<Offer>::new());
    let found = RwSignal::new(Vec::<Offer>::new());
    let typed = RwSignal::new(String::new());
    let at = RwSignal::new(0_usize);
    let shown = Memo::new(move |_| {
        let offers = offers.get();
        let mut shown: Vec<Offer> = fitting(offers.iter().map(|one| &*one.words), &typed.get())
            .into_iter()
            .filter_map(|number| offers.get(number).cloned())
            .collect();
        shown.extend(found.get());
        shown
    });
    let (action, kind) = (said.action.clone(), said.page.clone());
    let open = move |_| {
        let does = declared().into_iter().map(|one| Offer {
            words: one.words,
            over: action.clone(),
            key: Some(one.key.to_uppercase()),
            goes: Goes::Does(one.key),
        });
        let to = pages.iter().map(|page| Offer {
            words: page.words.clone(),
            over: kind.clone(),
            key: None,
            goes: Goes::To(page.href.clone()),
        });
        offers.set(does.chain(to).collect());
        found.set(Vec::new());
        typed.set(String::new());
        at.set(0);
        if let Some(dialog) = dom::find("#palette") {
            dialog.show_modal();
        }
    };
    let pause = dom::Pause::new(PAUSE);
    let types = move |event| {
        let text = event_target_value(&event);
        typed.set(text.clone());
        at.set(0);
        found.set(Vec::new());
        let Some(people) = people.clone().filter(|_| text.trim().chars().count() > 1) else { return };
        pause.then(move || {
            spawn_local(async move {
                let answer = ask(&people, &text).await.unwrap_or_default();
                // Somebody who typed on is asked about that.
                if typed.get_untracked() == text {
                    found.set(answer);
                }
            });
        });
    };
    let keyed = move |event: KeyboardEvent| {
        let key = event.key();
        let many = shown.with_untracked(Vec::len);
        if key == "Enter" {
            event.prevent_default();
            choose(shown.with_untracked(|shown| shown.get(at.get_untracked()).cloned()));
        } else if let Some(to) = next(at.get_untracked(), many, &key).filter(|_| moves(&event)) {
            event.prevent_default();
            at.set(to);
            wake(|| {
                if let Some(option) = dom::find(&format!("#palette-{to}")) {
                    dom::show_nearest(&option);
                }
            });
        }
    };
    let row = move |(number, offer): (usize, Offer)| {
        let here = move || (at.get() == number).to_string();
        let chosen = offer.clone();
        let key = offer.key.map(|key| view! { <kbd>{key}</kbd> });
        view! {
            <div role="option" id=format!("palette-{number}") aria-selected=here on:click=move |_| choose(Some(chosen.clone()))>
                <span>{offer.words}</span><small>{offer.over}</small>{key}
            </div>
        }
    };
    let nothing = move || shown.with(Vec::is_empty).then(|| said.nothing.clone());
    let [ask_as, ask_in] = [said.ask.clone(), said.ask.clone()];
    view! {
        <button type="button" class="wide" data-palette="" aria-keyshortcuts="Control+K Meta+K" aria-haspopup="dialog" on:click=open>
            {children()}
            <span>{said.open}</span>
        </button>
        <dialog class="over" id="palette" aria-label=ask_as>
            <div class="over-head">
                <input
                    class="over-find" type="text" role="combobox" aria-expanded="true" aria-controls="palette-list"
                    aria-autocomplete="list" aria-label=ask_in placeholder=said.ask autocomplete="off" spellcheck="false"
                    aria-activedescendant=move || shown.with(|shown| (!shown.is_empty()).then(|| format!("palette-{}", at.get())))
                    prop:value=move || typed.get() on:input=types on:keydown=keyed
                />
                <kbd>"Esc"</kbd>
            </div>
            <div class="over-list" role="listbox" id="palette-list" aria-label=said.page>
                {move || shown.get().into_iter().enumerate().map(row).collect_view()}
            </div>
            <p class="over-none" role="status">{nothing}</p>
        </dialog>
    }
}

/// Home and End move inside the field unless Ctrl says otherwise; the other keys move in the list.
fn moves(event: &KeyboardEvent) -> bool {
    !matches!(&*event.key(), "Home" | "End") || event.ctrl_key()
}

/// Does what was chosen.
fn choose(offer: Option<Offer>) {
    let Some(offer) = offer else { return };
    if let Some(dialog) = dom::find("#palette") {
        dialog.close();
    }
    match offer.goes {
        Goes::To(href) => dom::go(&href),
        Goes::Does(key) => {
            if let Some(one) = declared().into_iter().find(|one| one.key == key) {
                one.element.press();
            }
        }
    }
}

/// The people whom the server finds.
async fn ask(people: &str, typed: &str) -> Option<Vec<Offer>> {
    let body = dom::encode(&[("q".to_owned(), typed.to_owned())]);
    let answer = dom::ask(people, Some(&body), "application/json").await?;
    if !answer.ok() {
        return None;
    }
    let found: Vec<Found> = leptos::serde_json::from_str(&dom::read(&answer).await?).ok()?;
    let ours = |one: &Found| one.href.starts_with('/') && !one.href.starts_with("//");
    let offer = |Found { name, function, href }| Offer {
        words: name,
        over: function,
        key: None,
        goes: Goes::To(href),
    };
    Some(found.into_iter().filter(ours).map(offer).collect())
}
