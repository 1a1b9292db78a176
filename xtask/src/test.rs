//! `cargo xtask test`: every test of the project.

use crate::build::{self, Profile};
use crate::debian::{self, Need};
use crate::postgres::Throwaway;
use crate::project::{SERVER_SIDE, TOOLS};
use crate::tally::{Tally, counted};
use crate::{Failure, e2e, run, say};

/// Rules, rows on both databases, HTTP stories; then the browser stories, unless `--no-browser` or words that choose
/// tests by name say otherwise.
pub fn test(words: &[String]) -> Result<(), Failure> {
    let clock = say::Stopwatch::start();
    let (flags, names): (Vec<String>, Vec<String>) =
        words.iter().cloned().partition(|word| word == "--no-browser");
    let browser = flags.is_empty() && names.is_empty();
    build::ready()?;
    debian::ensure(&[Need::Postgres])?;
    if browser {
        debian::ensure(&[Need::Chromium, Need::Node])?;
        // Before the tests, some of which look into what browsers download (S11, S12).
        build::browser(Profile::Release)?;
    }
    let mut tally = Tally::default();
    let postgres = say::step("A throw-away PostgreSQL", "seconds", Throwaway::start)?;
    let mut passed = say::step("Tests of rules, rows and HTTP stories", "5 minutes the first time", || {
        let mut cargo = run::cargo();
        cargo.args(["test", "--no-fail-fast"]).args(SERVER_SIDE).args(TOOLS).args(&names);
        cargo.env("TEST_POSTGRES_URL", postgres.url());
        if browser {
            // They were built above: a test that does not find them fails instead of saying that it was skipped.
            cargo.env("TEST_BUNDLES", "required");
        }
        // The same cases for everybody, so that a red run can be repeated; plain `cargo test` looks for new ones.
        if std::env::var_os("PROPTEST_RNG_SEED").is_none() {
            cargo.env("PROPTEST_RNG_SEED", "20261121");
        }
        counted(&mut cargo, &mut tally)
    })?;
    if browser {
        passed &= e2e::stories(&[], Profile::Release, &postgres.url(), &mut tally)?;
    }
    drop(postgres);
    say::line(&format!(
        "\nEverything took {}.\n{} passed, {} failed",
        clock.read(),
        tally.passed,
        tally.failed
    ));
    if passed { Ok(()) } else { Err("Some tests failed. Look for FAILED or `not ok` above.".into()) }
}
