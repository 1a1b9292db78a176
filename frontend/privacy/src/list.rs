//! The list under a field: each finding with its reason and what may stand there instead.

use crate::dom;
use crate::field::Field;
use crate::words::{reason, with, word};
use privacy::{Finding, Kind, Lang};
use std::rc::Rc;
use web_sys::Element;

/// Longer findings are shortened in the list; the field marks them whole.
const SHOWN: usize = 40;

/// The entry of one finding.
pub fn entry(field: &Rc<Field>, lang: Lang, text: &str, found: &Finding) -> Element {
    let piece = shortened(text.get(found.start..found.end).unwrap_or_default());
    let says = with(reason(lang, found.kind), &piece);
    // The first sentence says what was found, the rest why it matters.
    let (first, rest) = says.split_once(". ").map_or((&*says, ""), |(first, rest)| (first, rest));
    let dot = if first.ends_with('.') { "" } else { "." };
    let line = dom::make("p", "", "");
    dom::fill(&line, &[dom::make("b", "", &format!("{first}{dot}"))]);
    let more = if found.kind.held() { word(lang, "held") } else { word(lang, "you_decide") };
    let _ = line.append_with_str_1(&format!(" {rest} {more}"));
    let acts = dom::make("div", "acts", "");
    if let Some(rewording) = &found.rewording {
        let (this, finding) = (field.clone(), found.clone());
        let press = move || this.accept(&finding);
        dom::fill(
            &acts,
            &[dom::button("btn--primary", &with(word(lang, "accept"), &shortened(rewording)), press)],
        );
    }
    if !found.kind.held() {
        let key = if found.kind == Kind::Name { "not_a_name" } else { "leave" };
        let (this, finding) = (field.clone(), found.clone());
        dom::fill(&acts, &[dom::button("", word(lang, key), move || this.leave(&finding))]);
    }
    let entry = dom::make("li", "nudge finding", "");
    dom::fill(&entry, &[line, acts]);
    entry
}

/// The entry of a wording that was accepted and can be taken back.
pub fn accepted(field: &Rc<Field>, lang: Lang, rewording: &str) -> Element {
    let entry = dom::make("li", "nudge nudge--ok finding", "");
    let acts = dom::make("div", "acts", "");
    let this = field.clone();
    dom::fill(&acts, &[dom::button("", word(lang, "undo"), move || this.undo())]);
    dom::fill(&entry, &[dom::make("p", "", &with(word(lang, "accepted"), &shortened(rewording))), acts]);
    entry
}

fn shortened(text: &str) -> String {
    let mut letters = text.chars();
    let start: String = letters.by_ref().take(SHOWN).collect();
    if letters.next().is_some() { start + "…" } else { start }
}
