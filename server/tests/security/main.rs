//! What must never happen, tried over HTTP: the checks of the threat model, by their number.
//!
//! One program for all of them: linking the server once takes long enough.

mod at_once;
mod broken;
mod bundles;
mod canary;
mod crowds;
mod fuzz;
mod headers;
mod limits;
mod logs;
mod markup;
mod matrix;
mod origin;
mod pages_at_once;
mod sent;
mod sizes;
mod sources;
mod staff;
mod staff_things;
mod table;
mod timing;
mod uploads;
mod ways_in;
