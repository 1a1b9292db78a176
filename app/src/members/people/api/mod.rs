//! What a browser may ask about joining and signing in.

mod handover;
mod joining;
mod sessions;

pub use handover::TAKE_OVER;
pub use joining::{ACCEPT_RULES, CHECK_COHORT, CONFIRM_CODE, JOIN};
pub use sessions::{SIGN_IN, USE_PASSKEY};
