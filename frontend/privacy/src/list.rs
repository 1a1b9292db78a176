//! The list under a field: each finding with its reason and what may stand there instead.

use crate::dom::{self, Element, Press, joined};
use crate::words::{reason, with, word};
use privacy::{Finding, FindingKind, Lang, first_sentence, shortened};

/// The entry of one finding, with a button for each answer that fits: to accept the neutral words, or to leave it as it is. With
/// `none_held` nothing stays that a moderator would have to look at.
pub fn entry(
    lang: Lang,
    text: &str,
    found: &Finding,
    [accept, leave]: [Press; 2],
    none_held: bool,
) -> Element {
    let stays = found.kind != FindingKind::Key && !(none_held && found.kind.held());
    let piece = shortened(text.get(found.start..found.end).unwrap_or_default());
    // The first sentence says what was found, the rest why it matters.
    let (first, rest) = first_sentence(reason(lang, found.kind));
    let line = dom::make("p", "", "");
    line.add(&dom::make("b", "", &with(first, &piece)));
    let more = match found.kind {
        _ if !stays => "",
        kind if kind.held() => word(lang, "held"),
        _ => word(lang, "you_decide"),
    };
    line.add_text(&joined(&[rest, " ", more]));
    let acts = dom::make("div", "acts", "");
    if let Some(rewording) = &found.rewording {
        let says = with(word(lang, "accept"), &shortened(rewording));
        acts.add(&dom::button("btn--primary", &says, accept));
    }
    if stays {
        let key = if found.kind == FindingKind::Name { "not_a_name" } else { "leave" };
        acts.add(&dom::button("", word(lang, key), leave));
    }
    let entry = dom::make("li", "nudge finding", "");
    entry.add(&line);
    entry.add(&acts);
    entry
}

/// The entry of a wording that was accepted and can be taken back.
pub fn accepted(lang: Lang, rewording: &str, undo: Press) -> Element {
    let entry = dom::make("li", "nudge nudge--ok finding", "");
    let acts = dom::make("div", "acts", "");
    acts.add(&dom::button("", word(lang, "undo"), undo));
    entry.add(&dom::make("p", "", &with(word(lang, "accepted"), &shortened(rewording))));
    entry.add(&acts);
    entry
}
