//! The text fields of one form together: when they are checked, and what a screen reader hears of it.

use crate::dom::{self, Element};
use crate::field::WatchedField;
use crate::meter::Meter;
use crate::words::{with, word};
use privacy::{Lang, Measure};
use std::cell::Cell;
use std::rc::Rc;

/// The time in which nobody types before a text is checked, in milliseconds: long enough not to be in the way of a word.
const PAUSE: i32 = 400;
/// The time for which the number of findings stands still before it is spoken.
const QUIET: i32 = 1_500;

/// Watches the text fields of a form.
pub fn watch(form: &Element, lang: Lang) {
    let voice = Rc::new(Voice::new(form, lang));
    let fields: Rc<std::cell::RefCell<Vec<Rc<WatchedField>>>> = Rc::default();
    let (told, all, meter) = (voice.clone(), fields.clone(), Meter::of(form, lang));
    let measured = move || {
        if let Some(meter) = &meter {
            let all = all.borrow();
            meter.show(all.iter().fold(Measure::default(), |sum, field| sum.and(field.measure())));
        }
    };
    let (measure, all) = (measured.clone(), fields.clone());
    let changed: Rc<dyn Fn()> = Rc::new(move || {
        let findings = all.borrow().iter().map(|field| field.findings()).sum();
        told.say(findings);
        measure();
    });
    // What the author shows beside the name counts as well.
    dom::on(form, "change", Box::new(move |_| measured()));
    let areas = form.all("textarea");
    for area in (0..areas.length()).filter_map(|number| areas.item(number)) {
        let field = WatchedField::new(form, area.clone(), lang, &changed);
        fields.borrow_mut().push(field.clone());
        let timer = Rc::new(Later::default());
        let (this, first) = (field.clone(), timer.clone());
        let typed = move |_| {
            this.typed();
            let this = this.clone();
            timer.after(PAUSE, Box::new(move || dom::when_idle(Box::new(move || this.check()))));
        };
        dom::on(&area, "input", Box::new(typed));
        first.after(0, Box::new(move || dom::when_idle(Box::new(move || field.check()))));
    }
    // The fields know it weakly; the page keeps it.
    std::mem::forget(changed);
}

/// Something to do later; a second wish replaces the first.
#[derive(Default)]
struct Later(Cell<Option<i32>>);

impl Later {
    fn after(&self, milliseconds: i32, act: Box<dyn FnOnce()>) {
        if let Some(before) = self.0.take() {
            dom::clear_timeout(before);
        }
        self.0.set(Some(dom::later(milliseconds, act)));
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
    fn new(form: &Element, lang: Lang) -> Self {
        let region = dom::make("p", "vh", "");
        region.set_attribute("role", "status");
        form.add(&region);
        Self { region, lang, said: Rc::default(), later: Later::default() }
    }

    fn say(&self, findings: usize) {
        let sentence = match findings {
            0 => word(self.lang, "count_none").to_owned(),
            1 => word(self.lang, "count_one").to_owned(),
            more => with(word(self.lang, "count_more"), &dom::digits(more as i32)),
        };
        let (region, said) = (self.region.clone(), self.said.clone());
        let speak = move || {
            if said.replace(findings) != findings {
                region.set_text(&sentence);
            }
        };
        self.later.after(QUIET, Box::new(speak));
    }
}
