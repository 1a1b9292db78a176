//! The pages of coming in.

mod activate;
mod prove;
mod sign_in;
mod try_out;

pub use activate::activate;
pub use prove::prove;
pub use sign_in::sign_in;
pub use try_out::try_out;
