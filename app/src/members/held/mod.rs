//! A post that waits for a moderator can be changed or withdrawn by its author, who reads what was decided about it.

mod api;
pub mod pages;

use crate::kit::forms::Form;
use crate::story::held::cards::{DISMISS, REMOVE_HELD};

/// The forms of this feature.
pub const FORMS: &[Form] = &[REMOVE_HELD, api::EDIT, DISMISS];
