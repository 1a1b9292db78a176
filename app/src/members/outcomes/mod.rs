//! "Hoe liep het af?": the author of a challenge is asked after three weeks, and tells the others how it ended.

mod api;

use crate::kit::forms::Form;
use crate::story::outcomes;

/// The forms of this feature.
pub const FORMS: &[Form] = &[outcomes::SET];
