//! What the island `Alike` fetches. It knows the words of the themes and how words are folded, which is as much as all other
//! islands together, so it is an entry of its own (docs/decisions/0005-bundles.md).

use dom::Element;
use domain::search::distinctive;
use domain::text::Title;
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen_futures::spawn_local;

/// The pause of somebody who types after which we ask, in milliseconds.
const PAUSE: i32 = 1_500;
/// Fewer words than this say too little.
const FEWEST: usize = 4;

/// Watches the form in which a challenge is written.
#[wasm_bindgen]
pub fn watch() {
    let Some(form) = dom::find("form[data-draft=thread]") else { return };
    // The button is for those without us.
    if let Some(button) = dom::find("#alike-ask") {
        button.toggle("hidden", true);
    }
    let asked = Rc::new(RefCell::new(Vec::new()));
    let pause = dom::Pause::new(PAUSE);
    let titles = Titles::of(&form);
    let this = form.clone();
    dom::on(&form, "input", move |_| {
        if let Some(titles) = &titles {
            titles.propose(&this);
        }
        let (form, asked) = (this.clone(), asked.clone());
        pause.then(move || {
            let words = words(&form);
            if words.len() < FEWEST || *asked.borrow() == words {
                return;
            }
            asked.replace(words.clone());
            spawn_local(async move {
                let _ = show(&words).await;
            });
        });
    });
}

/// The hint of the title: the title that the words would get, by the rule of the server, while none is typed.
struct Titles {
    hint: Element,
    /// The hint as long as nothing is typed.
    empty: String,
    /// The hint with a title, and a place for it.
    proposed: String,
}

impl Titles {
    fn of(form: &Element) -> Option<Self> {
        let hint = dom::find("#field-title-hint")?;
        let empty = hint.text().unwrap_or_default();
        Some(Self { hint, empty, proposed: form.attribute("data-proposed")? })
    }

    fn propose(&self, form: &Element) {
        let fields = dom::fields(form);
        let typed =
            |name: &str| fields.iter().find(|(field, _)| field == name).map_or("", |(_, value)| value);
        let title = match typed("title").trim().is_empty() {
            true => Title::propose(typed("happened"), typed("question")),
            false => String::new(),
        };
        let said =
            if title.is_empty() { self.empty.clone() } else { self.proposed.replace("{title}", &title) };
        if self.hint.text().as_deref() != Some(&*said) {
            self.hint.set_text(&said);
        }
    }
}

fn words(form: &Element) -> Vec<String> {
    let fields = dom::fields(form);
    let texts = fields.iter().filter(|(name, _)| matches!(&**name, "happened" | "question" | "title"));
    distinctive(&texts.map(|(_, value)| &**value).collect::<Vec<_>>().join("\n"))
}

/// Asks for the page with what is alike on it and takes that part over.
async fn show(words: &[String]) -> Option<()> {
    let body = dom::encode(&[("words".to_owned(), words.join(" "))]);
    let answer = dom::ask("/api/search/alike", Some(&body), "text/html").await?;
    let page = dom::page(&answer).await?;
    let (theirs, ours) = (page.with_id("alike")?, dom::find("#alike")?);
    let fresh = dom::taken_over(&theirs);
    ours.replace_with(&fresh);
    if let (Some(line), Some(said)) = (dom::find("#alike-found"), page.with_id("alike-found")) {
        if let (Some(ours), Some(theirs)) = (line.first("a"), said.first("a")) {
            ours.set_text(&theirs.text().unwrap_or_default());
        }
        line.toggle("hidden", fresh.first("ul").is_none());
    }
    offer_theme(&page.with_id("alike-theme")?)
}

/// Takes over the chip that adds the theme the words point to; nothing is chosen by itself.
fn offer_theme(theirs: &Element) -> Option<()> {
    let fresh = dom::taken_over(theirs);
    dom::find("#alike-theme")?.replace_with(&fresh);
    let button = fresh.first("button")?;
    let theme = button.attribute("value")?;
    let ticked = dom::find(&dom::joined(&["input[name=theme][value=", &theme, "]"]))?;
    fresh.toggle("hidden", ticked.checked());
    dom::on(&button, "click", move |event| {
        event.prevent();
        ticked.set_checked(true);
        if let Some(group) = ticked.closest("details") {
            group.set("open", "");
        }
        fresh.set("hidden", "");
        // The draft listens at the form.
        if let Some(form) = dom::find("form[data-draft=thread]") {
            dom::tell(&form, "input");
        }
    });
    Some(())
}
