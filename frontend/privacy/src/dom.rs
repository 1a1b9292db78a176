//! Short words for the few things the check does with the document.

use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Document, Element, Event, EventTarget, Window};

/// The window of the page.
pub fn window() -> Window {
    web_sys::window().expect("the check lives in a window")
}

/// The document of the page.
pub fn document() -> Document {
    window().document().expect("a window has a document")
}

/// A new element with a class and a text. Texts never become HTML.
pub fn make(tag: &str, class: &str, text: &str) -> Element {
    let made = document().create_element(tag).expect("the name of an element");
    if !class.is_empty() {
        made.set_class_name(class);
    }
    made.set_text_content((!text.is_empty()).then_some(text));
    made
}

/// Puts elements into another, at its end.
pub fn fill(parent: &Element, children: &[Element]) {
    for child in children {
        let _ = parent.append_child(child);
    }
}

/// Calls `listener` for each event of this kind, for as long as the element lives.
pub fn on(target: &EventTarget, event: &str, listener: impl Fn(Event) + 'static) {
    let closure = Closure::<dyn Fn(Event)>::new(listener);
    let _ = target.add_event_listener_with_callback(event, closure.as_ref().unchecked_ref());
    // A page is a document: it takes its listeners with it when it goes.
    closure.forget();
}

/// A button that does something with a press of a finger of 44 pixels.
pub fn button(look: &str, text: &str, pressed: impl Fn() + 'static) -> Element {
    let made = make("button", &format!("btn btn--s {look}"), text);
    let _ = made.set_attribute("type", "button");
    on(&made, "click", move |_| pressed());
    made
}
