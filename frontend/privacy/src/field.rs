//! One text field: what was found in it, what the author left as it is, and what can be taken back.

use crate::dom::{self, Element, Press, joined};
use crate::layer::Layer;
use crate::list;
use crate::words::word;
use privacy::{Finding, LISTED, Lang, Measure, Stays};
use std::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};

/// The bytes that are looked at: as many as the longest text may have, in any script.
const LOOKED: usize = 16_000;

/// A wording that was accepted: where it stands, in UTF-16 units as the field counts, and what stood there.
struct Accepted {
    at: u32,
    wording: String,
    before: String,
}

/// A text field under watch.
pub struct WatchedField {
    area: Element,
    layer: Layer,
    list: Element,
    /// The name of the field.
    name: String,
    /// The names of organisations that the server found in it, which this device does not know.
    names: Vec<String>,
    /// The hidden field of the form with what its author left as it is, which travels with the text and with its draft.
    stays: Option<Element>,
    /// True where nobody looks first at what leads straight to a person, so that it cannot stay.
    none_held: bool,
    lang: Lang,
    /// The text that was checked last, so that nothing is checked twice.
    checked: RefCell<Option<String>>,
    /// The number of findings that are shown now.
    shown: Cell<usize>,
    /// The measure of how well somebody could be recognised by what was checked last.
    measure: Cell<Measure>,
    accepted: RefCell<Option<Accepted>>,
    /// Told when the number of findings may have changed.
    form: RefCell<Weak<dyn Fn()>>,
}

impl WatchedField {
    /// Starts to watch this field of a form. `changed` is called after every check.
    pub fn new(form: &Element, area: Element, lang: Lang, changed: &Rc<dyn Fn()>) -> Rc<Self> {
        let name = area.attribute("name").unwrap_or_default();
        // After a refusal there is a list already: it goes on from here.
        let there = form.first(&joined(&["[data-of=", &name, "]"]));
        let names = there.as_ref().and_then(|list| list.attribute("data-names")).unwrap_or_default();
        let list = there.unwrap_or_else(|| below(&area, lang));
        Rc::new(Self {
            name,
            names: names.lines().map(str::to_owned).collect(),
            stays: form.first("[name=stays]"),
            none_held: form.attribute("data-none-held").is_some(),
            layer: Layer::behind(&area),
            area,
            list,
            lang,
            checked: RefCell::default(),
            shown: Cell::default(),
            measure: Cell::default(),
            accepted: RefCell::default(),
            form: RefCell::new(Rc::downgrade(changed)),
        })
    }

    /// The number of findings that wait for an answer of the author.
    pub fn findings(&self) -> usize {
        self.shown.get()
    }

    /// Measures how well somebody could be recognised by what stands in it.
    pub fn measure(&self) -> Measure {
        self.measure.get()
    }

    /// Somebody types: marks that no longer stand behind their words go at once, the list stays until the next check.
    pub fn typed(&self) {
        if self.checked.borrow().as_ref().is_some_and(|checked| *checked != self.area.value()) {
            self.layer.clear();
        }
    }

    /// Checks the text, when it is not the one of the last time.
    pub fn check(self: &Rc<Self>) {
        let text = self.area.value();
        if self.checked.borrow().as_ref() == Some(&text) {
            self.layer_again(&text);
            return;
        }
        self.show(text);
    }

    /// Back to a text that was checked: its marks are right again.
    fn layer_again(self: &Rc<Self>, text: &str) {
        let found = self.found(text);
        self.layer.show(text, &found);
    }

    fn found(&self, text: &str) -> Vec<Finding> {
        let stays = self.stays();
        let mut found = privacy::check_with(begin(text), self.lang, &self.names);
        self.measure.set(Measure::of(&self.name, text, &found, &stays));
        found.retain(|found| !stays.covers(&self.name, text, found));
        found
    }

    /// The words that the author left as they are, as the form says it now: a draft may have put them back.
    fn stays(&self) -> Stays {
        Stays::read(&self.stays.as_ref().map(Element::value).unwrap_or_default())
    }

    fn show(self: &Rc<Self>, text: String) {
        let found = self.found(&text);
        self.layer.show(&text, &found);
        self.list.set_text("");
        let accepted = self.accepted.borrow();
        let accepted = accepted.as_ref().filter(|accepted| self.still_stands(accepted));
        if let Some(accepted) = accepted {
            let this = self.clone();
            self.list.add(&list::accepted(self.lang, &accepted.wording, Box::new(move |_| this.undo())));
        }
        for found in found.iter().take(LISTED) {
            let answers = [self.answer(found, Self::accept), self.answer(found, Self::leave)];
            self.list.add(&list::entry(self.lang, &text, found, answers, self.none_held));
        }
        self.list.set_hidden(found.is_empty() && accepted.is_none());
        self.shown.set(found.len());
        *self.checked.borrow_mut() = Some(text);
        let changed = self.form.borrow().upgrade();
        if let Some(changed) = changed {
            changed();
        }
    }

    /// The work of a button of this finding.
    fn answer(self: &Rc<Self>, found: &Finding, answer: fn(&Rc<Self>, &Finding)) -> Press {
        let (this, found) = (self.clone(), found.clone());
        Box::new(move |_| answer(&this, &found))
    }

    fn still_stands(&self, accepted: &Accepted) -> bool {
        let text = self.area.value();
        let mut units = text.encode_utf16().skip(accepted.at as usize);
        accepted.wording.encode_utf16().all(|unit| units.next() == Some(unit))
    }

    /// Writes the neutral wording instead.
    fn accept(self: &Rc<Self>, found: &Finding) {
        let text = self.area.value();
        let current = self.checked.borrow().as_ref() == Some(&text);
        let (Some(before), Some(piece), Some(wording)) =
            (text.get(..found.start), text.get(found.start..found.end), found.rewording.clone())
        else {
            return;
        };
        if !current {
            // The text moved on since the list was made: the list is made again, nothing is written over.
            return self.check();
        }
        let (at, length) = (units(before), units(piece));
        self.area.write_over(&wording, at, at + length);
        *self.accepted.borrow_mut() = Some(Accepted { at, wording, before: piece.to_owned() });
        self.written();
    }

    /// Puts back what stood there before the last wording was accepted.
    fn undo(self: &Rc<Self>) {
        let taken = self.accepted.borrow_mut().take();
        if let Some(accepted) = taken.filter(|accepted| self.still_stands(accepted)) {
            let end = accepted.at + units(&accepted.wording);
            self.area.write_over(&accepted.before, accepted.at, end);
        }
        self.written();
    }

    /// The author says that this is fine.
    fn leave(self: &Rc<Self>, found: &Finding) {
        let text = self.area.value();
        if let (Some(piece), Some(field)) = (text.get(found.start..found.end), &self.stays) {
            let mut stays = self.stays();
            stays.add(&self.name, found.kind, piece);
            field.set_value(&stays.lines());
        }
        self.written();
    }

    /// The form hears of it as of typing: the counter counts and the draft is kept.
    fn written(self: &Rc<Self>) {
        dom::tell_typed(&self.area);
        self.show(self.area.value());
        self.keep_focus();
    }

    /// The button that was pressed is gone; who works by keyboard goes on at the next one, or in the field.
    fn keep_focus(&self) {
        self.list.first("button").as_ref().unwrap_or(&self.area).focus();
    }
}

/// An empty list under a field.
fn below(area: &Element, lang: Lang) -> Element {
    let list = dom::make("ul", "findings", "");
    list.set_attribute("aria-label", word(lang, "label"));
    list.set_hidden(true);
    if let Some(parent) = area.parent() {
        parent.add(&list);
    }
    list
}

/// The beginning of a text: somebody may paste a whole book.
fn begin(text: &str) -> &str {
    let mut end = text.len().min(LOOKED);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text.get(..end).unwrap_or_default()
}

/// The length of a text as the field counts it.
fn units(text: &str) -> u32 {
    text.encode_utf16().count() as u32
}
