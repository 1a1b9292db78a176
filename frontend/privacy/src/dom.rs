//! The few things the check asks of a browser. They are declared here instead of taken from js-sys and web-sys: whoever links
//! those carries their futures and their closures of every shape along, a tenth of this file for nothing. And this list is
//! all that the check can do: nothing in it sends or keeps anything.

use wasm_bindgen::closure::Closure;
use wasm_bindgen::prelude::{JsValue, wasm_bindgen};

#[wasm_bindgen]
extern "C" {
    /// An element of the page.
    #[derive(Clone)]
    pub type Element;

    #[wasm_bindgen(js_namespace = document, js_name = createElement)]
    fn create_element(tag: &str) -> Element;
    #[wasm_bindgen(method, getter, js_name = className)]
    fn class_name(this: &Element) -> String;
    /// Gives it its classes.
    #[wasm_bindgen(method, setter, js_name = className)]
    pub fn set_class_name(this: &Element, class: &str);
    /// Replaces what is in it by a text. Texts never become HTML.
    #[wasm_bindgen(method, setter, js_name = textContent)]
    pub fn set_text(this: &Element, text: &str);
    /// Adds a text at its end.
    #[wasm_bindgen(method, js_name = append)]
    pub fn add_text(this: &Element, text: &str);
    /// Adds an element at its end.
    #[wasm_bindgen(method, js_name = append)]
    pub fn add(this: &Element, child: &Element);
    /// Puts an element right before this one.
    #[wasm_bindgen(method, js_name = before)]
    pub fn put_before(this: &Element, other: &Element);
    /// The value of an attribute, when it has one.
    #[wasm_bindgen(method, js_name = getAttribute)]
    pub fn attribute(this: &Element, name: &str) -> Option<String>;
    /// Gives it an attribute.
    #[wasm_bindgen(method, js_name = setAttribute)]
    pub fn set_attribute(this: &Element, name: &str, value: &str);
    /// Leaves it out of the page, or shows it.
    #[wasm_bindgen(method, setter)]
    pub fn set_hidden(this: &Element, hidden: bool);
    /// The element around it.
    #[wasm_bindgen(method, getter, js_name = parentElement)]
    pub fn parent(this: &Element) -> Option<Element>;
    /// The nearest element around it, or itself, that fits.
    #[wasm_bindgen(method)]
    pub fn closest(this: &Element, selector: &str) -> Option<Element>;
    /// The first element in it that fits.
    #[wasm_bindgen(method, js_name = querySelector)]
    pub fn first(this: &Element, selector: &str) -> Option<Element>;
    /// All elements in it that fit.
    #[wasm_bindgen(method, js_name = querySelectorAll)]
    pub fn all(this: &Element, selector: &str) -> Elements;
    /// Gives it the focus.
    #[wasm_bindgen(method)]
    pub fn focus(this: &Element);
    /// The text that was typed into a field.
    #[wasm_bindgen(method, getter)]
    pub fn value(this: &Element) -> String;
    /// Replaces what stands in a field.
    #[wasm_bindgen(method, setter)]
    pub fn set_value(this: &Element, value: &str);
    /// Writes over a part of a field, counted in UTF-16 units.
    #[wasm_bindgen(method, js_name = setRangeText)]
    pub fn write_over(this: &Element, text: &str, start: u32, end: u32);

    #[wasm_bindgen(method, getter, js_name = offsetTop)]
    pub fn offset_top(this: &Element) -> i32;
    #[wasm_bindgen(method, getter, js_name = offsetLeft)]
    pub fn offset_left(this: &Element) -> i32;
    #[wasm_bindgen(method, getter, js_name = offsetHeight)]
    pub fn offset_height(this: &Element) -> i32;
    #[wasm_bindgen(method, getter, js_name = clientWidth)]
    pub fn client_width(this: &Element) -> i32;
    #[wasm_bindgen(method, getter, js_name = clientLeft)]
    pub fn client_left(this: &Element) -> i32;
    #[wasm_bindgen(method, getter, js_name = scrollTop)]
    pub fn scroll_top(this: &Element) -> i32;
    #[wasm_bindgen(method, setter, js_name = scrollTop)]
    pub fn set_scroll_top(this: &Element, pixels: i32);
    /// Its own style.
    #[wasm_bindgen(method, getter)]
    pub fn style(this: &Element) -> Style;
    #[wasm_bindgen(method, js_name = addEventListener)]
    fn add_listener(this: &Element, event: &str, listener: &JsValue);
    #[wasm_bindgen(method, js_name = dispatchEvent)]
    fn dispatch(this: &Element, event: &Event) -> bool;

    /// Elements that were found.
    pub type Elements;
    /// The number of them.
    #[wasm_bindgen(method, getter)]
    pub fn length(this: &Elements) -> u32;
    /// The one with this number.
    #[wasm_bindgen(method)]
    pub fn item(this: &Elements, number: u32) -> Option<Element>;

    /// The look of something.
    pub type Style;
    /// The look of an element on this page.
    #[wasm_bindgen(js_name = getComputedStyle)]
    pub fn computed_style(element: &Element) -> Style;
    /// One property.
    #[wasm_bindgen(method, js_name = getPropertyValue)]
    pub fn property(this: &Style, name: &str) -> String;
    /// Sets one property.
    #[wasm_bindgen(method, js_name = setProperty)]
    pub fn set_property(this: &Style, name: &str, value: &str);

    type About;
    #[wasm_bindgen(constructor, js_class = Object)]
    fn new() -> About;
    #[wasm_bindgen(method, setter)]
    fn set_bubbles(this: &About, bubbles: bool);
    type Event;
    #[wasm_bindgen(constructor)]
    fn new(kind: &str, about: &About) -> Event;

    type ResizeObserver;
    #[wasm_bindgen(constructor, catch)]
    fn new(resized: &JsValue) -> Result<ResizeObserver, JsValue>;
    #[wasm_bindgen(method)]
    fn observe(this: &ResizeObserver, element: &Element);

    #[wasm_bindgen(js_name = setTimeout)]
    fn set_timeout(act: &JsValue, milliseconds: i32) -> i32;
    /// Forgets what was to be done later.
    #[wasm_bindgen(js_name = clearTimeout)]
    pub fn clear_timeout(timer: i32);
    #[wasm_bindgen(catch, js_name = requestIdleCallback)]
    fn request_idle(act: &JsValue) -> Result<i32, JsValue>;
}

/// A new element with a class and a text.
pub fn make(tag: &str, class: &str, text: &str) -> Element {
    let made = create_element(tag);
    if !class.is_empty() {
        made.set_class_name(class);
    }
    made.set_text(text);
    made
}

/// One class more on an element.
pub fn add_class(element: &Element, class: &str) {
    element.set_class_name(&joined(&[&element.class_name(), " ", class]));
}

/// The work of a button when it is pressed.
pub type Press = Box<dyn Fn(JsValue)>;

/// A button of 44 pixels that does something when it is pressed.
pub fn button(look: &str, text: &str, pressed: Press) -> Element {
    let made = make("button", &joined(&["btn btn--s ", look]), text);
    made.set_attribute("type", "button");
    on(&made, "click", pressed);
    made
}

/// Calls `listener` for each event of this kind, for as long as the element lives.
pub fn on(target: &Element, event: &str, listener: Box<dyn Fn(JsValue)>) {
    let listener = Closure::wrap(listener);
    target.add_listener(event, listener.as_ref());
    // A page is a document: it takes its listeners with it when it goes.
    listener.forget();
}

/// Calls `listener` each time the element changes its size.
pub fn on_resize(element: &Element, listener: Box<dyn Fn(JsValue)>) {
    let listener = Closure::wrap(listener);
    if let Ok(observer) = ResizeObserver::new(listener.as_ref()) {
        observer.observe(element);
    }
    listener.forget();
}

/// Tells the page that a field changed, as typing does.
pub fn tell_typed(field: &Element) {
    let about = About::new();
    about.set_bubbles(true);
    field.dispatch(&Event::new("input", &about));
}

/// Does something once, later; says by which number it can be forgotten.
pub fn later(milliseconds: i32, act: Box<dyn FnOnce()>) -> i32 {
    set_timeout(&Closure::once_into_js(act), milliseconds)
}

/// Once, when the page has nothing better to do. Safari has no such moment; there it is done at once.
pub fn when_idle(act: Box<dyn FnOnce()>) {
    let act = Closure::once_into_js(act);
    if request_idle(&act).is_err() {
        set_timeout(&act, 0);
    }
}

/// Texts, one after another.
pub fn joined(texts: &[&str]) -> String {
    let mut joined = String::new();
    texts.iter().for_each(|text| joined.push_str(text));
    joined
}

/// A number in digits, without the machinery for formatting, which is larger than all of this file.
pub fn digits(number: i32) -> String {
    let (mut digits, mut left) = (String::new(), number.unsigned_abs());
    while left > 0 || digits.is_empty() {
        digits.insert(0, char::from(b'0' + (left % 10) as u8));
        left /= 10;
    }
    if number < 0 {
        digits.insert(0, '-');
    }
    digits
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_people_write_them() {
        for (number, said) in [(0, "0"), (7, "7"), (120, "120"), (-36, "-36"), (i32::MIN, "-2147483648")] {
            assert_eq!(digits(number), said);
        }
    }
}
