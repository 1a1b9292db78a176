//! What moves in the browser. Every island enriches a document that already works: it finds plain forms and elements
//! by their `data-` attributes. Texts come as props, so that no locale file is ever downloaded.

/// The number of the sources of the islands. It stands in the code for browsers as well, where `serve` looks for it.
pub const BUILD: &str = concat!("islands-", env!("ISLANDS"));

mod alike;
mod dom;
mod draft;
mod join_code;
mod key_card;
mod live;
mod proof;
mod reactions;
#[cfg(feature = "staff")]
pub mod staff;
mod suggest;
mod tried;

pub use alike::Alike;
pub use draft::Draft;
pub use join_code::JoinCode;
pub use key_card::KeyTools;
pub use live::Live;
pub use proof::Proof;
pub use reactions::Reactions;
pub use suggest::Suggest;
pub use tried::TriedMarks;
