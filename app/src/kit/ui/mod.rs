//! The parts every page is made of. Class names come from `style/`; texts of the members stay text.
//! Parts of forms erase their type (`into_any`): a page of ten of them would be deeper than the compiler can follow.
//!
//! The places where Leptos 0.8 writes raw text into HTML are wrapped here and used nowhere else: [`TextArea`], [`Icon`], the
//! faces and the drawings in [`art`], which only take constants or generated faces; and [`Rendered`], which views, templates and
//! prose become. [`Page`](crate::kit::page::Page), [`Template`](crate::kit::template::Template) and [`prose`] escape what they put down.

mod about_fields;
pub mod art;
mod bars;
mod cards;
mod choices;
mod faces;
mod faults;
pub(crate) mod fields;
mod glyphs;
mod icon;
mod key_card;
mod notices;
mod prose;
mod public;
mod qr;
mod rows;
mod search_box;
mod text_area;
mod title;
mod words;

pub use super::template::{Rendered, SlotValue, slots};
pub use about_fields::{AboutFields, about_labels};
pub use art::{Crowd, Ding, Mood, ThemePicture};
pub use bars::{MenuItem, Nav, QuickExit, Tone, TopBar};
pub use cards::{PostCard, PostLine, Poster, poster};
pub use choices::{CheckBox, Choice, ChoiceGroup, Look, SelectField};
pub(crate) use faces::initials;
pub use faces::{Avatar, ByLine, Photo, Portrait, Size, by_line};
pub use faults::{FaultOf, FaultSummary, error_sentence, fault_sentence, field_id, labelled};
pub use fields::{FileField, ManagedName, PasswordField, Submit, TextField};
pub use glyphs::Glyph;
pub use icon::{Icon, SharedIcon, Symbols};
pub use key_card::{KeyButtons, KeyCard};
pub use notices::{Empty, Notice, NoticeKind, Toast};
pub use prose::{Excerpt, Prose, prose};
pub use public::{LanguageSwitch, PublicBar, PublicFoot, SET_LANGUAGE};
pub use qr::QrCode;
pub use rows::{ListRow, Progress};
pub use search_box::{OPEN_SEARCH, SearchBox};
pub use text_area::TextArea;
pub(crate) use title::{NEUTRAL, escaped};
pub use words::{day_words, moment_words, month_words, number, step_word, when_word};
