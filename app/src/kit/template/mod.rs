//! Pieces of pages that are kept as text: fragments that never change, and templates with slots.

mod escape;
mod rendered;
mod slots;

pub(in crate::kit) use escape::{attribute, words};
pub use rendered::Rendered;
pub use slots::{SlotValue, Template, slots};
