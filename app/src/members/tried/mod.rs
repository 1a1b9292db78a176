//! "Geprobeerd: hielp, deels, hielp niet": members say what became of a tip, and everybody sees for how many it worked.

mod api;

use crate::kit::forms::Form;
use crate::story::tried;

/// The forms of this feature.
pub const FORMS: &[Form] = &[tried::SET];
