//! The few things the islands ask of a browser (`asked`), and short words for them.

mod asked;

use asked::{About, DOMParser, Headers, clear_timeout, decoded, encoded, fetch, set_timeout, write_text};
pub use asked::{Bounds, Element, Entry, Event, Response, Storage, Style, Suggestion, Window, now, print};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::prelude::{JsCast, JsValue};

/// The window of the page.
pub fn window() -> Window {
    asked::WINDOW.with(Window::clone)
}

/// The page.
pub fn document() -> Element {
    asked::DOCUMENT.with(Element::clone)
}

/// The first element that fits.
pub fn find(selector: &str) -> Option<Element> {
    document().first(selector)
}

/// All elements inside `root` that fit.
pub fn all(root: &Element, selector: &str) -> Vec<Element> {
    let list = root.query_all(selector);
    (0..list.length()).filter_map(|number| list.item(number)).collect()
}

/// An element of another page, for this one.
pub fn taken_over(element: &Element) -> Element {
    document().import(element, true)
}

/// The path of the page, without what stands after it.
pub fn path() -> String {
    window().location().pathname()
}

/// The end of the address from the `#` on, with it.
pub fn hash() -> String {
    window().location().hash()
}

/// Leads to another page.
pub fn go(address: &str) {
    window().location().assign(address);
}

/// Moves what scrolls as little as makes the element seen.
pub fn show_nearest(element: &Element) {
    let how = asked::How::new();
    how.set_block("nearest");
    element.scroll_into_view(&how);
}

/// Writes another address of this site into the bar.
pub fn set_path(path: &str) {
    asked::replace_state(&JsValue::NULL, "", path);
}

/// Tells whether the browser believes that there is a connection.
pub fn on_line() -> bool {
    window().navigator().on_line()
}

/// Tells whether somebody wants little to move on this device.
pub fn wants_calm() -> bool {
    window().media("(prefers-reduced-motion: reduce)").matches()
}

/// Calls `listener` for each event of this kind, for as long as the page lives.
pub fn on(target: &impl AsRef<JsValue>, event: &str, listener: impl Fn(Event) + 'static) {
    listen(target.as_ref().unchecked_ref(), event, Box::new(move |event| listener(event.unchecked_into())));
}

fn listen(target: &Element, event: &str, listener: Box<dyn Fn(JsValue)>) {
    let closure = Closure::wrap(listener);
    target.add_listener(event, closure.as_ref());
    // A page is a document: it takes its listeners with it when it goes.
    closure.forget();
}

/// Tells a form or a field that something happened to it.
pub fn tell(target: &Element, event: &str) {
    target.dispatch(&Event::new(event));
}

/// Says a sentence in the element with this id, a live region that the document has from the start: a screen reader is not
/// told of one that appears with its words in it. Nor is it told of the same words again, so those are taken away first.
pub fn say(id: &str, sentence: &str) {
    let Some(region) = document().with_id(id) else { return };
    if is_said(id, sentence) {
        region.set_text("");
        let sentence = sentence.to_owned();
        later(100, Box::new(move |_| region.set_text(&sentence)));
    } else {
        region.set_text(sentence);
    }
}

/// Tells whether this sentence stands in the element with this id.
pub fn is_said(id: &str, sentence: &str) -> bool {
    document().with_id(id).and_then(|region| region.text()).is_some_and(|said| said == sentence)
}

/// The storage of this device, where it may be used.
pub fn storage() -> Option<Storage> {
    window().storage().ok().flatten()
}

/// Asks the server; `body` makes it a form that is posted.
pub async fn ask(url: &str, body: Option<&str>, accept: &str) -> Option<Response> {
    let (about, headers) = (About::new(), Headers::new());
    headers.set("Accept", accept);
    if let Some(body) = body {
        about.set_method("POST");
        headers.set("Content-Type", "application/x-www-form-urlencoded");
        about.set_body(body);
    }
    about.set_headers(&headers);
    fetch(url, &about).await.ok().map(JsCast::unchecked_into)
}

/// Looks at a page without being asked to, and says so in this header.
pub async fn look(url: &str, unasked: &str) -> Option<Element> {
    let (about, headers) = (About::new(), Headers::new());
    headers.set("Accept", "text/html");
    headers.set(unasked, "yes");
    about.set_headers(&headers);
    page(&fetch(url, &about).await.ok()?.unchecked_into()).await
}

/// Loads an entry of its own.
pub async fn load(address: &str) -> Option<Entry> {
    let entry: Entry = asked::import_entry(address).await.ok()?.unchecked_into();
    let about = About::new();
    about.set_module_or_path(&entry.code());
    entry.load(&about).await.ok()?;
    Some(entry)
}

/// The fate of a form that was sent in the background.
pub enum Sent {
    /// The server did what was asked.
    Done,
    /// The server did not.
    Refused,
    /// There was no connection.
    NoLine,
}

/// Sends a form in the background.
pub async fn send(form: &Element, fields: &[(String, String)]) -> Sent {
    let action = form.attribute("action").unwrap_or_default();
    match ask(&action, Some(&encode(fields)), "application/json").await {
        Some(answer) if answer.ok() => Sent::Done,
        Some(_) => Sent::Refused,
        None => Sent::NoLine,
    }
}

/// The words of an answer.
pub async fn read(answer: &Response) -> Option<String> {
    answer.read().await.ok()?.as_string()
}

/// The page that an answer holds.
pub async fn page(answer: &Response) -> Option<Element> {
    Some(DOMParser::new().parse(&read(answer).await?, "text/html"))
}

/// The suggestions in an answer. The browser reads it: serde would for this alone weigh a kilobyte more.
pub async fn suggestions(answer: &Response) -> Option<Vec<Suggestion>> {
    let found: asked::Suggestions = answer.parse().await.ok()?.unchecked_into();
    Some((0..found.length()).map(|number| found.at(number)).collect())
}

/// Copies a text; says whether it was.
pub async fn copy(text: &str) -> bool {
    write_text(text).await.is_ok()
}

/// The fields of a form as they would be sent.
pub fn fields(form: &Element) -> Vec<(String, String)> {
    all(form, "input[name], textarea[name], select[name]")
        .into_iter()
        .filter(|field| field.checked() || !ticks(field))
        .filter_map(|field| Some((field.attribute("name")?, field.value()?)))
        .collect()
}

/// The fields of a form as they would be sent by this button, which says something of its own when it has a name.
pub fn fields_by(form: &Element, button: &Element) -> Vec<(String, String)> {
    let mut fields = fields(form);
    fields.extend(button.attribute("name").zip(button.attribute("value")));
    fields
}

/// Sends a form as this button would, without asking anybody: `submit()` alone leaves out what the button says.
pub fn submit_by(form: &Element, button: &Element) {
    if let (Some(name), Some(value)) = (button.attribute("name"), button.attribute("value")) {
        let field = document().make("input");
        for (what, is) in [("type", "hidden"), ("name", &name), ("value", &value)] {
            field.set(what, is);
        }
        form.add(&field);
    }
    form.submit();
}

/// Tells whether a field is ticked and not filled in.
pub fn ticks(field: &Element) -> bool {
    matches!(field.attribute("type").as_deref(), Some("radio" | "checkbox"))
}

/// Fields as an urlencoded line.
pub fn encode(fields: &[(String, String)]) -> String {
    let mut line = String::new();
    for (name, value) in fields {
        if !line.is_empty() {
            line.push('&');
        }
        line.push_str(&joined(&[&encoded(name), "=", &encoded(value)]));
    }
    line
}

/// An urlencoded line as fields.
pub fn decode(line: &str) -> Vec<(String, String)> {
    line.split('&')
        .filter_map(|pair| pair.split_once('='))
        .filter_map(|(name, value)| Some((decoded(name).ok()?, decoded(value).ok()?)))
        .collect()
}

/// Texts, one after another.
pub fn joined(texts: &[&str]) -> String {
    let mut joined = String::new();
    texts.iter().for_each(|text| joined.push_str(text));
    joined
}

/// Does something once, later; says by which number it can be forgotten.
pub fn later(milliseconds: i32, act: Box<dyn FnOnce(JsValue)>) -> i32 {
    set_timeout(&Closure::once_into_js(act), milliseconds)
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
        clear_timeout(self.waiting.get());
        self.waiting.set(later(self.milliseconds, Box::new(|_| what())));
    }
}
