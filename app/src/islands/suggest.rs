//! What may be meant, under the search field, while it is being typed.

use leptos::prelude::*;

/// Asks after a short pause and lists what fits under `#q`. Every answer is also found by sending the form.
#[island]
pub fn Suggest(
    /// What is said when there are suggestions.
    said: String,
) -> impl IntoView {
    #[cfg(feature = "hydrate")]
    browser::wake(said);
    #[cfg(not(feature = "hydrate"))]
    let _ = said;
}

#[cfg(feature = "hydrate")]
mod browser {
    use crate::islands::dom;
    use std::rc::Rc;
    use wasm_bindgen::{JsCast, JsValue};
    use web_sys::HtmlInputElement;

    /// How long somebody pauses before we ask, in milliseconds.
    const PAUSE: i32 = 250;

    struct Suggestion {
        href: String,
        title: String,
        over: String,
    }

    pub fn wake(said: String) {
        let Some(field) = dom::find("#q").and_then(|field| field.dyn_into::<HtmlInputElement>().ok()) else {
            return;
        };
        let said = Rc::new(said);
        let pause = dom::Pause::new(PAUSE);
        let this = field.clone();
        dom::on(field.unchecked_ref(), "input", move |_| {
            let (field, said) = (this.clone(), said.clone());
            pause.then(move || {
                leptos::task::spawn_local(async move {
                    let _ = show(&field, &said).await;
                });
            });
        });
    }

    async fn show(field: &HtmlInputElement, said: &str) -> Option<()> {
        let typed = field.value();
        let list = dom::find("#suggested")?;
        let found = if typed.trim().chars().count() < 2 { Vec::new() } else { ask(&typed).await? };
        // Somebody who typed on is asked about that.
        if field.value() != typed {
            return None;
        }
        list.set_text_content(None);
        for one in &found {
            let [row, link, title, over] =
                ["li", "a", "b", "small"].map(|name| dom::document().create_element(name).ok());
            let (row, link, title, over) = (row?, link?, title?, over?);
            link.set_attribute("href", &one.href).ok()?;
            title.set_text_content(Some(&one.title));
            over.set_text_content(Some(&one.over));
            let words = dom::document().create_element("span").ok()?;
            words.set_class_name("grow");
            words.append_child(&title).ok()?;
            words.append_child(&over).ok()?;
            link.append_child(&words).ok()?;
            row.append_child(&link).ok()?;
            list.append_child(&row).ok()?;
        }
        let _ = list.toggle_attribute_with_force("hidden", found.is_empty());
        let region = dom::find("#suggested-said")?;
        region.set_text_content(Some(if found.is_empty() { "" } else { said }));
        Some(())
    }

    async fn ask(typed: &str) -> Option<Vec<Suggestion>> {
        let body = dom::encode(&[("q".to_owned(), typed.to_owned())]);
        let answer = dom::ask("/api/search/suggest", "POST", Some(&body), "application/json").await.ok()?;
        let list = wasm_bindgen_futures::JsFuture::from(answer.json().ok()?).await.ok()?;
        let list = list.dyn_into::<js_sys::Array>().ok().filter(|_| answer.ok())?;
        let found = list.iter().filter_map(|one| {
            let word = |name: &str| js_sys::Reflect::get(&one, &JsValue::from_str(name)).ok()?.as_string();
            Some(Suggestion { href: word("href")?, title: word("title")?, over: word("over")? })
        });
        // Only our own addresses, whatever came back.
        Some(
            found
                .into_iter()
                .filter(|one| one.href.starts_with('/') && !one.href.starts_with("//"))
                .collect(),
        )
    }
}
