//! The results: as JSON for programs, as a table for people, each beside its budget.

use crate::Fault;
use crate::chance::now;
use crate::pages::{Case, Page, Pages};
use crate::phone::Phone;
use crate::posts::Posts;
use crate::search::Search;
use crate::settings::{Settings, kept, root};
use crate::start::{Scan, Start};
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
    /// Cold start.
    pub start: Option<Start>,
    /// Owner scan.
    pub scan: Option<Scan>,
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

/// One line of the table.
struct Line {
    what: String,
    measured: String,
    budget: &'static str,
    passed: Option<bool>,
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

    fn lines(&self) -> Vec<Line> {
        let mut lines = Vec::new();
        if let Some(pages) = &self.pages {
            pages_lines(pages, &mut lines);
        }
        if let (Some(small), Some(million)) = (&self.pages, &self.pages_million) {
            for page in million.pages.iter().filter(|page| page.connections == 16) {
                let before = small.pages.iter().find(|other| same(other, page));
                let share = page.ratio / before.map_or(f64::MAX, |other| other.ratio);
                let what = format!("{}: {} posts beside {}", page.case.words(), million.posts, small.posts);
                lines.push(line(what, format!("{share:.2}"), "at least 0.8", share >= 0.8));
            }
        }
        for case in self.search.iter().flat_map(|search| &search.cases) {
            let what = format!("search for {} among a million posts, p99 beside a thread's page", case.case);
            let measured = format!("{:.1} times ({:.1} ms)", case.ratio, case.counted.p99_ms);
            lines.push(line(what, measured, "at most 5", case.ratio <= crate::search::BUDGET));
        }
        if let Some(posts) = &self.posts {
            let what = format!("durable posts per second, {} clients", posts.clients);
            let measured = format!(
                "{:.0} (disk: {:.0} single-row commits, {:.0} fdatasync)",
                posts.per_second, posts.disk.wal_commits, posts.disk.fdatasync
            );
            lines.push(line(what, measured, "at least 1,000", posts.per_second >= 1_000.0));
        }
        if let Some(pages) = &self.pages {
            let highest = self
                .pages_million
                .iter()
                .map(|pages| pages.memory_highest)
                .fold(pages.memory_highest, f64::max);
            lines.push(line(
                "memory, idle".into(),
                format!("{:.1} MB", pages.memory_idle),
                "at most 32 MB",
                pages.memory_idle <= 32.0,
            ));
            lines.push(line(
                "memory, at its highest under load".into(),
                format!("{highest:.1} MB"),
                "at most 120 MB",
                highest <= 120.0,
            ));
        }
        if let Some(start) = &self.start {
            let what = format!("cold start with {} threads", start.threads);
            lines.push(line(what, format!("{:.2} s", start.seconds), "at most 0.3 s", start.seconds <= 0.3));
        }
        if let Some(scan) = &self.scan {
            let what = format!("owner scan over {} posts, {} own", scan.posts, scan.own);
            lines.push(Line { what, measured: format!("{:.2} s", scan.seconds), budget: "", passed: None });
        }
        if let Some(phone) = &self.phone {
            phone_lines(phone, &mut lines);
        }
        lines
    }
}

fn pages_lines(pages: &Pages, lines: &mut Vec<Line>) {
    let plain = || pages.pages.iter().filter(|page| page.encoding == "identity");
    for page in plain().filter(|page| page.connections == 16) {
        let inverse = 1.0 / page.ratio;
        let shared = page.case.is_shared();
        let (budget, most) =
            if shared { ("aims at 1/6, at least 1/16", 16.0) } else { ("at least 1/16", 16.0) };
        let measured = format!("1/{inverse:.1} ({:.0} per second)", page.server.per_second);
        lines.push(line(
            format!("{}, beside the control", page.case.words()),
            measured,
            budget,
            inverse <= most,
        ));
    }
    for (connections, budget, most) in [(16, "at most 15 ms", 15.0), (64, "at most 40 ms", 40.0)] {
        let worst = pages.pages.iter().filter(|page| page.connections == connections);
        let worst = worst.map(|page| page.server.p99_ms).fold(0.0, f64::max);
        let what = format!("p99 of the slowest page, {connections} connections");
        lines.push(line(what, format!("{worst:.1} ms"), budget, worst <= most));
    }
}

fn phone_lines(phone: &Phone, lines: &mut Vec<Line>) {
    let kilobytes = |bytes: f64| format!("{:.1} kB", bytes / 1e3);
    let seconds = |ms: f64| format!("{:.2} s", ms / 1e3);
    for (what, measured, budget, passed) in [
        (
            "phone, first visit in total",
            kilobytes(phone.total_bytes),
            "at most 160 kB",
            phone.total_bytes <= 160e3,
        ),
        (
            "phone, WebAssembly (brotli)",
            kilobytes(phone.wasm_bytes),
            "at most 100 kB",
            phone.wasm_bytes <= 100e3,
        ),
        (
            "phone, before the page can be read",
            kilobytes(phone.readable_bytes),
            "at most 45 kB",
            phone.readable_bytes <= 45e3,
        ),
        ("phone, second page", kilobytes(phone.second_bytes), "at most 12 kB", phone.second_bytes <= 12e3),
        ("phone, LCP of the feed", seconds(phone.lcp), "at most 0.8 s", phone.lcp <= 800.0),
        ("phone, TBT of the feed", format!("{:.0} ms", phone.tbt), "at most 50 ms", phone.tbt <= 50.0),
        ("phone, CLS of the feed", format!("{:.3}", phone.cls), "at most 0.01", phone.cls <= 0.01),
        (
            "phone, reply form works (thread as first page)",
            format!("{}, LCP {}", seconds(phone.form_works), seconds(phone.thread_lcp)),
            "at LCP",
            phone.form_works <= phone.thread_lcp + 50.0,
        ),
        (
            "phone, richer reply form (islands awake)",
            seconds(phone.awake),
            "at most 1.2 s",
            phone.awake <= 1_200.0,
        ),
        (
            "phone, privacy check of 2,000 characters",
            format!("{:.1} ms, the first time {:.0} ms", phone.check, phone.check_first),
            "under 8 ms",
            phone.check < 8.0,
        ),
    ] {
        lines.push(line(what.to_owned(), measured, budget, passed));
    }
}

fn line(what: String, measured: String, budget: &'static str, passed: bool) -> Line {
    Line { what, measured, budget, passed: Some(passed) }
}

fn same(one: &Page, other: &Page) -> bool {
    let key = |page: &Page| -> (Case, &'static str, usize) { (page.case, page.encoding, page.connections) };
    key(one) == key(other)
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
