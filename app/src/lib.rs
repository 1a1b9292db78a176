//! What people see and do, in rooms: what every page is made with ([`kit`]), what a story is ([`story`]), what pages of staff are made
//! with ([`desk`]), and one folder per feature, each with its server functions (`api`), pages and parts ([`members`], [`staff`]).
//! `routes` is the table of contents.
//!
//! Every page is a document rendered on the server and works without JavaScript; what moves is an island
//! (`islands`). Feature `ssr` builds the pages and the server functions, feature `hydrate` only what islands do in a browser.

#[cfg(all(feature = "ssr", feature = "hydrate"))]
compile_error!("build server and frontend apart: features `ssr` and `hydrate` exclude each other");

pub mod islands;

#[cfg(feature = "ssr")]
pub mod desk;
#[cfg(feature = "ssr")]
pub mod kit;
#[cfg(feature = "ssr")]
pub mod members;
#[cfg(feature = "ssr")]
pub mod routes;
#[cfg(feature = "ssr")]
pub mod staff;
#[cfg(feature = "ssr")]
pub mod story;
#[cfg(feature = "ssr")]
pub mod t;
