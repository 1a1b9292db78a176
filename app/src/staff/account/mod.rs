//! The own page of a staff person: what they are here, how they come in, and where they are signed in.

mod api;
mod pages;
mod parts;
mod photo;

pub use pages::{account, app, passkey, recovery_codes};

use crate::kit::forms::Form;
use crate::kit::staff::session::SIGN_OUT;

/// The forms of this feature.
pub const FORMS: &[Form] = &[
    api::BEGIN_PASSKEY,
    api::ADD_PASSKEY,
    api::REMOVE_PASSKEY,
    api::BEGIN_APP,
    api::SET_APP,
    api::MAKE_CODES,
    api::KEEP_CODES,
    api::END_SESSION,
    api::END_OTHERS,
    SIGN_OUT,
    api::SET_PHOTO,
    api::REMOVE_PHOTO,
];
