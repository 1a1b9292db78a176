//! What moves in the browser. Every island enriches a document that already works: it finds plain forms and elements
//! by their `data-` attributes. Texts come as props, so that no locale file is ever downloaded.

mod dom;
mod draft;
mod join_code;
mod key_card;
mod live;
mod proof;
mod reactions;
mod tried;

pub use draft::Draft;
pub use join_code::JoinCode;
pub use key_card::KeyTools;
pub use live::Live;
pub use proof::Proof;
pub use reactions::Reactions;
pub use tried::TriedMarks;
