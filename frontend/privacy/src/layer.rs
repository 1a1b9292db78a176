//! The layer behind a text field: the same text in the same place, invisible but for the marks under the findings.
//! The field itself is never touched: typing, selecting, spelling and screen readers are the browser's own.

use crate::dom::{self, Element, joined};
use privacy::Finding;

/// The properties that have to be the same in both, so that every letter of the layer stands behind its own.
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
    area: Element,
    layer: Element,
}

impl Layer {
    /// Puts a layer behind the field.
    pub fn behind(area: &Element) -> Self {
        let layer: Element = dom::make("div", "find-layer", "");
        layer.set_attribute("aria-hidden", "true");
        let made = Self { area: area.clone(), layer };
        area.put_before(&made.layer);
        dom::add_class(area, "finds");
        made.follow();
        made
    }

    /// Draws the text with its findings marked; nothing at all when there are none.
    pub fn show(&self, text: &str, findings: &[Finding]) {
        self.layer.set_text("");
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
            self.layer.add_text(before);
            self.layer.add(&dom::make("mark", "find", inside));
            last = found.end;
        }
        // A line break at the very end takes a line in the field and none in a block: a space gives it one.
        let rest = text.get(last..).unwrap_or_default();
        self.layer.add_text(&joined(&[rest, " "]));
        place(&self.area, &self.layer);
    }

    /// Forgets what it shows: what is typed now stands elsewhere than what was checked.
    pub fn clear(&self) {
        self.layer.set_hidden(true);
    }

    /// Stays behind the field when that grows, scrolls or is pulled larger.
    fn follow(&self) {
        let (area, layer) = (self.area.clone(), self.layer.clone());
        dom::on(&self.area, "scroll", Box::new(move |_| layer.set_scroll_top(area.scroll_top())));
        let (area, layer) = (self.area.clone(), self.layer.clone());
        dom::on_resize(&self.area, Box::new(move |_| place(&area, &layer)));
    }
}

fn place(area: &Element, layer: &Element) {
    let theirs = dom::computed_style(area);
    let style = layer.style();
    for name in SAME {
        style.set_property(name, &theirs.property(name));
    }
    let pixels = |name: &str, value: i32| style.set_property(name, &joined(&[&dom::digits(value), "px"]));
    pixels("top", area.offset_top());
    pixels("left", area.offset_left());
    // Without its scroll bar, which narrows the text of the field and not that of the layer.
    pixels("width", area.client_width() + 2 * area.client_left());
    pixels("height", area.offset_height());
    layer.set_scroll_top(area.scroll_top());
}
