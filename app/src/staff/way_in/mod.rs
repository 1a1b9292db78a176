//! How staff come in: signing in, a personal link that sets up a way in, showing a factor again, and trying this out on one's own machine.

mod api;
pub mod pages;
mod parts;

use crate::kit::forms::Form;

/// The forms of this feature.
pub const FORMS: &[Form] =
    &[api::SIGN_IN, api::USE_PASSKEY, api::TRY_OUT, api::OPEN_LINK, api::ACTIVATE_PASSKEY, api::ACTIVATE_APP];
