//! `cargo xtask e2e`: the browser stories, driven through Debian's Chromium.

use crate::build::{self, Profile};
use crate::debian::{self, Need};
use crate::postgres::Throwaway;
use crate::tally::{Tally, counted};
use crate::{Failure, project, run, say};

/// The stories alone.
pub fn e2e(words: &[String]) -> Result<(), Failure> {
    build::ready()?;
    debian::ensure(&[Need::Postgres, Need::Chromium, Need::Node])?;
    let postgres = Throwaway::start()?;
    let content = stories(words, Profile::Release, &postgres.url(), &mut Tally::default())?;
    if content { Ok(()) } else { Err("Some stories failed. Look for `not ok` above.".into()) }
}

/// Runs the stories in a browser. Builds the browser files that phones really get, and the development server, which
/// compiles in a fraction of the time. Two browsers work at once, each with a server on a port and in a folder of its own.
pub fn stories(
    words: &[String],
    effort: Profile,
    postgres: &str,
    tally: &mut Tally,
) -> Result<bool, Failure> {
    let folder = project::root().join("end2end");
    build::browser(effort)?;
    let server = build::tested_server()?;
    let chromium = debian::chromium().ok_or("Chromium is missing.")?;
    install()?;
    say::step("Browser stories", "3 minutes", || {
        let mut npm = run::program("npm");
        npm.current_dir(&folder).args(["test", "--silent", "--"]).args(words);
        npm.env("HEALTH_THING_BINARY", server).env("HEALTH_THING_SITE", effort.site());
        npm.env("CHROMIUM", chromium).env("TEST_POSTGRES_URL", postgres);
        counted(&mut npm, tally)
    })
}

/// Playwright without its own browsers, as the lock file pins it. Skipped when nothing changed.
pub fn install() -> Result<(), Failure> {
    let folder = project::root().join("end2end");
    let written = |file: &str| std::fs::metadata(folder.join(file)).and_then(|about| about.modified()).ok();
    let installed = written("node_modules/.package-lock.json");
    if installed.is_some() && installed >= written("package-lock.json") {
        return Ok(());
    }
    say::step("Install Playwright's core from npm", "seconds", || {
        let mut npm = run::program("npm");
        npm.current_dir(&folder)
            .args(["ci", "--no-audit", "--no-fund"])
            .env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");
        run::must(&mut npm, "Playwright could not be installed. Type: npm --prefix end2end ci")
    })
}
