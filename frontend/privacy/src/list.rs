//! The list under a field: each finding with its reason and what may stand there instead.

use crate::dom::{self, Element, joined};
use crate::field::WatchedField;
use crate::words::{first_sentence, reason, with, word};
use privacy::{Finding, FindingKind, Lang};
use std::rc::Rc;

/// Longer findings are shortened in the list; the field marks them whole.
const SHOWN: usize = 40;

/// The entry of one finding.
pub fn entry(field: &Rc<WatchedField>, lang: Lang, text: &str, found: &Finding) -> Element {
    let piece = shortened(text.get(found.start..found.end).unwrap_or_default());
    // The first sentence says what was found, the rest why it matters.
    let (first, rest) = first_sentence(reason(lang, found.kind));
    let line = dom::make("p", "", "");
    line.add(&dom::make("b", "", &with(first, &piece)));
    let more = if found.kind.held() { word(lang, "held") } else { word(lang, "you_decide") };
    line.add_text(&joined(&[rest, " ", more]));
    let acts = dom::make("div", "acts", "");
    if let Some(rewording) = &found.rewording {
        let (this, finding) = (field.clone(), found.clone());
        let press = move |_| this.accept(&finding);
        let says = with(word(lang, "accept"), &shortened(rewording));
        acts.add(&dom::button("btn--primary", &says, Box::new(press)));
    }
    if !found.kind.held() {
        let key = if found.kind == FindingKind::Name { "not_a_name" } else { "leave" };
        let (this, finding) = (field.clone(), found.clone());
        acts.add(&dom::button("", word(lang, key), Box::new(move |_| this.leave(&finding))));
    }
    let entry = dom::make("li", "nudge finding", "");
    entry.add(&line);
    entry.add(&acts);
    entry
}

/// The entry of a wording that was accepted and can be taken back.
pub fn accepted(field: &Rc<WatchedField>, lang: Lang, rewording: &str) -> Element {
    let entry = dom::make("li", "nudge nudge--ok finding", "");
    let acts = dom::make("div", "acts", "");
    let this = field.clone();
    acts.add(&dom::button("", word(lang, "undo"), Box::new(move |_| this.undo())));
    entry.add(&dom::make("p", "", &with(word(lang, "accepted"), &shortened(rewording))));
    entry.add(&acts);
    entry
}

fn shortened(text: &str) -> String {
    match text.char_indices().nth(SHOWN) {
        Some((end, _)) => joined(&[text.get(..end).unwrap_or_default(), "…"]),
        None => text.to_owned(),
    }
}
