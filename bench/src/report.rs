//! The results: as JSON for programs, as a table for people, each figure beside its budget.

use crate::{is_quick, kept, now, root};
use anyhow::{Result, ensure};
use serde::Serialize;
use serde_json::{Value, json};
use std::fs;
use std::process::Command;

/// Figures that are measured together, and stand together in the documents.
#[derive(Clone, Copy)]
pub struct Block {
    /// The lines between which the table stands.
    marks: [&'static str; 2],
    /// The name under which the machine is kept.
    machine: &'static str,
    /// The name of the file that each run writes.
    file: &'static str,
}

/// The figures of what members use.
pub const MEMBERS: Block = Block {
    marks: [
        "<!-- figures: written by `cargo xtask bench`, by nobody else -->",
        "<!-- end of the figures -->",
    ],
    machine: "machine",
    file: "results.json",
};

/// Those of the desk: nothing of it is on a member's page, so it is measured when it changes.
pub const DESK: Block = Block {
    marks: [
        "<!-- figures of the desk: written by `cargo xtask bench desk`, by nobody else -->",
        "<!-- end of the figures of the desk -->",
    ],
    machine: "desk_machine",
    file: "desk.json",
};

/// Everything that was measured for a block.
pub struct Report {
    block: Block,
    parts: Value,
    rows: String,
    /// Answers that were somebody else's. One of them fails the run once the results are written.
    pub wrong: usize,
}

impl Report {
    /// Nothing measured yet, on this machine.
    pub fn of_this_machine(block: Block) -> Self {
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
        Self { block, parts: json!({ block.machine: machine }), rows: String::new(), wrong: 0 }
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
        fs::write(kept().join(self.block.file), format!("{:#}\n", self.parts))?;
        let machine = self.parts[self.block.machine].as_object().into_iter().flatten();
        let machine: Vec<String> = machine.map(|(name, value)| format!("{name} {value}")).collect();
        let head = "| what | measured | budget | |\n|---|---|---|---|";
        let table = format!("Measured on: {}.\n\n{head}\n{}", machine.join(", ").replace('"', ""), self.rows);
        println!("\n{table}");
        if whole {
            let path = root().join("docs/performance.json");
            let all = beside(serde_json::from_str(&fs::read_to_string(&path)?)?, &self.parts);
            fs::write(&path, format!("{all:#}\n"))?;
            let path = root().join("docs/PERFORMANCE.md");
            fs::write(&path, between(&fs::read_to_string(&path)?, self.block.marks, &table))?;
        }
        ensure!(self.wrong == 0, "Answers were somebody else's. That comes before anything else.");
        Ok(())
    }
}

/// All figures, with these in the place of those of before.
fn beside(mut all: Value, parts: &Value) -> Value {
    for (name, figures) in parts.as_object().into_iter().flatten() {
        all[name] = figures.clone();
    }
    all
}

/// The document with `table` between these marks; everything else stays.
fn between(old: &str, [begin, end]: [&str; 2], table: &str) -> String {
    let before = old.split_once(begin).map_or(old, |(before, _)| before);
    let after = old.split_once(end).map_or("", |(_, after)| after);
    format!("{before}{begin}\n\n{table}\n{end}{after}")
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
    fn only_the_figures_of_a_block_are_replaced() {
        let [begin, end] = MEMBERS.marks;
        let once = between("# Speed\n\n", MEMBERS.marks, "1");
        let both = between(&format!("{once}\n\nMore words.\n"), DESK.marks, "3");
        let twice = between(&both, MEMBERS.marks, "2");
        let [of_desk, of_desk_end] = DESK.marks;
        assert_eq!(
            twice,
            format!("# Speed\n\n{begin}\n\n2\n{end}\n\nMore words.\n{of_desk}\n\n3\n{of_desk_end}")
        );
        let all = json!({ "machine": 1, "pages": 2 });
        let all = beside(all, &json!({ "desk_machine": 3, "desk": 4 }));
        assert_eq!(all, json!({ "machine": 1, "pages": 2, "desk_machine": 3, "desk": 4 }));
    }
}
