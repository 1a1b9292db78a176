//! A challenge waits for a safe moment: its author changes it, takes it back, or lets it appear now.

mod api;
pub mod pages;

use crate::kit::forms::Form;

/// The forms of this feature.
pub const FORMS: &[Form] = &[api::PUBLISH, api::EDIT, api::REMOVE];
