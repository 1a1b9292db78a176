//! What people do, from their first visit to their last, over HTTP and on both databases, without JavaScript.
//!
//! One program for all stories: linking the server once takes long enough.

mod account;
mod answering;
mod feed;
mod joining;
mod shared_pieces;
mod sharing;
mod ward;
