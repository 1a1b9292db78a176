//! `cargo xtask relevance`: the questions of `server/tests/relevance`, asked on both databases, and their figures.

use crate::debian::{self, Need};
use crate::postgres::Throwaway;
use crate::{Failure, run};

/// Prints the figures, and every question that was not answered perfectly.
pub fn relevance(_: &[String]) -> Result<(), Failure> {
    debian::ensure(&[Need::Postgres])?;
    let postgres = Throwaway::start()?;
    let mut cargo = run::cargo();
    cargo.args([
        "test",
        "--quiet",
        "-p",
        "server",
        "--test",
        "relevance",
        "--",
        "--nocapture",
        "--test-threads=1",
    ]);
    cargo.env("TEST_POSTGRES_URL", postgres.url());
    run::must(&mut cargo, "The search finds less than it should; the lines above say which questions.")
}
