//! Counts what test runners say.

use crate::Failure;
use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};

/// The number of tests that passed and failed, over all runners.
#[derive(Default, Debug, PartialEq)]
pub struct Tally {
    /// Those that passed.
    pub passed: u32,
    /// Those that failed.
    pub failed: u32,
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
    use crate::run;

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
