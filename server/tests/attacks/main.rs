//! The promise of anonymity, attacked: somebody takes what can be taken and tries to find out who wrote what
//! (docs/THREATS.md). Run alone with `cargo test -p server --test attacks`; `-- --nocapture` prints every attack.

mod actor;
mod attacker;
mod backups;
mod beside;
mod codes;
mod drawers;
mod dump;
mod erased;
mod hashes;
mod judge;
mod kinds;
mod logged;
mod loot;
mod minutes;
mod moments;
mod orders;
mod plants;
mod plants_beside;
mod push;
mod sockpuppets;
mod sqlite_file;
mod swap;
mod view;
mod world;
mod zones;
