//! Further ways into an account beside its key: passkeys, and a second key to print. Who adds or removes one shows a key first.

mod api;
pub mod pages;
mod parts;

use crate::kit::forms::Form;

/// The forms of this feature.
pub const FORMS: &[Form] =
    &[api::BEGIN_PASSKEY, api::ADD_PASSKEY, api::MAKE_SECOND_KEY, api::CONFIRM_SECOND_KEY, api::REMOVE];
