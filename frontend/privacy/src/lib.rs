//! The privacy check while somebody types. It runs on the device and asks nobody anything: this crate has no way to
//! send, neither `fetch` nor anything like it is among its features.
//!
//! The text field stays the plain field of the form. A layer behind it shows where the findings stand, a list under it
//! says why and offers a neutral wording. Without it the server checks the same rules once the text is sent.

mod dom;
mod field;
mod form;
mod layer;
mod list;
mod meter;
mod words;

use dom::Element;
use privacy::Lang;
use wasm_bindgen::prelude::wasm_bindgen;

/// Watches the text fields of a form for as long as the page lives.
#[wasm_bindgen]
pub fn watch(form: Element) {
    form::watch(&form, lang(&form));
}

/// The number of findings in a text: what `cargo xtask bench phone` takes the time of.
#[wasm_bindgen]
pub fn count(text: &str) -> usize {
    privacy::check(text, Lang::Nl).len()
}

/// The language of the page around it.
fn lang(form: &Element) -> Lang {
    let said = form.closest("html").and_then(|html| html.attribute("lang"));
    if said.as_deref() == Some("en") { Lang::En } else { Lang::Nl }
}
