//! What may be meant, under the search field, while it is being typed.

/// Asks after a short pause and lists what fits under `#q`. Every answer is also found by sending the form.
#[cfg(feature = "ssr")]
#[leptos::component]
pub fn Suggest(
    /// What is said when there are suggestions.
    said: String,
) -> impl leptos::IntoView {
    use leptos::prelude::*;
    view! { <is-land data-component="Suggest" data-said=said></is-land> }
}

#[cfg(feature = "hydrate")]
mod browser {
    use dom::{Element, wait};
    use std::rc::Rc;
    use wasm_bindgen::prelude::{JsCast, wasm_bindgen};

    /// How long somebody pauses before we ask, in milliseconds.
    const PAUSE: i32 = 250;

    #[wasm_bindgen]
    extern "C" {
        type Found;
        #[wasm_bindgen(method, getter)]
        fn length(this: &Found) -> u32;
        #[wasm_bindgen(method, indexing_getter)]
        fn at(this: &Found, number: u32) -> Suggestion;
        type Suggestion;
        #[wasm_bindgen(method, getter)]
        fn href(this: &Suggestion) -> Option<String>;
        #[wasm_bindgen(method, getter)]
        fn title(this: &Suggestion) -> Option<String>;
        #[wasm_bindgen(method, getter)]
        fn over(this: &Suggestion) -> Option<String>;
    }

    /// Wakes the island of this element.
    #[wasm_bindgen(js_name = Suggest)]
    pub fn suggest(island: Element) {
        let Some(field) = dom::find("#q") else { return };
        let said: Rc<str> = island.attribute("data-said").unwrap_or_default().into();
        let pause = dom::Pause::new(PAUSE);
        let this = field.clone();
        dom::on(&field, "input", move |_| {
            let (field, said) = (this.clone(), said.clone());
            pause.then(move || {
                wait::spawn(async move {
                    let _ = show(&field, &said).await;
                })
            });
        });
    }

    async fn show(field: &Element, said: &str) -> Option<()> {
        let typed = field.value()?;
        let list = dom::find("#suggested")?;
        let rows = if typed.trim().chars().count() < 2 { Vec::new() } else { rows(&ask(&typed).await?) };
        // Somebody who typed on is asked about that.
        if field.value()? != typed {
            return None;
        }
        list.set_text("");
        rows.iter().for_each(|row| list.add(row));
        list.toggle("hidden", rows.is_empty());
        dom::find("#suggested-said")?.set_text(if rows.is_empty() { "" } else { said });
        Some(())
    }

    fn rows(found: &Found) -> Vec<Element> {
        (0..found.length()).filter_map(|number| row(&found.at(number))).collect()
    }

    fn row(one: &Suggestion) -> Option<Element> {
        // Only our own addresses, whatever came back.
        let href = one.href().filter(|href| href.starts_with('/') && !href.starts_with("//"))?;
        let [row, link, words, title, over] =
            ["li", "a", "span", "b", "small"].map(|name| dom::document().make(name));
        link.set("href", &href);
        title.set_text(&one.title()?);
        over.set_text(&one.over()?);
        words.set_class("grow");
        words.add(&title);
        words.add(&over);
        link.add(&words);
        row.add(&link);
        Some(row)
    }

    async fn ask(typed: &str) -> Option<Found> {
        let body = dom::encode(&[("q".to_owned(), typed.to_owned())]);
        let answer = dom::ask("/api/search/suggest", Some(&body), "application/json").await?;
        if answer.ok() { Some(dom::json(&answer).await?.unchecked_into()) } else { None }
    }
}
