//! "Herken ik" and "Sterkte": shown in steps, counted once per person, and nobody can list one person's reactions.

mod api;

use crate::kit::forms::Form;
use crate::story::reactions;

/// The forms of this feature.
pub const FORMS: &[Form] = &[reactions::SET];
