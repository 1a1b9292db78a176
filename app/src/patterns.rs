//! What pages have in common: pieces that are the same on each of them, and patterns of pieces that differ in a few
//! values only. Both are made of views once and kept for good.
//!
//! Nothing here is of anybody: no text, no row, no day, no reader. What a reader sees is filled in each time, so nothing is
//! ever out of date and no word of a member stays in memory. There are as many pieces as the enums below have values.

use crate::reactions::parts::Pressed;
use crate::tried::Tried;
use crate::ui::{Glyph, Pattern, Place, Rendered, Size, Tone};
use domain::people::Lang;
use domain::steps::Step;
use domain::themes::{Colour, ThemeId};
use leptos::prelude::AnyView;
use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{PoisonError, RwLock};

/// A piece that is the same on every page of a language, however many there are: made once, kept for good.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Still {
    /// The document around a page.
    Document {
        /// Whether it is that of a shared computer.
        ward: bool,
        /// Whether it is that of a page of staff.
        staff: bool,
    },
    /// The main menu.
    Nav(Option<Place>),
    /// The bar on top of a page of the menu, or of one that leads back to the feed.
    Bar {
        /// Whether it leads back to the feed.
        back: bool,
        /// On which ground.
        tone: Tone,
    },
    /// The drawings of icons, by the address of their list.
    Symbols(&'static [Glyph]),
    /// Who can help with a theme.
    Help(ThemeId),
}

/// A piece that differs from place to place in values which are filled in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Shape {
    /// A creature with its name and a few words.
    ByLine(Size),
    /// A challenge as a poster.
    Poster(ThemeId),
    /// A challenge as a row.
    Row {
        /// The colour of its theme.
        colour: Colour,
        /// How many recognise it.
        recognised: Step,
        /// Whether an expert answered.
        expert: bool,
    },
    /// The top of a thread on its own page.
    Top(ThemeId),
    /// A reply.
    Reply {
        /// Whether a named expert wrote it.
        expert: bool,
        /// Whether the one who asked says that it helps.
        helpful: bool,
        /// Whether it was changed.
        edited: bool,
    },
    /// The forms that the buttons of all replies of a thread share.
    SharedForms,
    /// The button of a reaction.
    React(Pressed),
    /// The buttons about a tip, and which one is pressed.
    Tried(Option<Tried>),
    /// The button that saves a thread, and whether it is saved.
    Save(bool),
    /// The form to answer, as it is before anybody typed.
    ReplyForm {
        /// Whether this is a shared computer.
        shared: bool,
    },
}

/// What one process keeps.
#[derive(Default)]
pub struct Patterns {
    still: Kept<Still, Rendered>,
    shapes: Kept<Shape, &'static Pattern>,
}

impl Patterns {
    /// The piece that is the same on every page.
    pub fn still(&self, what: Still, lang: Lang, render: impl FnOnce() -> AnyView) -> Rendered {
        self.still.get(what, lang, || Rendered::of(render()).for_good())
    }

    /// The pattern of a piece, whose values are still to be filled in.
    pub fn of(&self, shape: Shape, lang: Lang, render: impl FnOnce() -> AnyView) -> &'static Pattern {
        self.shapes.get(shape, lang, || Pattern::of(render()).for_good())
    }
}

/// What was made, by what it is and in which language.
struct Kept<K, V>(RwLock<HashMap<(K, Lang), V>>);

impl<K, V> Default for Kept<K, V> {
    fn default() -> Self {
        Self(RwLock::default())
    }
}

impl<K: Eq + Hash, V: Clone> Kept<K, V> {
    fn get(&self, what: K, lang: Lang, make: impl FnOnce() -> V) -> V {
        let key = (what, lang);
        let kept = self.0.read().unwrap_or_else(PoisonError::into_inner).get(&key).cloned();
        // Two who make the same get the same.
        kept.unwrap_or_else(|| {
            let made = make();
            self.0.write().unwrap_or_else(PoisonError::into_inner).insert(key, made.clone());
            made
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use leptos::prelude::*;
    use std::cell::Cell;

    #[test]
    fn a_piece_is_made_once_per_language() {
        let patterns = Patterns::default();
        let made = Cell::new(0);
        let ask = |saved, lang: Lang| {
            let view = || {
                made.set(made.get() + 1);
                view! { <p>{lang.slug()}{saved}</p> }.into_any()
            };
            patterns.of(Shape::Save(saved), lang, view).fill([]).into_view().to_html()
        };
        let first = ask(true, Lang::Nl);
        assert_eq!((ask(true, Lang::Nl), made.get()), (first, 1));
        assert!(ask(true, Lang::En).contains("en"));
        ask(false, Lang::Nl);
        assert_eq!(made.get(), 3);
    }
}
