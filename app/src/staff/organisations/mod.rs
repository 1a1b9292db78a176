//! Employers and schools that invite members.

mod api;
mod list;
pub mod pages;

use crate::kit::forms::Form;

/// The forms of this feature.
pub const FORMS: &[Form] = &[api::ADD, api::SET, api::EXPORT];
