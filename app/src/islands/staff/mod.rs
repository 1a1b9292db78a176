//! Islands that only staff pages have: pages below [`crate::kit::paths::STAFF`], whose document loads the entry `staff` instead of
//! the entry `app`. Behind the feature `staff`, so that no byte of them is in what a member's phone downloads; the server, which draws
//! what they wake, has them in any case.

mod code_timer;
mod keys;
mod palette;
mod queue;
mod rules;
mod split;
mod toasts;

pub use code_timer::CodeTimer;
pub use keys::{KeyWords, Shortcuts};
pub use palette::{Found, Palette, PalettePage, PaletteWords};
pub use queue::LiveQueue;
pub use rules::fitting;
pub use split::SplitPane;
pub use toasts::Toasts;
