//! Short words for the few things the islands do with the document.

#![cfg_attr(not(feature = "hydrate"), allow(dead_code))]
#![cfg(feature = "hydrate")]

use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    Document, Element, Event, EventTarget, Headers, HtmlElement, RequestInit, Response, Storage, Window,
};

/// The window of the page.
pub fn window() -> Window {
    web_sys::window().expect("islands live in a window")
}

/// The document of the page.
pub fn document() -> Document {
    window().document().expect("a window has a document")
}

/// The first element that fits.
pub fn find(selector: &str) -> Option<Element> {
    document().query_selector(selector).ok().flatten()
}

/// All elements inside `root` that fit.
pub fn all(root: &Element, selector: &str) -> Vec<Element> {
    let Ok(list) = root.query_selector_all(selector) else { return Vec::new() };
    (0..list.length()).filter_map(|i| list.get(i)?.dyn_into().ok()).collect()
}

/// Calls `listener` for each event of this kind, for as long as the page lives.
pub fn on(target: &EventTarget, event: &str, listener: impl Fn(Event) + 'static) {
    let closure = Closure::<dyn Fn(Event)>::new(listener);
    let _ = target.add_event_listener_with_callback(event, closure.as_ref().unchecked_ref());
    // A page is a document: it takes its listeners with it when it goes.
    closure.forget();
}

/// Shows a sentence in the element with this id, which is a live region of the document.
pub fn say(id: &str, sentence: &str) {
    if let Some(region) = document().get_element_by_id(id) {
        region.set_text_content(Some(sentence));
        if let Ok(region) = region.dyn_into::<HtmlElement>() {
            region.set_hidden(sentence.is_empty());
        }
    }
}

/// The storage of this device, where it may be used.
pub fn storage() -> Option<Storage> {
    window().local_storage().ok().flatten()
}

/// Asks the server; `body` makes it a form that is posted.
pub async fn ask(url: &str, method: &str, body: Option<&str>, accept: &str) -> Result<Response, JsValue> {
    let headers = Headers::new()?;
    headers.set("Accept", accept)?;
    let init = RequestInit::new();
    init.set_method(method);
    if let Some(body) = body {
        headers.set("Content-Type", "application/x-www-form-urlencoded")?;
        init.set_body(&JsValue::from_str(body));
    }
    init.set_headers(&headers);
    JsFuture::from(window().fetch_with_str_and_init(url, &init)).await?.dyn_into()
}

/// The fields of a form as they would be sent.
pub fn fields(form: &Element) -> Vec<(String, String)> {
    all(form, "input[name], textarea[name], select[name]")
        .into_iter()
        .filter_map(|field| {
            let get = |key: &str| js_sys::Reflect::get(&field, &JsValue::from_str(key)).ok();
            let ticked = get("checked").is_some_and(|checked| checked.is_truthy());
            let kind = field.get_attribute("type").unwrap_or_default();
            (ticked || !matches!(&*kind, "radio" | "checkbox"))
                .then(|| Some((field.get_attribute("name")?, get("value")?.as_string()?)))
                .flatten()
        })
        .collect()
}

/// Fields as an urlencoded line.
pub fn encode(fields: &[(String, String)]) -> String {
    let encoded = |text: &str| String::from(js_sys::encode_uri_component(text));
    fields
        .iter()
        .map(|(name, value)| format!("{}={}", encoded(name), encoded(value)))
        .collect::<Vec<_>>()
        .join("&")
}

/// An urlencoded line as fields.
pub fn decode(line: &str) -> Vec<(String, String)> {
    let decoded = |text: &str| js_sys::decode_uri_component(text).ok().map(String::from);
    line.split('&')
        .filter_map(|pair| pair.split_once('='))
        .filter_map(|(n, v)| Some((decoded(n)?, decoded(v)?)))
        .collect()
}

/// Waits until somebody pauses: of calls within so many milliseconds only the last one is done.
#[derive(Clone)]
pub struct Pause {
    milliseconds: i32,
    waiting: std::rc::Rc<std::cell::Cell<i32>>,
}

impl Pause {
    /// A pause of so many milliseconds.
    pub fn new(milliseconds: i32) -> Self {
        Self { milliseconds, waiting: std::rc::Rc::default() }
    }

    /// Does this after the pause, unless another call comes first.
    pub fn then(&self, what: impl FnOnce() + 'static) {
        window().clear_timeout_with_handle(self.waiting.get());
        let what = Closure::once_into_js(what);
        let timer = window()
            .set_timeout_with_callback_and_timeout_and_arguments_0(what.unchecked_ref(), self.milliseconds);
        self.waiting.set(timer.unwrap_or_default());
    }
}
