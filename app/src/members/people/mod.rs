//! Somebody joins with the code of a group, gets an account code, signs in with it, and leaves again. No name, no
//! e-mail address, no telephone number, and no row that says which posts are theirs.

mod api;
pub mod handover;
pub mod pages;

use crate::kit::forms::Form;
use crate::kit::session;

/// The forms of this feature.
pub const FORMS: &[Form] = &[
    api::CHECK_COHORT,
    api::ACCEPT_RULES,
    api::JOIN,
    api::CONFIRM_CODE,
    api::SIGN_IN,
    api::TAKE_OVER,
    api::USE_PASSKEY,
    session::SIGN_OUT,
];
