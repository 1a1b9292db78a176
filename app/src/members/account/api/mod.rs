//! What a browser may ask about "Mijn plek".

mod account;
mod handover;
mod own;
pub mod push;

pub use account::{DOWNLOAD, END_SESSION, PostsFate, REMOVE, SET_COHORT, SHOW_DATA, SIGN_OUT_EVERYWHERE};
pub use handover::HAND_OVER;
pub use own::{ADD_NOTE, EDIT_NOTE, REMOVE_DRAFT, REMOVE_NOTE, SEE_NEWS, SET_SETTINGS, Setting};
