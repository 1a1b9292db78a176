//! What staff did: the lines of all zones as one log.

mod api;
mod list;
mod merged;
mod names;
pub mod pages;

use crate::kit::forms::Form;

/// The forms of this feature.
pub const FORMS: &[Form] = &[api::EXPORT];
