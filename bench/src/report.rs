//! The results: as JSON for programs, as a table for people, each beside its budget.

use crate::Fault;
use crate::chance::now;
use crate::pages::Pages;
use crate::phone::Phone;
use crate::posts::Posts;
use crate::scan::Scan;
use crate::search::Search;
use crate::settings::{Settings, kept, root};
use crate::soak::Soak;
use crate::start::Start;
use serde::Serialize;
use std::fmt::Write;
use std::process::Command;

const BEGIN: &str = "<!-- figures: written by `cargo xtask bench`, by nobody else -->";
const END: &str = "<!-- end of the figures -->";

/// Everything that was measured, and where.
#[derive(Debug, Default, Serialize)]
pub struct Results {
    machine: Machine,
    /// Pages on the small set.
    pub pages: Option<Pages>,
    /// Pages on the large set.
    pub pages_million: Option<Pages>,
    /// Searching among a million posts.
    pub search: Option<Search>,
    /// Posting.
    pub posts: Option<Posts>,
    /// Everybody at once.
    pub soak: Option<Soak>,
    /// Cold start.
    pub start: Option<Start>,
    /// The owner's pass.
    pub scan: Vec<Scan>,
    /// The phone.
    pub phone: Option<Phone>,
}

#[derive(Debug, Default, Serialize)]
struct Machine {
    date: String,
    processor: String,
    cores: usize,
    memory_gb: f64,
    system: String,
    compiler: String,
    commit: String,
    short: bool,
    /// Processes that wanted to run when measuring began; more than a few tenths disturb.
    load: String,
}

impl Results {
    /// Nothing measured yet, on this machine.
    pub fn of_this_machine(settings: &Settings) -> Result<Self, Fault> {
        let read = |path: &str| std::fs::read_to_string(path).unwrap_or_default();
        let after = |text: &str, name: &str| {
            let line = text.lines().find(|line| line.starts_with(name)).unwrap_or_default();
            line.split_once([':', '=']).map_or("", |(_, value)| value).trim().trim_matches('"').to_owned()
        };
        let memory = after(&read("/proc/meminfo"), "MemTotal");
        let kilobytes: f64 = memory.split_whitespace().next().and_then(|n| n.parse().ok()).unwrap_or(0.0);
        let machine = Machine {
            date: now().format("%Y-%m-%d").to_string(),
            processor: after(&read("/proc/cpuinfo"), "model name"),
            cores: std::thread::available_parallelism().map_or(0, usize::from),
            memory_gb: (kilobytes / 1e5).round() / 10.0,
            system: format!(
                "{}, Linux {}",
                after(&read("/etc/os-release"), "PRETTY_NAME"),
                read("/proc/sys/kernel/osrelease").trim()
            ),
            compiler: said("rustc", &["--version"]),
            commit: said("git", &["rev-parse", "--short", "HEAD"]),
            short: settings.quick,
            load: read("/proc/loadavg").split(' ').next().unwrap_or_default().to_owned(),
        };
        Ok(Self { machine, ..Self::default() })
    }

    /// Writes the JSON; after a whole run also the copy in `docs` and the table in docs/PERFORMANCE.md.
    pub fn write(&self, settings: &Settings) -> Result<(), Fault> {
        let json = serde_json::to_string_pretty(self).map_err(|why| format!("No JSON: {why}."))? + "\n";
        let keep = |path: std::path::PathBuf, text: &str| {
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
        Ok(())
    }

    fn table(&self) -> String {
        let m = &self.machine;
        let mut out = format!(
            "Measured {} at commit {} on {} ({} cores, {} GB), {}, {}. Load before: {}.{}\n\n",
            m.date,
            m.commit,
            m.processor,
            m.cores,
            m.memory_gb,
            m.system,
            m.compiler,
            m.load,
            if m.short { " A short run." } else { "" }
        );
        out.push_str("| what | measured | budget | |\n|---|---|---|---|\n");
        for line in self.lines() {
            let verdict = line.passed.map_or("", |passed| if passed { "kept" } else { "**missed**" });
            let _ = writeln!(out, "| {} | {} | {} | {verdict} |", line.what, line.measured, line.budget);
        }
        out.push_str("\nAll pages:\n\n| posts | page | encoding | connections | per second | p50 ms | p99 ms | bytes | control per second | ratio |\n|---|---|---|---|---|---|---|---|---|---|\n");
        for pages in [&self.pages, &self.pages_million].into_iter().flatten() {
            for page in &pages.pages {
                let s = &page.server;
                let _ = writeln!(
                    out,
                    "| {} | {} | {} | {} | {:.0} | {:.1} | {:.1} | {:.0} | {:.0} | 1/{:.1} |",
                    pages.posts,
                    page.case.words(),
                    page.encoding,
                    page.connections,
                    s.per_second,
                    s.p50_ms,
                    s.p99_ms,
                    s.bytes,
                    page.control.per_second,
                    1.0 / page.ratio
                );
            }
        }
        out
    }
}

fn said(program: &str, words: &[&str]) -> String {
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
        let phone = Phone { lcp: 900.0, ..Phone::default() };
        let results = Results { phone: Some(phone), ..Results::default() };
        let table = results.table();
        assert!(
            table.contains("| phone, LCP of the feed | 0.90 s | at most 0.8 s | **missed** |"),
            "{table}"
        );
        assert!(table.contains("| phone, CLS of the feed | 0.000 | at most 0.01 | kept |"), "{table}");
    }
}
