//! What may be meant, under the search field, while it is being typed.

use super::wake;
use dom::{Element, Suggestion};
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::rc::Rc;

/// The pause of somebody who types after which we ask, in milliseconds.
const PAUSE: i32 = 250;

/// Asks after a short pause and lists what fits under `#q`. Every answer is also found by sending the form.
#[island]
pub fn Suggest(
    /// The words when there are suggestions.
    said: String,
) -> impl IntoView {
    wake(move || {
        let Some(field) = dom::find("#q") else { return };
        let said: Rc<str> = said.into();
        let pause = dom::Pause::new(PAUSE);
        let this = field.clone();
        dom::on(&field, "input", move |_| {
            let (field, said) = (this.clone(), said.clone());
            pause.then(move || {
                spawn_local(async move {
                    let _ = show(&field, &said).await;
                });
            });
        });
    });
}

async fn show(field: &Element, said: &str) -> Option<()> {
    let typed = field.value()?;
    let list = dom::find("#suggested")?;
    let found = if typed.trim().chars().count() < 2 { Vec::new() } else { ask(&typed).await? };
    // Somebody who typed on is asked about that.
    if field.value()? != typed {
        return None;
    }
    list.set_text("");
    let rows: Vec<_> = found.iter().filter_map(row).collect();
    rows.iter().for_each(|row| list.add(row));
    list.toggle("hidden", rows.is_empty());
    dom::find("#suggested-said")?.set_text(if rows.is_empty() { "" } else { said });
    Some(())
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

async fn ask(typed: &str) -> Option<Vec<Suggestion>> {
    let body = dom::encode(&[("q".to_owned(), typed.to_owned())]);
    let answer = dom::ask("/api/search/suggest", Some(&body), "application/json").await?;
    if answer.ok() { dom::suggestions(&answer).await } else { None }
}
