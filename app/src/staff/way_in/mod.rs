//! How staff come in: signing in, a personal link that sets up a way in, showing a factor again, and trying this out on one's own machine.

mod activate;
mod activation;
mod api;
mod parts;
mod prove;
mod sign_in;
mod try_out;

pub mod pages {
    //! The pages of this feature.
    pub use super::activate::activate;
    pub use super::prove::prove;
    pub use super::sign_in::sign_in;
    pub use super::try_out::try_out;
}

use crate::kit::forms::Form;

/// The forms of this feature.
pub const FORMS: &[Form] = &[
    api::SIGN_IN,
    api::USE_PASSKEY,
    api::TRY_OUT,
    activation::OPEN_LINK,
    activation::ACTIVATE_PASSKEY,
    activation::ACTIVATE_APP,
];
