//! A challenge waits for a safe moment: its author changes it, takes it back, or lets it appear now.

mod api;
pub mod pages;

use crate::kit::forms::Form;
use crate::story::waiting::parts;

/// The forms of this feature.
pub const FORMS: &[Form] = &[parts::PUBLISH, api::EDIT, api::REMOVE];
