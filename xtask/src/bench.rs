//! `cargo xtask bench`: release builds of everything, then the measuring program.

use crate::build::{self, Profile};
use crate::debian::{self, Need};
use crate::{Failure, e2e, run, say};

/// Builds what is measured as it is deployed, and measures it. The browser figures need Chromium and node.
pub fn bench(words: &[String]) -> Result<(), Failure> {
    build::ready()?;
    debian::ensure(&[Need::Chromium, Need::Node])?;
    build::browser(Profile::Release)?;
    let server = build::release_server()?;
    let chromium = debian::chromium().ok_or("Chromium is missing.")?;
    e2e::install()?;
    say::step("Measure", "15 minutes, the first time 5 more; leave the machine alone meanwhile", || {
        let mut bench = run::cargo();
        bench.args(["run", "--quiet", "--release", "-p", "bench", "--"]).args(words);
        bench.env("HEALTH_THING_BINARY", server).env("HEALTH_THING_SITE", Profile::Release.site());
        bench.env("CHROMIUM", chromium);
        run::must(&mut bench, "Measuring stopped; the last line above says at what.")
    })
}
