//! Challenges that are like the one being written, while it is being written.

use leptos::prelude::*;

/// After a pause, sends the telling words of the form (no sentence, no name, no number: `domain::search::distinctive`) and
/// puts what is like it into `#alike`. The theme it points to can be taken over with one tap.
#[island]
pub fn Alike(
    /// The words of the button that takes the theme over.
    take: String,
) -> impl IntoView {
    #[cfg(feature = "hydrate")]
    browser::wake(take);
    #[cfg(not(feature = "hydrate"))]
    let _ = take;
}

#[cfg(feature = "hydrate")]
mod browser {
    use crate::islands::dom;
    use domain::search::distinctive;
    use std::cell::RefCell;
    use std::rc::Rc;
    use wasm_bindgen::{JsCast, JsValue};
    use web_sys::Element;

    /// How long somebody pauses before we ask, in milliseconds.
    const PAUSE: i32 = 1_500;
    /// Fewer words than this say too little.
    const FEWEST: usize = 4;

    pub fn wake(take: String) {
        let Some(form) = dom::find("form[data-draft=thread]") else { return };
        // The button is for those without us.
        if let Some(button) = dom::find("#alike-ask") {
            let _ = button.toggle_attribute_with_force("hidden", true);
        }
        let (asked, take) = (Rc::new(RefCell::new(Vec::new())), Rc::new(take));
        let pause = dom::Pause::new(PAUSE);
        let this = form.clone();
        dom::on(form.unchecked_ref(), "input", move |_| {
            let (form, asked, take) = (this.clone(), asked.clone(), take.clone());
            pause.then(move || {
                let words = words(&form);
                if words.len() < FEWEST || *asked.borrow() == words {
                    return;
                }
                asked.replace(words.clone());
                leptos::task::spawn_local(async move { drop(show(&words, &take).await) });
            });
        });
    }

    fn words(form: &Element) -> Vec<String> {
        let fields = dom::fields(form);
        let texts = fields.iter().filter(|(name, _)| matches!(&**name, "happened" | "question" | "title"));
        distinctive(&texts.map(|(_, value)| &**value).collect::<Vec<_>>().join("\n"))
    }

    /// Asks for the page with what is alike on it and takes that part over.
    async fn show(words: &[String], take: &str) -> Result<(), JsValue> {
        let body = dom::encode(&[("words".to_owned(), words.join(" "))]);
        let answer = dom::ask("/api/search/alike", "POST", Some(&body), "text/html").await?;
        let text =
            wasm_bindgen_futures::JsFuture::from(answer.text()?).await?.as_string().unwrap_or_default();
        let page = web_sys::DomParser::new()?.parse_from_string(&text, web_sys::SupportedType::TextHtml)?;
        let (Some(theirs), Some(ours)) = (page.get_element_by_id("alike"), dom::find("#alike")) else {
            return Ok(());
        };
        let fresh: Element = dom::document().import_node_with_deep(&theirs, true)?.dyn_into()?;
        ours.replace_with_with_node_1(&fresh)?;
        if let Some(line) = dom::find("#alike-found") {
            let _ = line.toggle_attribute_with_force("hidden", fresh.query_selector("ul")?.is_none());
        }
        offer_theme(&fresh, take)
    }

    /// A button that chooses the theme the words point to; nothing is chosen by itself.
    fn offer_theme(part: &Element, take: &str) -> Result<(), JsValue> {
        let (Some(theme), Some(line), Some(select)) =
            (part.get_attribute("data-theme"), dom::find("#alike-theme"), dom::find("select[name=theme]"))
        else {
            return Ok(());
        };
        let button = dom::document().create_element("button")?;
        button.set_attribute("type", "button")?;
        button.set_class_name("chip");
        button.set_text_content(Some(take));
        line.append_child(&dom::document().create_text_node(" "))?;
        line.append_child(&button)?;
        dom::on(button.clone().unchecked_ref(), "click", move |_| {
            let _ = js_sys::Reflect::set(&select, &"value".into(), &JsValue::from_str(&theme));
            // The draft listens at the form.
            if let (Some(form), Ok(event)) =
                (dom::find("form[data-draft=thread]"), web_sys::Event::new("input"))
            {
                let _ = form.dispatch_event(&event);
            }
        });
        Ok(())
    }
}
