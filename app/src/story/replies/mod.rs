//! The replies of a thread, and the form to add one.

mod draw;
mod form;
mod read;

pub use draw::{OwnTools, list, plain};
pub use form::{ADD, MARK_HELPFUL, ReplyDock, ReplyForm};
pub use read::{Reply, replies, viewer_actions};
