//! The pages of challenges: the feed, one thread, and the form that opens one.

mod feed;
mod new_thread;
mod thread;

pub use feed::threads;
pub use new_thread::new_thread;
pub use thread::thread;
