//! The parts every page is made of. Class names come from `style/`; texts of the members stay text.
//! Parts of forms erase their type (`into_any`): a page of ten of them would be deeper than the compiler can follow.
//!
//! The places where Leptos 0.8 writes raw text into HTML are wrapped here and used nowhere else: [`TextArea`], [`Icon`], the
//! faces and the drawings in [`art`], which only take constants or generated faces; and [`Rendered`], which views, patterns and
//! prose become. [`PageTitle`], [`Pattern`] and [`prose`] escape what they put down.

pub mod art;
mod bars;
mod cards;
mod choices;
mod escape;
mod faces;
mod faults;
pub(crate) mod fields;
mod glyphs;
mod icon;
mod key_card;
mod notices;
mod page_title;
mod pattern;
mod prose;
mod public;
mod rendered;
mod rows;
mod text_area;
mod words;

pub use art::{Crowd, Ding, Mood, ThemePicture};
pub use bars::{Nav, Place, QuickExit, Tone, TopBar};
pub use cards::{Post, PostRow, Poster, poster};
pub use choices::{CheckBox, Choice, ChoiceGroup, Look, SelectField};
pub use faces::{Avatar, ByLine, Photo, Size, by_line};
pub use faults::{FaultOf, FaultSummary, error_sentence, fault_sentence, labelled};
pub use fields::{ManagedName, PasswordField, Submit, TextField};
pub use glyphs::Glyph;
pub use icon::{Icon, SharedIcon, Symbols};
pub use key_card::KeyCard;
pub use notices::{Empty, Notice, NoticeKind, Toast};
pub use page_title::PageTitle;
pub(crate) use page_title::{NEUTRAL, escaped};
pub use pattern::{Pattern, Value, holes};
pub use prose::{Excerpt, Prose, prose};
pub use public::{LanguageSwitch, PublicBar, PublicFoot};
pub use rendered::Rendered;
pub use rows::{ListRow, Progress};
pub use text_area::TextArea;
pub use words::{number, step_word, when_word};
