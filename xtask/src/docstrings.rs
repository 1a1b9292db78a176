//! Docstrings are read in lists, where a question word at the beginning says nothing.

use crate::{Failure, project};
use std::path::Path;

/// Beginnings that turn a docstring into half a question.
const VAGUE: [&str; 12] = [
    "After how",
    "For how",
    "How",
    "On which",
    "So many",
    "The same",
    "What",
    "When",
    "Where",
    "Whether",
    "Which",
    "Who",
];
/// Folders whose docstrings are clean, and stay so.
const CLEAN: [&str; 12] = [
    "app/build",
    "app/src/islands",
    "app/src/kit",
    "app/src/members",
    "app/src/story",
    "bench/src",
    "domain",
    "frontend",
    "privacy",
    "server/src",
    "store/src",
    "xtask",
];

/// Checks the docstrings of items; the failure lists each breach.
pub fn keep() -> Result<(), Failure> {
    let files = CLEAN.iter().flat_map(|folder| project::files(&project::root().join(folder)));
    let rust = files.filter(|file| file.extension().is_some_and(|end| end == "rs"));
    let breaches: Vec<String> = rust.flat_map(|file| breaches(&file)).collect();
    if breaches.is_empty() {
        return Ok(());
    }
    Err(format!(
        "A docstring begins with a verb in the third person or a noun (\"Tells whether\", \"The number of\"):\n{}",
        breaches.join("\n")
    ))
}

fn breaches(file: &Path) -> Vec<String> {
    let text = std::fs::read_to_string(file).unwrap_or_default();
    let shown = |(line, says): (usize, &str)| format!("  {}:{line}: {says}", project::shown(file));
    vague(&text).into_iter().map(shown).collect()
}

/// The first lines of docstrings that begin vaguely, with their numbers.
fn vague(text: &str) -> Vec<(usize, &str)> {
    let mut found = Vec::new();
    let mut inside = false;
    for (at, line) in text.lines().enumerate() {
        let said = line.trim_start().strip_prefix("/// ");
        if let Some(said) = said.filter(|said| !inside && VAGUE.iter().any(|word| begins(said, word))) {
            found.push((at + 1, said));
        }
        inside = line.trim_start().starts_with("///");
    }
    found
}

fn begins(said: &str, word: &str) -> bool {
    said.strip_prefix(word).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn docstrings_can_be_read_in_a_list() {
        assert_eq!(keep(), Ok(()));
    }

    #[test]
    fn a_docstring_that_begins_with_a_question_word_is_seen() {
        assert_eq!(vague("/// Whether it is open.\nfn is_open() {}\n").len(), 1);
        assert_eq!(vague("    /// The same, in English.\n    English,\n").len(), 1);
        assert_eq!(vague("/// What's new.\nfn news() {}\n").len(), 1);
    }

    #[test]
    fn other_docstrings_and_later_lines_are_fine() {
        assert_eq!(
            vague("/// Tells whether it is open.\n/// When it is not, says why.\nfn is_open() {}\n"),
            []
        );
        assert_eq!(vague("/// Whatsoever.\n// What this is.\n//! How it works.\n"), []);
    }
}
