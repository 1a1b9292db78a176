//! A post that waits for a moderator can be withdrawn by its author.

mod api;

use crate::kit::forms::Form;

/// The forms of this feature.
pub const FORMS: &[Form] = &[api::REMOVE];
