//! The layer behind a text field: the same text in the same place, invisible but for the marks under the findings.
//! The field itself is never touched: typing, selecting, spelling and screen readers are the browser's own.

use crate::dom;
use privacy::Finding;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Element, HtmlElement, HtmlTextAreaElement, ResizeObserver};

/// What has to be the same in both, so that every letter of the layer stands behind its own.
const SAME: [&str; 10] = [
    "font",
    "letter-spacing",
    "word-spacing",
    "line-height",
    "padding",
    "text-align",
    "text-indent",
    "text-transform",
    "tab-size",
    "border-width",
];

/// The layer of one field.
pub struct Layer {
    area: HtmlTextAreaElement,
    layer: HtmlElement,
}

impl Layer {
    /// Puts a layer behind the field.
    pub fn behind(area: &HtmlTextAreaElement) -> Self {
        let layer: HtmlElement = dom::make("div", "find-layer", "").unchecked_into();
        let _ = layer.set_attribute("aria-hidden", "true");
        let made = Self { area: area.clone(), layer };
        let _ = area.before_with_node_1(&made.layer);
        let _ = area.class_list_add("finds");
        made.follow();
        made
    }

    /// Draws the text with its findings marked; nothing at all when there are none.
    pub fn show(&self, text: &str, findings: &[&Finding]) {
        self.layer.set_text_content(None);
        self.layer.set_hidden(findings.is_empty());
        if findings.is_empty() {
            return;
        }
        let mut last = 0;
        for found in findings {
            let (Some(before), Some(inside)) =
                (text.get(last..found.start), text.get(found.start..found.end))
            else {
                continue;
            };
            let _ = self.layer.append_with_str_1(before);
            let mark = dom::make("mark", "find", inside);
            let _ = self.layer.append_child(&mark);
            last = found.end;
        }
        // A line break at the very end takes a line in the field and none in a block: a space gives it one.
        let rest = text.get(last..).unwrap_or_default();
        let _ = self.layer.append_with_str_1(&format!("{rest} "));
        place(&self.area, &self.layer);
    }

    /// Forgets what it shows: what is typed now stands elsewhere than what was checked.
    pub fn clear(&self) {
        self.layer.set_hidden(true);
    }

    /// Stays behind the field when that grows, scrolls or is pulled larger.
    fn follow(&self) {
        let (area, layer) = (self.area.clone(), self.layer.clone());
        dom::on(&self.area, "scroll", move |_| layer.set_scroll_top(area.scroll_top()));
        let (area, layer) = (self.area.clone(), self.layer.clone());
        let resized = Closure::<dyn Fn()>::new(move || place(&area, &layer));
        if let Ok(observer) = ResizeObserver::new(resized.as_ref().unchecked_ref()) {
            observer.observe(&self.area);
        }
        resized.forget();
    }
}

fn place(area: &HtmlTextAreaElement, layer: &HtmlElement) {
    let Ok(Some(theirs)) = dom::window().get_computed_style(area) else { return };
    let style = layer.style();
    for name in SAME {
        let _ = style.set_property(name, &theirs.get_property_value(name).unwrap_or_default());
    }
    let pixels = |name: &str, value: i32| drop(style.set_property(name, &format!("{value}px")));
    pixels("top", area.offset_top());
    pixels("left", area.offset_left());
    // Without its scroll bar, which narrows the text of the field and not that of the layer.
    pixels("width", area.client_width() + 2 * area.client_left());
    pixels("height", area.offset_height());
    layer.set_scroll_top(area.scroll_top());
}

/// One class more on an element.
trait Classes {
    fn class_list_add(&self, class: &str) -> Result<(), wasm_bindgen::JsValue>;
}

impl Classes for HtmlTextAreaElement {
    fn class_list_add(&self, class: &str) -> Result<(), wasm_bindgen::JsValue> {
        let element: &Element = self;
        element.set_attribute("class", &format!("{} {class}", element.class_name()))
    }
}
