//! The few things the islands ask of a browser, and short words for them. They are declared here instead of taken from
//! js-sys and web-sys: whoever links those carries their futures and their closures of every shape along.

use super::wait;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::prelude::{JsCast, JsValue, wasm_bindgen};

#[wasm_bindgen]
extern "C" {
    /// An element of a page, or a page. Browsers answer for what an element has not with `undefined`, which is `None` here.
    #[derive(Clone)]
    pub type Element;
    /// Its id.
    #[wasm_bindgen(method, getter)]
    pub fn id(this: &Element) -> String;
    /// The value of an attribute, when it has one.
    #[wasm_bindgen(method, js_name = getAttribute)]
    pub fn attribute(this: &Element, name: &str) -> Option<String>;
    /// Whether it has an attribute.
    #[wasm_bindgen(method, js_name = hasAttribute)]
    pub fn has(this: &Element, name: &str) -> bool;
    /// Gives it an attribute.
    #[wasm_bindgen(method, js_name = setAttribute)]
    pub fn set(this: &Element, name: &str, value: &str);
    /// Takes an attribute away.
    #[wasm_bindgen(method, js_name = removeAttribute)]
    pub fn unset(this: &Element, name: &str);
    /// Gives it an attribute without a value, or takes it away.
    #[wasm_bindgen(method, js_name = toggleAttribute)]
    pub fn toggle(this: &Element, name: &str, there: bool);
    #[wasm_bindgen(method, setter, js_name = className)]
    pub fn set_class(this: &Element, class: &str);
    /// The text in it.
    #[wasm_bindgen(method, getter, js_name = textContent)]
    pub fn text(this: &Element) -> Option<String>;
    /// Replaces what is in it by a text. Texts never become HTML.
    #[wasm_bindgen(method, setter, js_name = textContent)]
    pub fn set_text(this: &Element, text: &str);
    /// Adds a text at its end.
    #[wasm_bindgen(method, js_name = append)]
    pub fn add_text(this: &Element, text: &str);
    /// Adds an element at its end.
    #[wasm_bindgen(method, js_name = append)]
    pub fn add(this: &Element, child: &Element);
    /// Puts another element into its place.
    #[wasm_bindgen(method, js_name = replaceWith)]
    pub fn replace_with(this: &Element, other: &Element);
    /// The first element in it that fits.
    #[wasm_bindgen(method, js_name = querySelector)]
    pub fn first(this: &Element, selector: &str) -> Option<Element>;
    #[wasm_bindgen(method, js_name = querySelectorAll)]
    fn query_all(this: &Element, selector: &str) -> List;
    /// What stands in a field.
    #[wasm_bindgen(method, getter)]
    pub fn value(this: &Element) -> Option<String>;
    /// Writes into a field.
    #[wasm_bindgen(method, setter)]
    pub fn set_value(this: &Element, value: &str);
    /// Whether a box or a choice is ticked.
    #[wasm_bindgen(method, getter)]
    pub fn checked(this: &Element) -> bool;
    /// Ticks it or not.
    #[wasm_bindgen(method, setter)]
    pub fn set_checked(this: &Element, checked: bool);
    /// Sends a form as it stands there, without asking anybody.
    #[wasm_bindgen(method)]
    pub fn submit(this: &Element);
    /// The element with this id, of a page.
    #[wasm_bindgen(method, js_name = getElementById)]
    pub fn with_id(this: &Element, id: &str) -> Option<Element>;
    /// A new element, of a page.
    #[wasm_bindgen(method, js_name = createElement)]
    pub fn make(this: &Element, tag: &str) -> Element;
    #[wasm_bindgen(method, js_name = importNode)]
    fn import(this: &Element, element: &Element, deep: bool) -> Element;
    #[wasm_bindgen(method, js_name = addEventListener)]
    fn add_listener(this: &Element, event: &str, listener: &JsValue);
    #[wasm_bindgen(method, js_name = dispatchEvent)]
    fn dispatch(this: &Element, event: &Event) -> bool;

    type List;
    #[wasm_bindgen(method, getter)]
    fn length(this: &List) -> u32;
    #[wasm_bindgen(method)]
    fn item(this: &List, number: u32) -> Option<Element>;

    /// Something that happened.
    pub type Event;
    #[wasm_bindgen(constructor)]
    fn new(kind: &str) -> Event;
    /// The element it happened to.
    #[wasm_bindgen(method, getter)]
    pub fn target(this: &Event) -> Option<Element>;
    /// The button by which a form was sent.
    #[wasm_bindgen(method, getter)]
    pub fn submitter(this: &Event) -> Option<Element>;
    /// The browser does nothing of its own.
    #[wasm_bindgen(method, js_name = preventDefault)]
    pub fn prevent(this: &Event);

    #[wasm_bindgen(thread_local_v2, js_name = window)]
    static WINDOW: Window;
    #[wasm_bindgen(thread_local_v2, js_name = document)]
    static DOCUMENT: Element;
    /// The window of the page.
    #[derive(Clone)]
    pub type Window;
    #[wasm_bindgen(method, getter, catch, js_name = localStorage)]
    fn storage(this: &Window) -> Result<Option<Storage>, JsValue>;
    #[wasm_bindgen(method, getter)]
    fn location(this: &Window) -> Location;
    #[wasm_bindgen(method, getter)]
    fn navigator(this: &Window) -> Navigator;
    type Location;
    #[wasm_bindgen(method, getter)]
    fn pathname(this: &Location) -> String;
    #[wasm_bindgen(method, getter)]
    fn hash(this: &Location) -> String;
    type Navigator;
    #[wasm_bindgen(method, getter, js_name = onLine)]
    fn on_line(this: &Navigator) -> bool;
    /// Writes another address into the bar.
    #[wasm_bindgen(js_namespace = history, js_name = replaceState)]
    pub fn replace_state(state: &JsValue, unused: &str, url: &str);
    /// Prints the page.
    pub fn print();
    #[wasm_bindgen(catch, js_namespace = ["navigator", "clipboard"], js_name = writeText)]
    fn write_text(text: &str) -> Result<Promise, JsValue>;

    /// The storage of this device.
    pub type Storage;
    /// What is kept under a name.
    #[wasm_bindgen(method, js_name = getItem)]
    pub fn get(this: &Storage, name: &str) -> Option<String>;
    /// Keeps it, where there is room.
    #[wasm_bindgen(method, catch, js_name = setItem)]
    pub fn keep(this: &Storage, name: &str, value: &str) -> Result<(), JsValue>;
    /// Forgets it.
    #[wasm_bindgen(method, js_name = removeItem)]
    pub fn forget(this: &Storage, name: &str);

    /// What will be there later.
    pub type Promise;
    /// Calls one of both when it is known.
    #[wasm_bindgen(method)]
    pub fn then(this: &Promise, kept: &JsValue, broken: &JsValue) -> Promise;

    fn fetch(url: &str, about: &About) -> Promise;
    type About;
    #[wasm_bindgen(constructor, js_class = Object)]
    fn new() -> About;
    #[wasm_bindgen(method, setter)]
    fn set_method(this: &About, method: &str);
    #[wasm_bindgen(method, setter)]
    fn set_headers(this: &About, headers: &Headers);
    #[wasm_bindgen(method, setter)]
    fn set_body(this: &About, body: &str);
    type Headers;
    #[wasm_bindgen(constructor)]
    fn new() -> Headers;
    #[wasm_bindgen(method)]
    fn set(this: &Headers, name: &str, value: &str);
    /// What the server answered.
    pub type Response;
    /// Whether it did what was asked.
    #[wasm_bindgen(method, getter)]
    pub fn ok(this: &Response) -> bool;
    #[wasm_bindgen(method, js_name = text)]
    fn read(this: &Response) -> Promise;
    #[wasm_bindgen(method, js_name = json)]
    fn parse(this: &Response) -> Promise;

    /// A stream of events of the server.
    #[derive(Clone)]
    pub type EventSource;
    /// Opens it.
    #[wasm_bindgen(constructor, catch)]
    pub fn new(url: &str) -> Result<EventSource, JsValue>;
    /// Closes it.
    #[wasm_bindgen(method)]
    pub fn close(this: &EventSource);

    type DOMParser;
    #[wasm_bindgen(constructor)]
    fn new() -> DOMParser;
    #[wasm_bindgen(method, js_name = parseFromString)]
    fn parse(this: &DOMParser, html: &str, kind: &str) -> Element;

    #[wasm_bindgen(js_name = encodeURIComponent)]
    fn encoded(text: &str) -> String;
    #[wasm_bindgen(js_name = decodeURIComponent, catch)]
    fn decoded(text: &str) -> Result<String, JsValue>;
    #[wasm_bindgen(js_name = setTimeout)]
    fn set_timeout(act: &JsValue, milliseconds: i32) -> i32;
    #[wasm_bindgen(js_name = clearTimeout)]
    fn clear_timeout(timer: i32);
}

/// The window of the page.
pub fn window() -> Window {
    WINDOW.with(Window::clone)
}

/// The page.
pub fn document() -> Element {
    DOCUMENT.with(Element::clone)
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

/// Where the page is, without what stands after it.
pub fn path() -> String {
    window().location().pathname()
}

/// What stands after the `#`, with it.
pub fn hash() -> String {
    window().location().hash()
}

/// Whether the browser believes that there is a connection.
pub fn on_line() -> bool {
    window().navigator().on_line()
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

/// Shows a sentence in the element with this id, which is a live region of the document.
pub fn say(id: &str, sentence: &str) {
    if let Some(region) = document().with_id(id) {
        region.set_text(sentence);
        region.toggle("hidden", sentence.is_empty());
    }
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
    wait::kept(fetch(url, &about)).await.ok().map(JsCast::unchecked_into)
}

/// Sends a form in the background; says whether the server did what was asked.
pub async fn send(form: &Element, fields: &[(String, String)]) -> bool {
    let action = form.attribute("action").unwrap_or_default();
    ask(&action, Some(&encode(fields)), "application/json").await.is_some_and(|answer| answer.ok())
}

/// The words of an answer.
pub async fn read(answer: &Response) -> Option<String> {
    wait::kept(answer.read()).await.ok()?.as_string()
}

/// The page that an answer holds.
pub async fn page(answer: &Response) -> Option<Element> {
    Some(DOMParser::new().parse(&read(answer).await?, "text/html"))
}

/// What an answer holds, read as JSON.
pub async fn json(answer: &Response) -> Option<JsValue> {
    wait::kept(answer.parse()).await.ok()
}

/// Copies a text; says whether it was.
pub async fn copy(text: &str) -> bool {
    let Ok(promise) = write_text(text) else { return false };
    wait::kept(promise).await.is_ok()
}

/// The fields of a form as they would be sent.
pub fn fields(form: &Element) -> Vec<(String, String)> {
    all(form, "input[name], textarea[name], select[name]")
        .into_iter()
        .filter(|field| field.checked() || !ticks(field))
        .filter_map(|field| Some((field.attribute("name")?, field.value()?)))
        .collect()
}

/// Whether a field is ticked and not filled in.
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
