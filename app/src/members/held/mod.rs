//! A post that waits for a moderator can be withdrawn by its author.

mod api;

use crate::kit::forms::Form;
use crate::story::privacy::waiting::REMOVE_HELD;

/// The forms of this feature.
pub const FORMS: &[Form] = &[REMOVE_HELD];
