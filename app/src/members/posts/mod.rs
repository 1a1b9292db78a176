//! Members answer a challenge with a tip or with support, change or remove what they wrote, and the author of the
//! challenge marks what helped.

mod api;
pub mod pages;

use crate::kit::forms::Form;
use crate::story::replies;

/// The forms of this feature.
pub const FORMS: &[Form] = &[replies::ADD, api::EDIT, api::REMOVE, replies::MARK_HELPFUL];
