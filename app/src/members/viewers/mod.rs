//! "Wie ziet wat?": an own story, drawn by the pages' own code as each role would see it. Nothing of it is kept.

mod api;
pub mod pages;
mod parts;

use crate::kit::forms::Form;
use crate::story::draft;

/// The forms of this feature.
pub const FORMS: &[Form] = &[draft::PREVIEW, draft::WRITE];
