//! The results: as JSON for programs, as a table for people, each figure beside its budget.

use crate::{Fault, Settings, kept, now, number, root, said};
use serde_json::{Map, Value, json};
use std::fmt::{Display, Formatter};
use std::path::PathBuf;
use std::process::Command;

const BEGIN: &str = "<!-- figures: written by `cargo xtask bench`, by nobody else -->";
const END: &str = "<!-- end of the figures -->";

/// Everything that was measured, and where.
pub struct Report {
    /// Machine, system and moment, in words.
    measured: String,
    parts: Map<String, Value>,
    rows: Vec<Row>,
    /// What fails the run once the results are written.
    pub fault: Option<Fault>,
}

/// A line of the table.
pub struct Row {
    what: String,
    measured: String,
    budget: &'static str,
    /// Whether the budget was kept; `None` where nothing was asked.
    kept: Option<bool>,
}

/// A figure in words, beside what it may be and whether it is.
pub fn row(
    what: impl Into<String>,
    measured: String,
    budget: &'static str,
    kept: impl Into<Option<bool>>,
) -> Row {
    Row { what: what.into(), measured, budget, kept: kept.into() }
}

impl Display for Row {
    fn fmt(&self, out: &mut Formatter<'_>) -> std::fmt::Result {
        let verdict = self.kept.map_or("", |kept| if kept { "kept" } else { "**missed**" });
        write!(out, "| {} | {} | {} | {verdict} |", self.what, self.measured, self.budget)
    }
}

impl Report {
    /// Nothing measured yet, on this machine.
    pub fn of_this_machine(settings: &Settings) -> Self {
        let read = |path: &str| std::fs::read_to_string(path).unwrap_or_default();
        let kernel = read("/proc/sys/kernel/osrelease");
        let (date, processor) = (now().format("%Y-%m-%d").to_string(), said("/proc/cpuinfo", "model name"));
        let cores = std::thread::available_parallelism().map_or(0, usize::from);
        let memory_gb = (number("/proc/meminfo", "MemTotal") / 1e5).round() / 10.0;
        let system = format!("{}, Linux {}", said("/etc/os-release", "PRETTY_NAME"), kernel.trim());
        let compiler = answer("rustc", &["--version"]);
        let commit = answer("git", &["rev-parse", "--short", "HEAD"]);
        // Processes that wanted to run when measuring began; more than a few tenths disturb.
        let load = read("/proc/loadavg").split(' ').next().unwrap_or_default().to_owned();
        let short = if settings.quick { " A short run." } else { "" };
        let measured = format!(
            "Measured {date} at commit {commit} on {processor} ({cores} cores, {memory_gb} GB), {system}, {compiler}. \
             Load before: {load}.{short}"
        );
        let machine = json!({
            "date": date, "processor": processor, "cores": cores, "memory_gb": memory_gb, "system": system,
            "compiler": compiler, "commit": commit, "short": settings.quick, "load": load,
        });
        let parts = Map::from_iter([("machine".to_owned(), machine)]);
        Self { measured, parts, rows: Vec::new(), fault: None }
    }

    /// Keeps the figures of a part under its name, and tells the lines of the table that are made of them.
    pub fn add(&mut self, part: &str, figures: Value, rows: impl IntoIterator<Item = Row>) {
        self.parts.insert(part.to_owned(), figures);
        for row in rows {
            println!("{row}");
            self.rows.push(row);
        }
    }

    /// Writes the JSON; after a whole run also the copy in `docs` and the table in docs/PERFORMANCE.md.
    pub fn write(self, settings: &Settings) -> Result<(), Fault> {
        let json = format!("{:#}\n", json!(self.parts));
        let keep = |path: PathBuf, text: &str| {
            std::fs::write(&path, text).map_err(|why| format!("{} cannot be written: {why}.", path.display()))
        };
        keep(kept().join("results.json"), &json)?;
        let table = self.table();
        println!("\n{table}");
        if settings.is_whole() {
            keep(root().join("docs/performance.json"), &json)?;
            let path = root().join("docs/PERFORMANCE.md");
            let old = std::fs::read_to_string(&path).unwrap_or_default();
            keep(path, &between(&old, &table))?;
        }
        self.fault.map_or(Ok(()), Err)
    }

    fn table(&self) -> String {
        let rows: String = self.rows.iter().map(|row| format!("{row}\n")).collect();
        format!("{}\n\n| what | measured | budget | |\n|---|---|---|---|\n{rows}", self.measured)
    }
}

fn answer(program: &str, words: &[&str]) -> String {
    let output = Command::new(program).args(words).current_dir(root()).output();
    output.map(|output| String::from_utf8_lossy(&output.stdout).trim().to_owned()).unwrap_or_default()
}

/// The document with `table` between its marks; everything else stays.
fn between(old: &str, table: &str) -> String {
    let before = old.split_once(BEGIN).map_or(old, |(before, _)| before);
    let after = old.split_once(END).map_or("", |(_, after)| after);
    format!("{before}{BEGIN}\n\n{table}\n{END}{after}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_figures_are_replaced() {
        let once = between("# Speed\n\nWords.\n\n", "1");
        let twice = between(&format!("{once}\n\nMore words.\n"), "2");
        assert!(
            twice.starts_with("# Speed\n\nWords.\n\n<!--") && twice.ends_with("-->\n\nMore words.\n"),
            "{twice}"
        );
        assert!(twice.contains("\n2\n") && !twice.contains("\n1\n"), "{twice}");
    }

    #[test]
    fn a_budget_that_is_missed_says_so() {
        let (parts, measured, fault) = (Map::new(), String::new(), None);
        let rows = vec![row("one", "0.9 s".into(), "at most 0.8 s", false), row("two", "7".into(), "", None)];
        let table = Report { measured, parts, rows, fault }.table();
        assert!(
            table.ends_with("| one | 0.9 s | at most 0.8 s | **missed** |\n| two | 7 |  |  |\n"),
            "{table}"
        );
    }
}
