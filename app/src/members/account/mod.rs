//! "Mijn plek": what belongs to one member and to nobody else, the account, and its end.

mod api;
mod export;
pub mod pages;
mod parts;
mod push;
mod removal;

use crate::kit::forms::Form;
use crate::kit::session;
use crate::story::{draft, own};

/// The forms of this feature.
pub const FORMS: &[Form] = &[
    api::SIGN_OUT_EVERYWHERE,
    api::END_SESSION,
    api::SET_COHORT,
    api::HAND_OVER,
    session::CHANGE_CODE,
    api::DOWNLOAD,
    api::SHOW_DATA,
    api::REMOVE,
    own::SET_SAVED,
    own::SET_FOLLOWED,
    api::SEE_NEWS,
    api::REMOVE_DRAFT,
    api::ADD_NOTE,
    api::EDIT_NOTE,
    api::REMOVE_NOTE,
    api::SET_SETTINGS,
    draft::KEEP,
    api::push::ADD,
    api::push::SET_PART,
    api::push::REMOVE,
];
