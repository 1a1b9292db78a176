//! A piece of a page with slots in it, made of a view once and filled in many times: a hundredth of the work of rendering.

use super::Rendered;
use super::escape::attribute;
use leptos::prelude::*;

/// The first of the characters that mark slots: Unicode keeps them free for private use, and no word of ours has one.
const FIRST: u32 = 0xE000;
const MARKS: [&str; 8] =
    ["\u{e000}", "\u{e001}", "\u{e002}", "\u{e003}", "\u{e004}", "\u{e005}", "\u{e006}", "\u{e007}"];

/// The marks that stand in a view where values will come, in the order of the values: as text, or in an attribute.
///
/// # Panics
/// For more than eight, which would be too many to tell apart in a call of [`Template::fill`].
pub fn slots<const N: usize>() -> [&'static str; N] {
    std::array::from_fn(|n| MARKS[n])
}

/// A value for a slot.
#[derive(Clone, Copy)]
pub enum SlotValue<'a> {
    /// Somebody's words, or ours. Escaped for text and for attributes between double quotes.
    Text(&'a str),
    /// HTML of a view or of another template; only where the slot stands as text.
    Piece(&'a Rendered),
    /// HTML that another template puts down there; only where the slot stands as text.
    Made(&'a dyn Fn(&mut Rendered)),
}

/// A piece of a page with slots.
#[derive(Debug)]
pub struct Template {
    /// The HTML before each slot, and the number of the value that comes there.
    before: Vec<(Box<str>, usize)>,
    after: Box<str>,
}

impl Template {
    /// Makes a template of a view in which [`slots`] stand. Nothing that anybody typed may stand in it: a template is kept.
    pub fn of(view: impl IntoView) -> Self {
        let rendered = Rendered::of(view);
        let (html, mut start, mut before) = (rendered.html(), 0, Vec::new());
        for (at, mark) in html.char_indices() {
            if let Some(slot) = u32::from(mark).checked_sub(FIRST).filter(|slot| *slot < MARKS.len() as u32) {
                let props = html[..at].rsplit_once(" data-props=\"").map_or("\"", |(_, props)| props);
                debug_assert!(props.contains('"'), "props are JSON, where a value would need another escape");
                before.push((html[start..at].into(), slot as usize));
                start = at + mark.len_utf8();
            }
        }
        Self { after: html[start..].into(), before }
    }

    /// Keeps it for as long as the process lives. Only for as many as the program has names for.
    pub(crate) fn for_good(self) -> &'static Self {
        Box::leak(Box::new(self))
    }

    /// The piece with these values.
    pub fn fill<const N: usize>(&self, values: [SlotValue<'_>; N]) -> Rendered {
        Rendered::made(|out| self.write(out, values))
    }

    /// Puts the piece with these values behind what is there: pieces within pieces become a page without a copy of each.
    pub fn write<const N: usize>(&self, out: &mut Rendered, values: [SlotValue<'_>; N]) {
        for (text, slot) in &self.before {
            out.buffer().push_str(text);
            match values.get(*slot) {
                Some(SlotValue::Text(text)) => attribute(out.buffer(), text),
                Some(SlotValue::Piece(piece)) => out.add(piece),
                Some(SlotValue::Made(write)) => write(out),
                None => debug_assert!(false, "no value for slot {slot}"),
            }
        }
        out.buffer().push_str(&self.after);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kit::ui::fields::hostile;

    fn template() -> Template {
        let [id, text, piece] = slots();
        Template::of(view! { <p id=format!("post-{id}") title=text>{piece}" "{text}</p> })
    }

    #[test]
    fn a_template_is_filled_wherever_a_slot_stands() {
        let piece = Rendered::of(view! { <b>"twee"</b> });
        let made = template().fill([SlotValue::Text("7"), SlotValue::Text("een"), SlotValue::Piece(&piece)]);
        assert_eq!(made.html(), r#"<p id="post-7" title="een"><b>twee</b> een</p>"#);
        let within = |out: &mut Rendered| out.add(&piece);
        let values = [SlotValue::Text("7"), SlotValue::Text("een"), SlotValue::Made(&within)];
        assert_eq!(template().fill(values), made, "the same when it is put down in place");
    }

    #[test]
    fn hostile_text_stays_text_in_every_slot() {
        for text in hostile::TEXTS {
            let made = template().fill([
                SlotValue::Text(text),
                SlotValue::Text(text),
                SlotValue::Piece(&Rendered::default()),
            ]);
            hostile::assert_harmless(made.html(), text);
        }
    }

    /// Marks that somebody typed are letters like others: they are filled in, not looked at.
    #[test]
    fn a_typed_mark_marks_nothing() {
        let made = template().fill([
            SlotValue::Text("1"),
            SlotValue::Text("\u{e000}"),
            SlotValue::Piece(&Rendered::default()),
        ]);
        assert_eq!(made.html(), "<p id=\"post-1\" title=\"\u{e000}\"> \u{e000}</p>");
    }
}
