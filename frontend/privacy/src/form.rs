//! The text fields of one form together: when they are checked, and what a screen reader hears of it.

use crate::dom;
use crate::field::Field;
use crate::words::{with, word};
use privacy::Lang;
use std::cell::Cell;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Element, HtmlFormElement, HtmlTextAreaElement};

/// How long nobody types before a text is checked, in milliseconds: long enough not to be in the way of a word.
const PAUSE: i32 = 400;
/// How long the number of findings stands still before it is spoken.
const QUIET: i32 = 1_500;

/// Watches the text fields of a form.
pub fn watch(form: &HtmlFormElement, lang: Lang) {
    let voice = Rc::new(Voice::new(form, lang));
    let fields: Rc<std::cell::RefCell<Vec<Rc<Field>>>> = Rc::default();
    let (told, all) = (voice.clone(), fields.clone());
    let changed: Rc<dyn Fn()> = Rc::new(move || {
        let findings = all.borrow().iter().map(|field| field.findings()).sum();
        told.say(findings);
    });
    let Ok(areas) = form.query_selector_all("textarea") else { return };
    for area in (0..areas.length()).filter_map(|at| areas.get(at)?.dyn_into::<HtmlTextAreaElement>().ok()) {
        let field = Field::new(area.clone(), lang, &changed);
        fields.borrow_mut().push(field.clone());
        let timer = Rc::new(Later::default());
        let (this, first) = (field.clone(), timer.clone());
        dom::on(&area, "input", move |_| {
            this.typed();
            let this = this.clone();
            timer.after(PAUSE, move || when_idle(move || this.check()));
        });
        first.after(0, move || when_idle(move || field.check()));
    }
    // The fields know it weakly; the page keeps it.
    std::mem::forget(changed);
}

/// Once, when the page has nothing better to do. Safari has no such moment; there it is done at once.
fn when_idle(act: impl FnOnce() + 'static) {
    let act = Closure::once_into_js(act);
    if dom::window().request_idle_callback(act.unchecked_ref()).is_err() {
        let _ = act.unchecked_ref::<js_sys::Function>().call0(&wasm_bindgen::JsValue::NULL);
    }
}

/// Something to do later; a second wish replaces the first.
#[derive(Default)]
struct Later(Cell<Option<i32>>);

impl Later {
    fn after(&self, milliseconds: i32, act: impl FnOnce() + 'static) {
        let window = dom::window();
        if let Some(before) = self.0.take() {
            window.clear_timeout_with_handle(before);
        }
        let act = Closure::once_into_js(act);
        let waits =
            window.set_timeout_with_callback_and_timeout_and_arguments_0(act.unchecked_ref(), milliseconds);
        self.0.set(waits.ok());
    }
}

/// Says politely how many findings there are, when that number stood still for a moment; never at each key.
struct Voice {
    region: Element,
    lang: Lang,
    said: Rc<Cell<usize>>,
    later: Later,
}

impl Voice {
    fn new(form: &HtmlFormElement, lang: Lang) -> Self {
        let region = dom::make("p", "vh", "");
        let _ = region.set_attribute("role", "status");
        let _ = form.append_child(&region);
        Self { region, lang, said: Rc::default(), later: Later::default() }
    }

    fn say(&self, findings: usize) {
        let sentence = match findings {
            0 => word(self.lang, "count_none").to_owned(),
            1 => word(self.lang, "count_one").to_owned(),
            more => with(word(self.lang, "count_more"), &more.to_string()),
        };
        let (region, said) = (self.region.clone(), self.said.clone());
        self.later.after(QUIET, move || {
            if said.replace(findings) != findings {
                region.set_text_content(Some(&sentence));
            }
        });
    }
}
