//! Pieces of pages that look the same to every reader: rendered once, kept in memory, shared between members.
//!
//! The key of a piece is everything that it shows: the rows, the language, the day. So nothing is ever out of date:
//! whatever changed has another key. What depends on the reader (an own post, an own reaction, the thanks of an
//! opener) has no place in a key and is rendered each time; the callers see to that, and their tests.
//!
//! Memory is bounded: there are two shelves, the new one is filled, and when it is full it becomes the old one, whose
//! predecessor is forgotten; what is asked for on the old shelf moves to the new one. Everything is forgotten when
//! the day changes and when somebody removes or changes a text ([`Fragments::forget`]).

use crate::ui::{Glyph, Place, Rendered, Tone};
use domain::people::Lang;
use domain::themes::ThemeId;
use domain::time::Day;
use leptos::prelude::AnyView;
use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError, RwLock};
use store::{PostRow, ThreadRow};

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

/// What a piece shows.
#[derive(Debug, PartialEq, Eq, Hash)]
pub enum Shown {
    /// A challenge as a poster, for somebody who neither wrote it nor recognised it.
    Poster(ThreadRow),
    /// A challenge as a row.
    Row(ThreadRow),
    /// The top of a thread.
    Top(ThreadRow),
    /// The text that opens a thread.
    Story(PostRow),
    /// A reply, for somebody who neither wrote it nor reacted to it nor may thank for it.
    Reply {
        /// The reply.
        post: PostRow,
        /// Whether the one who opened the thread wrote it.
        by_opener: bool,
    },
}

impl Shown {
    /// About how many bytes the key takes beside its HTML.
    fn size(&self) -> usize {
        size_of::<Key>()
            + match self {
                Self::Poster(row) | Self::Row(row) | Self::Top(row) => row.title.len(),
                Self::Story(post) | Self::Reply { post, .. } => post.text.as_ref().map_or(0, |text| {
                    let more = [&text.tried, &text.question];
                    text.body.len() + more.into_iter().flatten().map(String::len).sum::<usize>()
                }),
            }
    }
}

#[derive(PartialEq, Eq, Hash)]
struct Key {
    shown: Shown,
    lang: Lang,
    today: Day,
}

/// How many bytes stand on a shelf; there are two.
const SHELF: usize = 8 * 1024 * 1024;

/// The pieces of one process.
#[derive(Default)]
pub struct Fragments {
    shelves: Mutex<Shelves>,
    still: RwLock<HashMap<(Still, Lang), Rendered>>,
}

#[derive(Default)]
struct Shelves {
    new: HashMap<Key, Rendered>,
    old: HashMap<Key, Rendered>,
    /// On the new shelf.
    bytes: usize,
    day: Option<Day>,
}

impl Fragments {
    /// The piece that shows `shown`, rendered with `render` when it is not there.
    pub fn get(&self, shown: Shown, lang: Lang, today: Day, render: impl FnOnce() -> AnyView) -> AnyView {
        let key = Key { shown, lang, today };
        if let Some(kept) = self.shelves().find(&key) {
            return kept.into_view();
        }
        // Others may look meanwhile; two who render the same get the same.
        let made = Rendered::of(render());
        self.shelves().put(key, made.clone());
        made.into_view()
    }

    /// Forgets everything: a text was removed or changed, and its words must not stay in memory.
    pub fn forget(&self) {
        *self.shelves() = Shelves::default();
    }

    /// The piece that is the same on every page.
    pub fn still(&self, what: Still, lang: Lang, render: impl FnOnce() -> AnyView) -> Rendered {
        let kept = self.still.read().unwrap_or_else(PoisonError::into_inner).get(&(what, lang)).cloned();
        kept.unwrap_or_else(|| {
            let made = Rendered::of(render());
            let mut still = self.still.write().unwrap_or_else(PoisonError::into_inner);
            still.insert((what, lang), made.clone());
            made
        })
    }

    fn shelves(&self) -> MutexGuard<'_, Shelves> {
        self.shelves.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Shelves {
    fn find(&mut self, key: &Key) -> Option<Rendered> {
        if let Some(kept) = self.new.get(key) {
            return Some(kept.clone());
        }
        let (key, kept) = self.old.remove_entry(key)?;
        self.put(key, kept.clone());
        Some(kept)
    }

    fn put(&mut self, key: Key, made: Rendered) {
        if self.day != Some(key.today) {
            *self = Self { day: Some(key.today), ..Self::default() };
        }
        if self.bytes >= SHELF {
            self.old = std::mem::take(&mut self.new);
            self.bytes = 0;
        }
        let bytes = key.shown.size() + made.size();
        if self.new.insert(key, made).is_none() {
            self.bytes += bytes;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::ids::{PostId, ThreadId};
    use domain::themes::ThemeId;
    use domain::threads::Position;
    use leptos::prelude::*;
    use std::cell::Cell;

    fn today() -> Day {
        Day::of("2026-11-21T12:00:00Z".parse().expect("a time"))
    }

    fn thread(n: u8) -> ThreadRow {
        ThreadRow {
            id: ThreadId::from_bytes([n; 16]),
            position: Position(i64::from(n)),
            title: "Alleen op de afdeling".to_owned(),
            theme: ThemeId::all().next().expect("a theme"),
            sector: None,
            phase: None,
            day: today(),
            listed: true,
            tips: 0,
            tips_shown: 0,
            supports: 0,
            experts: 0,
            opening: PostId::from_bytes([n; 16]),
            opening_author: None,
            opening_name: 0,
            recognised_shown: 0,
            strength_shown: 0,
            outcome: None,
        }
    }

    /// Asks for a row; says its HTML and whether it had to be rendered.
    fn ask(fragments: &Fragments, row: ThreadRow, lang: Lang, day: Day) -> (String, bool) {
        let rendered = Cell::new(false);
        let words = format!("{} {} {}", lang.slug(), row.title, row.tips);
        let view = fragments.get(Shown::Row(row), lang, day, || {
            rendered.set(true);
            view! { <p>{words}</p> }.into_any()
        });
        (view.to_html(), rendered.get())
    }

    #[test]
    fn a_piece_is_rendered_once_and_then_shared() {
        let fragments = Fragments::default();
        let first = ask(&fragments, thread(1), Lang::Nl, today());
        assert_eq!(first, ("<p>nl Alleen op de afdeling 0</p>".to_owned(), true));
        assert_eq!(ask(&fragments, thread(1), Lang::Nl, today()), (first.0, false));
    }

    #[test]
    fn whatever_it_shows_makes_it_another_piece() {
        let fragments = Fragments::default();
        ask(&fragments, thread(1), Lang::Nl, today());
        let answered = ThreadRow { tips: 1, ..thread(1) };
        let renamed = ThreadRow { title: "Anders".to_owned(), ..thread(1) };
        for (row, lang, day) in [
            (thread(2), Lang::Nl, today()),
            (thread(1), Lang::En, today()),
            (answered, Lang::Nl, today()),
            (renamed, Lang::Nl, today()),
            (thread(1), Lang::Nl, today().plus(1)),
        ] {
            let (html, rendered) = ask(&fragments, row, lang, day);
            assert!(rendered && html.starts_with(&format!("<p>{}", lang.slug())), "{html}");
        }
    }

    #[test]
    fn what_is_forgotten_and_what_is_of_yesterday_is_gone() {
        let fragments = Fragments::default();
        ask(&fragments, thread(1), Lang::Nl, today());
        fragments.forget();
        assert!(fragments.shelves().new.is_empty());
        ask(&fragments, thread(1), Lang::Nl, today());
        ask(&fragments, thread(2), Lang::Nl, today().plus(1));
        assert_eq!(fragments.shelves().new.len(), 1);
    }

    #[test]
    fn memory_is_bounded_and_what_is_read_stays() {
        let fragments = Fragments::default();
        let large = |n: i64| {
            let row = ThreadRow { tips: n, title: "a".repeat(100_000), ..thread(2) };
            ask(&fragments, row, Lang::Nl, today())
        };
        for n in 0..400 {
            large(n);
            let (_, rendered) = ask(&fragments, thread(1), Lang::Nl, today());
            assert_eq!(rendered, n == 0, "{n}");
        }
        let shelves = fragments.shelves();
        let bytes: usize = [&shelves.new, &shelves.old]
            .into_iter()
            .flatten()
            .map(|(key, html)| key.shown.size() + html.size())
            .sum();
        assert!(bytes < 2 * SHELF + 500_000, "{bytes}");
    }
}
