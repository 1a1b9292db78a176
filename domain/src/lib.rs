//! What the words of Health-Thing mean: types and rules, pure, the same in the browser and on the server.
//!
//! Nothing here knows a clock, a random generator, a database or a page. Time comes in as [`time::Clock`], chance
//! as [`entropy::Entropy`], identity as an argument. Modules behind the feature `server` hold keys and seals and are
//! never compiled for the browser.

pub mod avatar;
pub mod chosen;
#[cfg(feature = "server")]
pub mod codes;
pub mod cohorts;
#[cfg(feature = "server")]
pub mod drawer;
pub mod entropy;
pub mod faults;
pub mod held;
pub mod ids;
pub mod live;
pub mod names;
pub mod outcomes;
#[cfg(feature = "server")]
pub mod passkey;
pub mod people;
pub mod photos;
pub mod posts;
pub mod pow;
pub mod prose;
pub mod push;
pub mod search;
#[cfg(feature = "server")]
pub mod secrets;
pub mod staff;
pub mod statistics;
pub mod steps;
pub mod text;
pub mod themes;
pub mod threads;
pub mod time;
pub mod tried;
pub mod viewers;
pub mod waiting;
