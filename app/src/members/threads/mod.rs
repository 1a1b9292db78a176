//! A member shares a challenge under a name that exists in this thread only; others find it, recognise it and answer.

mod api;
pub mod pages;
mod parts;
mod theme_field;

use crate::kit::forms::Form;
use crate::story::draft;

/// The forms of this feature.
pub const FORMS: &[Form] = &[draft::ADD];
