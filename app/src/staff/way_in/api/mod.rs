//! What a browser may ask about coming in.

mod activation;
mod sign_in;

pub use activation::{ACTIVATE_APP, ACTIVATE_PASSKEY, OPEN_LINK};
pub use sign_in::{SIGN_IN, TRY_OUT, USE_PASSKEY};
