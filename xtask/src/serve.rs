//! `cargo xtask serve`: from a fresh clone to a running product.

use crate::build::{self, Profile};
use crate::{Failure, run, say};
use std::os::unix::process::CommandExt;

/// Builds what is not up to date, then becomes the server. Folder, keys and databases are the server's own work.
pub fn serve(words: &[String]) -> Result<(), Failure> {
    let clock = say::Stopwatch::start();
    build::ready()?;
    build::browser(Profile::Release)?;
    let server = build::release_server()?;
    say::line(&format!("\nReady in {}. Starting.\n", clock.read()));
    let why = run::program(&server)
        .arg("serve")
        .args(words)
        .env("HEALTH_THING_SITE", Profile::Release.site())
        .exec();
    Err(format!("{} could not be started: {why}", server.display()))
}
