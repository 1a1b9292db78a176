//! The queue: posts that wait. A moderator sees a post in its thread, as everybody would see it, decides with one key, and has a
//! minute to take that back. Nothing of its author is there but what any reader sees.

mod api;
mod draw;
mod list;
pub mod pages;
pub mod post;

use crate::kit::deed::UNDO_HELD;
use crate::kit::forms::Form;

/// The forms of this feature.
pub const FORMS: &[Form] = &[api::DECIDE, UNDO_HELD];
