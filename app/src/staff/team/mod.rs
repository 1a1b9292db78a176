//! Who works here, and what each may do.

mod api;
mod handing;
mod list;
pub mod pages;
mod parts;

use crate::kit::forms::Form;

/// The forms of this feature.
pub const FORMS: &[Form] = &[api::ADD, api::SET, api::LINK, api::REMOVE, api::EXPORT];
