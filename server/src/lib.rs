//! The server: reads the settings, opens the store, mounts the app, runs the jobs.
//!
//! `edge` is the only module that knows the machine's clock and chance. `layers` is what every request passes,
//! `commands` what an operator can type.

pub mod account;
pub mod assets;
pub mod astray;
pub mod commands;
pub mod config;
pub mod daily;
pub mod demo;
pub mod edge;
pub mod forms;
pub mod house;
pub mod jobs;
pub mod journal;
pub mod keys;
pub mod layers;
pub mod leave;
pub mod limits;
pub mod listen;
pub mod live;
pub mod log;
pub mod metrics;
pub mod owner;
pub mod passphrases;
pub mod photos;
pub mod plain;
pub mod push;
pub mod redact;
pub mod router;
pub mod stop;
#[cfg(feature = "testing")]
pub mod testing;
pub mod uploads;
