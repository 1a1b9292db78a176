//! The results: as JSON for programs, as a table for people, each figure beside its budget.

use crate::{is_quick, kept, now, root};
use anyhow::{Result, ensure};
use serde::Serialize;
use serde_json::{Value, json};
use std::fs;
use std::process::Command;

const BEGIN: &str = "<!-- figures: written by `cargo xtask bench`, by nobody else -->";
const END: &str = "<!-- end of the figures -->";

/// Everything that was measured.
pub struct Report {
    parts: Value,
    rows: String,
    /// Answers that were somebody else's. One of them fails the run once the results are written.
    pub wrong: usize,
}

impl Report {
    /// Nothing measured yet, on this machine.
    pub fn of_this_machine() -> Self {
        let kernel = answer("uname", &["--kernel-release"]);
        let machine = json!({
            "date": now().format("%Y-%m-%d").to_string(),
            "commit": answer("git", &["rev-parse", "--short", "HEAD"]),
            "processor": said("/proc/cpuinfo", "model name"),
            "cores": std::thread::available_parallelism().map_or(0, usize::from),
            "memory_gb": (number("/proc/meminfo", "MemTotal") / 1e5).round() / 10.0,
            "system": format!("{}, Linux {kernel}", said("/etc/os-release", "PRETTY_NAME")),
            "compiler": answer("rustc", &["--version"]),
            // Processes that wanted to run when measuring began; more than a few tenths disturb.
            "load": answer("cut", &["-d ", "-f1", "/proc/loadavg"]),
            "short": is_quick(),
        });
        Self { parts: json!({ "machine": machine }), rows: String::new(), wrong: 0 }
    }

    /// Keeps the figures of a part under its name.
    pub fn keep(&mut self, part: &str, figures: impl Serialize) {
        self.parts[part] = json!(figures);
    }

    /// Adds a line to the table: a figure in words, beside its budget and whether that is kept.
    pub fn row(&mut self, what: &str, measured: &str, budget: &str, is_kept: bool) {
        let verdict = match (budget, is_kept) {
            ("", _) => "",
            (_, true) => "kept",
            _ => "**missed**",
        };
        let row = format!("| {what} | {measured} | {budget} | {verdict} |\n");
        print!("{row}");
        self.rows.push_str(&row);
    }

    /// Writes the results; those of a whole run into the documents.
    pub fn write(self, whole: bool) -> Result<()> {
        let json = format!("{:#}\n", self.parts);
        fs::write(kept().join("results.json"), &json)?;
        let machine = self.parts["machine"].as_object().into_iter().flatten();
        let machine: Vec<String> = machine.map(|(name, value)| format!("{name} {value}")).collect();
        let head = "| what | measured | budget | |\n|---|---|---|---|";
        let table = format!("Measured on: {}.\n\n{head}\n{}", machine.join(", ").replace('"', ""), self.rows);
        println!("\n{table}");
        if whole {
            fs::write(root().join("docs/performance.json"), &json)?;
            let path = root().join("docs/PERFORMANCE.md");
            fs::write(&path, between(&fs::read_to_string(&path)?, &table))?;
        }
        ensure!(self.wrong == 0, "Answers were somebody else's. That comes before anything else.");
        Ok(())
    }
}

/// The document with `table` between its marks; everything else stays.
fn between(old: &str, table: &str) -> String {
    let before = old.split_once(BEGIN).map_or(old, |(before, _)| before);
    let after = old.split_once(END).map_or("", |(_, after)| after);
    format!("{before}{BEGIN}\n\n{table}\n{END}{after}")
}

fn answer(program: &str, words: &[&str]) -> String {
    let output = Command::new(program).args(words).current_dir(root()).output();
    output.map(|output| String::from_utf8_lossy(&output.stdout).trim().to_owned()).unwrap_or_default()
}

/// The words behind a name in a file of the system; empty when there are none.
pub fn said(file: &str, name: &str) -> String {
    let text = fs::read_to_string(file).unwrap_or_default();
    let line = text.lines().find(|line| line.starts_with(name)).unwrap_or_default();
    line.split_once([':', '=']).map_or("", |(_, value)| value).trim().trim_matches('"').to_owned()
}

/// The number behind a name in a file of the system.
pub fn number(file: &str, name: &str) -> f64 {
    said(file, name).split(' ').next().and_then(|word| word.parse().ok()).unwrap_or(0.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_figures_are_replaced() {
        let once = between("# Speed\n\n", "1");
        let twice = between(&format!("{once}\n\nMore words.\n"), "2");
        assert_eq!(twice, format!("# Speed\n\n{BEGIN}\n\n2\n{END}\n\nMore words.\n"));
    }
}
