//! "Minder zoeken, meer vinden": what others already shared, found by its words.
//!
//! What somebody looks for is sent in a form, never in an address; the address of the results holds it sealed
//! (`domain::secrets::seal_asked`).

mod api;
mod leaves;
pub mod pages;
mod parts;

use crate::kit::forms::Form;
use crate::kit::ui::OPEN_SEARCH;
use crate::story::draft;

/// The forms of this feature.
pub const FORMS: &[Form] = &[OPEN_SEARCH, draft::ALIKE];
