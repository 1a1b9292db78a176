//! `cargo xtask test`: every test of the project.

use crate::build::{self, Profile};
use crate::debian::{self, Need};
use crate::postgres::Throwaway;
use crate::project::{SERVER_SIDE, TOOLS};
use crate::{Failure, e2e, run, say};
use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};

/// The number of tests that passed and failed, over all runners.
#[derive(Default, Debug, PartialEq)]
pub struct Tally {
    passed: u32,
    failed: u32,
}

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
        build::with_staff()?;
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

/// Runs a test runner, shows what it says, counts, and tells whether it was content.
pub fn counted(runner: &mut Command, tally: &mut Tally) -> Result<bool, Failure> {
    let name = runner.get_program().to_string_lossy().into_owned();
    let failure = |why: std::io::Error| format!("{name} could not be started: {why}");
    let mut running = runner.stdout(Stdio::piped()).spawn().map_err(failure)?;
    if let Some(output) = running.stdout.take() {
        for line in BufReader::new(output).split(b'\n').map_while(Result::ok) {
            let line = String::from_utf8_lossy(&line).into_owned();
            tally.read(&line);
            println!("{line}");
        }
    }
    Ok(running.wait().map_err(failure)?.success())
}

impl Tally {
    /// Understands the closing lines of cargo test (`test result: ok. 3 passed; 1 failed; …`) and of the browser
    /// stories (`# pass 3`, `# fail 1`).
    fn read(&mut self, line: &str) {
        let words: Vec<&str> = line.split_whitespace().collect();
        if line.starts_with("test result:") {
            let before = |what: &str| {
                let at = words.iter().position(|word| word.trim_end_matches(';') == what)?;
                words.get(at.checked_sub(1)?)?.parse().ok()
            };
            self.passed += before("passed").unwrap_or(0);
            self.failed += before("failed").unwrap_or(0);
        } else if let ["#", outcome, number] = words[..] {
            match outcome {
                "pass" => self.passed += number.parse().unwrap_or(0),
                "fail" => self.failed += number.parse().unwrap_or(0),
                _ => {}
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_closing_lines_of_both_runners_are_counted() {
        let mut tally = Tally::default();
        tally.read("test result: FAILED. 12 passed; 1 failed; 0 ignored; 0 measured; 3 filtered out");
        tally.read("# pass 4");
        tally.read("# fail 2");
        tally.read("  4 passed (1.2m)");
        tally.read("test posts::tests::a_tip_passed ... ok");
        assert_eq!(tally, Tally { passed: 16, failed: 3 });
    }

    #[test]
    fn a_failing_runner_is_no_fault_of_ours_but_not_content() {
        let mut tally = Tally::default();
        let content = counted(run::program("sh").args(["-c", "echo '# pass 1'; exit 1"]), &mut tally);
        assert_eq!(content, Ok(false));
        assert_eq!(tally, Tally { passed: 1, failed: 0 });
    }
}
