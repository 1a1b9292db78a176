//! What people see and do: one folder per feature, each with its server functions (`api`), pages and parts.
//!
//! Every page is a document rendered on the server and works without JavaScript; what moves is an island
//! (`islands`). Feature `ssr` builds the pages and the server functions, feature `hydrate` only what islands do in a browser.

#[cfg(all(feature = "ssr", feature = "hydrate"))]
compile_error!("build server and frontend apart: features `ssr` and `hydrate` exclude each other");

pub mod islands;

#[cfg(feature = "ssr")]
pub mod about;
#[cfg(feature = "ssr")]
pub mod account;
#[cfg(feature = "ssr")]
pub mod assets;
#[cfg(feature = "ssr")]
pub mod ctx;
#[cfg(feature = "ssr")]
pub mod document;
#[cfg(feature = "ssr")]
pub mod error;
#[cfg(feature = "ssr")]
pub mod forms;
#[cfg(feature = "ssr")]
pub mod help;
#[cfg(feature = "ssr")]
pub mod i18n;
#[cfg(feature = "ssr")]
pub mod language;
#[cfg(feature = "ssr")]
pub mod limits;
#[cfg(feature = "ssr")]
pub mod outcomes;
#[cfg(feature = "ssr")]
pub mod page;
#[cfg(feature = "ssr")]
pub mod paths;
#[cfg(feature = "ssr")]
pub mod patterns;
#[cfg(feature = "ssr")]
pub mod people;
#[cfg(feature = "ssr")]
pub mod place;
#[cfg(feature = "ssr")]
pub mod posts;
#[cfg(feature = "ssr")]
pub mod privacy;
#[cfg(feature = "ssr")]
pub mod push;
#[cfg(feature = "ssr")]
pub mod reactions;
#[cfg(feature = "ssr")]
pub mod request;
#[cfg(feature = "ssr")]
pub mod routes;
#[cfg(feature = "ssr")]
pub mod search;
#[cfg(feature = "ssr")]
mod shell;
#[cfg(feature = "ssr")]
pub mod t;
#[cfg(feature = "ssr")]
pub mod themes;
#[cfg(feature = "ssr")]
pub mod threads;
#[cfg(feature = "ssr")]
pub mod tried;
#[cfg(feature = "ssr")]
pub mod ui;
#[cfg(feature = "ssr")]
pub mod viewers;
#[cfg(feature = "ssr")]
pub mod waiting;
