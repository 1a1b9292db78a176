//! Groups that join with one code: the code, its link and picture, the poster, and how many joined in which month.

mod api;
mod list;
pub mod pages;
mod parts;

use crate::kit::forms::Form;

/// The forms of this feature.
pub const FORMS: &[Form] = &[api::ADD, api::END, api::EXPORT];
