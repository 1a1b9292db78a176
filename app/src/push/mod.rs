//! The message of the day: a device asks for it in the settings, and gets it empty (P10).

pub mod api;
pub mod devices;
pub mod parts;

use domain::push::Services;

/// What a browser has to know to ask for the message, and to which services this server speaks.
#[derive(Clone, Debug)]
pub struct Service {
    /// The public half of the server's signing key.
    pub key: String,
    /// The push services that are allowed.
    pub services: Services,
    /// Where a push service finds the operator: `mailto:…` or `https://…`.
    pub contact: String,
}
