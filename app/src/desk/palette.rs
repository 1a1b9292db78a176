//! What the palette finds beside pages: people of the staff, for who manages them.

/// The endpoint that finds people.
pub(super) const FIND: &str = "staff/palette/find";
