//! Other programs: found, started, waited for, and their failure told in a sentence.

use crate::{Failure, project};
use std::ffi::OsStr;
use std::path::PathBuf;
use std::process::{Command, Stdio};

/// cargo, in the project's root, without the traces that `cargo run` leaves in the environment: build scripts that
/// watch those would run again for nothing.
pub fn cargo() -> Command {
    let mut cargo = program(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    for (name, _) in std::env::vars_os() {
        let text = name.to_string_lossy();
        if text.starts_with("CARGO_PKG_") || text.starts_with("CARGO_MANIFEST_") || text == "LD_LIBRARY_PATH"
        {
            cargo.env_remove(&name);
        }
    }
    cargo
}

/// Any program, in the project's root, without standard input.
pub fn program(name: impl AsRef<OsStr>) -> Command {
    let mut command = Command::new(name);
    command.current_dir(project::root()).stdin(Stdio::null());
    command
}

/// Runs it, its words go to the person; the failure says what to read and what to type.
pub fn must(command: &mut Command, otherwise: &str) -> Result<(), Failure> {
    let name = command.get_program().to_string_lossy().into_owned();
    match command.status() {
        Ok(status) if status.success() => Ok(()),
        Ok(_) => Err(otherwise.to_owned()),
        Err(why) => Err(format!("{name} could not be started: {why}. {otherwise}")),
    }
}

/// Runs it quietly and returns what it said; its complaint is part of the failure.
pub fn quietly(command: &mut Command, otherwise: &str) -> Result<String, Failure> {
    let name = command.get_program().to_string_lossy().into_owned();
    let done = command.output().map_err(|why| format!("{name} could not be started: {why}. {otherwise}"))?;
    if done.status.success() {
        return Ok(String::from_utf8_lossy(&done.stdout).into_owned());
    }
    let complaint = String::from_utf8_lossy(&done.stderr);
    Err(format!("{}\n{otherwise}", complaint.trim_end()))
}

/// Finds a program on PATH.
pub fn find(name: &str) -> Option<PathBuf> {
    let folders = std::env::var_os("PATH")?;
    std::env::split_paths(&folders).map(|folder| folder.join(name)).find(|path| path.is_file())
}

/// Tells whether this person may install packages.
pub fn is_root() -> bool {
    std::fs::read_to_string("/proc/self/status").is_ok_and(|status| {
        status.lines().any(|line| line.starts_with("Uid:") && line.split_whitespace().nth(2) == Some("0"))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_program_that_is_not_there_is_named() {
        let failure = must(&mut program("no-such-program"), "Install it.").expect_err("refused");
        assert!(failure.contains("no-such-program") && failure.ends_with("Install it."), "{failure}");
    }

    #[test]
    fn what_a_program_complains_about_is_told() {
        let failure =
            quietly(program("sh").args(["-c", "echo broken >&2; exit 1"]), "Mend it.").expect_err("refused");
        assert_eq!(failure, "broken\nMend it.");
    }

    #[test]
    fn programs_are_found_on_the_path() {
        assert!(find("sh").is_some());
        assert!(find("no-such-program").is_none());
    }
}
