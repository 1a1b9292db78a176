//! What is asked of a browser, declared by hand: this list is all that the islands can do.

use wasm_bindgen::prelude::{JsValue, wasm_bindgen};

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
    /// Tells whether it has an attribute.
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
    /// Gives it its classes.
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
    /// The nearest element around it that fits.
    #[wasm_bindgen(method)]
    pub fn closest(this: &Element, selector: &str) -> Option<Element>;
    #[wasm_bindgen(method, js_name = querySelectorAll)]
    pub(crate) fn query_all(this: &Element, selector: &str) -> List;
    /// The text in a field.
    #[wasm_bindgen(method, getter)]
    pub fn value(this: &Element) -> Option<String>;
    /// Writes into a field.
    #[wasm_bindgen(method, setter)]
    pub fn set_value(this: &Element, value: &str);
    /// Tells whether a box or a choice is ticked.
    #[wasm_bindgen(method, getter)]
    pub fn checked(this: &Element) -> bool;
    /// Ticks it or not.
    #[wasm_bindgen(method, setter)]
    pub fn set_checked(this: &Element, checked: bool);
    /// Presses it, as a finger would.
    #[wasm_bindgen(method, js_name = click)]
    pub fn press(this: &Element);
    /// Shows a dialog over the page.
    #[wasm_bindgen(method, js_name = showModal)]
    pub fn show_modal(this: &Element);
    /// Closes a dialog.
    #[wasm_bindgen(method)]
    pub fn close(this: &Element);
    #[wasm_bindgen(method, js_name = scrollIntoView)]
    pub(crate) fn scroll_into_view(this: &Element, how: &How);
    /// The place where it stands in the window.
    #[wasm_bindgen(method, js_name = getBoundingClientRect)]
    pub fn bounds(this: &Element) -> Bounds;
    /// The style that a script gave it.
    #[wasm_bindgen(method, getter)]
    pub fn style(this: &Element) -> Style;
    /// Hears of this finger or mouse until it is lifted, wherever it goes.
    #[wasm_bindgen(method, js_name = setPointerCapture)]
    pub fn capture(this: &Element, pointer: i32);
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
    pub(crate) fn import(this: &Element, element: &Element, deep: bool) -> Element;
    #[wasm_bindgen(method, js_name = addEventListener)]
    pub(crate) fn add_listener(this: &Element, event: &str, listener: &JsValue);
    #[wasm_bindgen(method, js_name = dispatchEvent)]
    pub(crate) fn dispatch(this: &Element, event: &Event) -> bool;

    /// The place where an element stands.
    pub type Bounds;
    /// Its left side.
    #[wasm_bindgen(method, getter)]
    pub fn left(this: &Bounds) -> f64;
    /// A style.
    pub type Style;
    /// Sets one of its properties.
    #[wasm_bindgen(method, js_name = setProperty)]
    pub fn set_property(this: &Style, name: &str, value: &str);
    pub(crate) type How;
    #[wasm_bindgen(constructor, js_class = Object)]
    pub(crate) fn new() -> How;
    #[wasm_bindgen(method, setter)]
    pub(crate) fn set_block(this: &How, block: &str);

    pub(crate) type List;
    #[wasm_bindgen(method, getter)]
    pub(crate) fn length(this: &List) -> u32;
    #[wasm_bindgen(method)]
    pub(crate) fn item(this: &List, number: u32) -> Option<Element>;

    /// Something that happened.
    pub type Event;
    #[wasm_bindgen(constructor)]
    pub(crate) fn new(kind: &str) -> Event;
    /// The element it happened to.
    #[wasm_bindgen(method, getter)]
    pub fn target(this: &Event) -> Option<Element>;
    /// The button by which a form was sent.
    #[wasm_bindgen(method, getter)]
    pub fn submitter(this: &Event) -> Option<Element>;
    /// The name of the key that was pressed; nothing where a browser fills a field in.
    #[wasm_bindgen(method, getter)]
    pub fn key(this: &Event) -> Option<String>;
    /// Tells whether it was pressed with Ctrl.
    #[wasm_bindgen(method, getter, js_name = ctrlKey)]
    pub fn control(this: &Event) -> bool;
    /// Tells whether it was pressed with Cmd.
    #[wasm_bindgen(method, getter, js_name = metaKey)]
    pub fn meta(this: &Event) -> bool;
    /// Tells whether it was pressed with Alt.
    #[wasm_bindgen(method, getter, js_name = altKey)]
    pub fn alt(this: &Event) -> bool;
    /// Tells whether it is held down.
    #[wasm_bindgen(method, getter, js_name = repeat)]
    pub fn held(this: &Event) -> bool;
    /// Tells whether it belongs to a sign that an input method puts together.
    #[wasm_bindgen(method, getter, js_name = isComposing)]
    pub fn composes(this: &Event) -> bool;
    /// The number of the finger or mouse.
    #[wasm_bindgen(method, getter, js_name = pointerId)]
    pub fn pointer(this: &Event) -> i32;
    /// The distance to the left side of the window.
    #[wasm_bindgen(method, getter, js_name = clientX)]
    pub fn x(this: &Event) -> f64;
    /// The browser does nothing of its own.
    #[wasm_bindgen(method, js_name = preventDefault)]
    pub fn prevent(this: &Event);

    #[wasm_bindgen(thread_local_v2, js_name = window)]
    pub(crate) static WINDOW: Window;
    #[wasm_bindgen(thread_local_v2, js_name = document)]
    pub(crate) static DOCUMENT: Element;
    /// The window of the page.
    #[derive(Clone)]
    pub type Window;
    #[wasm_bindgen(method, getter, catch, js_name = localStorage)]
    pub(crate) fn storage(this: &Window) -> Result<Option<Storage>, JsValue>;
    #[wasm_bindgen(method, getter)]
    pub(crate) fn location(this: &Window) -> Location;
    #[wasm_bindgen(method, getter)]
    pub(crate) fn navigator(this: &Window) -> Navigator;
    #[wasm_bindgen(method, js_name = matchMedia)]
    pub(crate) fn media(this: &Window, query: &str) -> Media;
    pub(crate) type Media;
    #[wasm_bindgen(method, getter)]
    pub(crate) fn matches(this: &Media) -> bool;
    pub(crate) type Location;
    #[wasm_bindgen(method, getter)]
    pub(crate) fn pathname(this: &Location) -> String;
    #[wasm_bindgen(method, getter)]
    pub(crate) fn hash(this: &Location) -> String;
    #[wasm_bindgen(method, js_name = assign)]
    pub(crate) fn assign(this: &Location, address: &str);
    pub(crate) type Navigator;
    #[wasm_bindgen(method, getter, js_name = onLine)]
    pub(crate) fn on_line(this: &Navigator) -> bool;
    #[wasm_bindgen(js_namespace = history, js_name = replaceState)]
    pub(crate) fn replace_state(state: &JsValue, unused: &str, url: &str);
    /// Prints the page.
    pub fn print();
    #[wasm_bindgen(catch, js_namespace = ["navigator", "clipboard"], js_name = writeText)]
    pub(crate) async fn write_text(text: &str) -> Result<JsValue, JsValue>;

    /// The storage of this device.
    pub type Storage;
    /// The text that is kept under a name.
    #[wasm_bindgen(method, js_name = getItem)]
    pub fn get(this: &Storage, name: &str) -> Option<String>;
    /// Keeps it, where there is room.
    #[wasm_bindgen(method, catch, js_name = setItem)]
    pub fn keep(this: &Storage, name: &str, value: &str) -> Result<(), JsValue>;
    /// Forgets it.
    #[wasm_bindgen(method, js_name = removeItem)]
    pub fn forget(this: &Storage, name: &str);

    #[wasm_bindgen(catch)]
    pub(crate) async fn fetch(url: &str, about: &About) -> Result<JsValue, JsValue>;
    pub(crate) type About;
    #[wasm_bindgen(constructor, js_class = Object)]
    pub(crate) fn new() -> About;
    #[wasm_bindgen(method, setter)]
    pub(crate) fn set_method(this: &About, method: &str);
    #[wasm_bindgen(method, setter)]
    pub(crate) fn set_headers(this: &About, headers: &Headers);
    #[wasm_bindgen(method, setter)]
    pub(crate) fn set_body(this: &About, body: &str);
    #[wasm_bindgen(method, setter)]
    pub(crate) fn set_module_or_path(this: &About, address: &str);
    pub(crate) type Headers;
    #[wasm_bindgen(constructor)]
    pub(crate) fn new() -> Headers;
    #[wasm_bindgen(method)]
    pub(crate) fn set(this: &Headers, name: &str, value: &str);
    /// The answer of the server.
    pub type Response;
    /// Tells whether the server did what was asked.
    #[wasm_bindgen(method, getter)]
    pub fn ok(this: &Response) -> bool;
    #[wasm_bindgen(method, catch, js_name = text)]
    pub(crate) async fn read(this: &Response) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, catch, js_name = json)]
    pub(crate) async fn parse(this: &Response) -> Result<JsValue, JsValue>;
    pub(crate) type Suggestions;
    #[wasm_bindgen(method, getter)]
    pub(crate) fn length(this: &Suggestions) -> u32;
    #[wasm_bindgen(method, indexing_getter)]
    pub(crate) fn at(this: &Suggestions, number: u32) -> Suggestion;
    /// Something that may be meant by somebody who searches.
    pub type Suggestion;
    /// Its address.
    #[wasm_bindgen(method, getter)]
    pub fn href(this: &Suggestion) -> Option<String>;
    /// Its title.
    #[wasm_bindgen(method, getter)]
    pub fn title(this: &Suggestion) -> Option<String>;
    /// The kind of thing it is.
    #[wasm_bindgen(method, getter)]
    pub fn over(this: &Suggestion) -> Option<String>;

    #[wasm_bindgen(js_name = import, catch)]
    pub(crate) async fn import_entry(address: &str) -> Result<JsValue, JsValue>;
    /// An entry of its own: code that a page asks for when it needs it.
    pub type Entry;
    #[wasm_bindgen(method, getter)]
    pub(crate) fn code(this: &Entry) -> String;
    #[wasm_bindgen(method, catch, js_name = default)]
    pub(crate) async fn load(this: &Entry, about: &About) -> Result<JsValue, JsValue>;
    /// Watches the form in which a challenge is written; `take` stands on the button that takes the theme over.
    #[wasm_bindgen(method)]
    pub fn watch(this: &Entry);

    pub(crate) type DOMParser;
    #[wasm_bindgen(constructor)]
    pub(crate) fn new() -> DOMParser;
    #[wasm_bindgen(method, js_name = parseFromString)]
    pub(crate) fn parse(this: &DOMParser, html: &str, kind: &str) -> Element;

    #[wasm_bindgen(js_name = encodeURIComponent)]
    pub(crate) fn encoded(text: &str) -> String;
    #[wasm_bindgen(js_name = decodeURIComponent, catch)]
    pub(crate) fn decoded(text: &str) -> Result<String, JsValue>;
    #[wasm_bindgen(js_name = setTimeout)]
    pub(crate) fn set_timeout(act: &JsValue, milliseconds: i32) -> i32;
    #[wasm_bindgen(js_name = clearTimeout)]
    pub(crate) fn clear_timeout(timer: i32);
    /// The milliseconds since 1970, as this device counts them.
    #[wasm_bindgen(js_namespace = Date, js_name = now)]
    pub fn now() -> f64;
}
