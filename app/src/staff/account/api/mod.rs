//! What a staff person may ask about themselves.

mod own;
mod photo;

pub use own::{
    ADD_PASSKEY, BEGIN_APP, BEGIN_PASSKEY, END_OTHERS, END_SESSION, KEEP_CODES, MAKE_CODES, REMOVE_PASSKEY,
    SET_APP,
};
pub use photo::{REMOVE_PHOTO, SET_PHOTO};
