//! What was measured beside what it may be.

use crate::pages::{Case, Page, Pages};
use crate::phone::Phone;
use crate::report::Results;
use crate::scan::{self, Scan};

/// One line of the table.
pub struct Line {
    /// The thing that was measured.
    pub what: String,
    /// The figure.
    pub measured: String,
    /// The bound it has to keep.
    pub budget: &'static str,
    /// True when it was kept; `None` where nothing was asked.
    pub passed: Option<bool>,
}

/// A figure in words.
type Unit = fn(f64) -> String;

impl Results {
    /// The table, line by line.
    pub fn lines(&self) -> Vec<Line> {
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
            lines.push(line(what, measured, "at least 700, aims at 1,000", posts.per_second >= 700.0));
        }
        if let Some(soak) = &self.soak {
            let what = format!("answers that were somebody else's, {} members at once", soak.members);
            let measured = format!("{} of {} ({:.0} per second)", soak.wrong, soak.requests, soak.per_second);
            lines.push(line(what, measured, "none", soak.wrong == 0));
        }
        if let Some(pages) = &self.pages {
            let highest = self
                .pages_million
                .iter()
                .map(|pages| pages.memory_highest)
                .fold(pages.memory_highest, f64::max);
            for (what, measured, budget, most) in [
                ("memory, idle", pages.memory_idle, "at most 32 MB", 32.0),
                ("memory, at its highest under load", highest, "at most 120 MB", 120.0),
            ] {
                lines.push(line(what.into(), format!("{measured:.1} MB"), budget, measured <= most));
            }
        }
        if let Some(start) = &self.start {
            let what = format!("cold start with {} threads", start.threads);
            lines.push(line(what, format!("{:.2} s", start.seconds), "at most 0.3 s", start.seconds <= 0.3));
        }
        self.scan.iter().for_each(|scan| scan_lines(scan, &mut lines));
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
        let budget = if page.case.is_shared() { "aims at 1/6, at least 1/16" } else { "at least 1/16" };
        let measured = format!("1/{inverse:.1} ({:.0} per second)", page.server.per_second);
        lines.push(line(
            format!("{}, beside the control", page.case.words()),
            measured,
            budget,
            inverse <= 16.0,
        ));
    }
    for (connections, budget, most) in [(16, "at most 15 ms", 15.0), (64, "at most 40 ms", 40.0)] {
        let worst = pages.pages.iter().filter(|page| page.connections == connections);
        let worst = worst.map(|page| page.server.p99_ms).fold(0.0, f64::max);
        let what = format!("p99 of the slowest page, {connections} connections");
        lines.push(line(what, format!("{worst:.1} ms"), budget, worst <= most));
    }
}

fn scan_lines(scan: &Scan, lines: &mut Vec<Line>) {
    let threads = scan.threads;
    let most = scan::BUDGETS.iter().find(|(of, _)| *of == threads).map_or(0.0, |(_, most)| *most);
    let budget = if most < 1_000.0 { "at most 100 ms" } else { "at most 1 s" };
    let what = format!("owner's pass over {threads} threads on one core, {} own", scan.own);
    lines.push(line(what, format!("{:.0} ms", scan.pass_ms), budget, scan.pass_ms <= most));
    let what = format!("\"Mijn plek\" as first page of a session, {threads} threads");
    lines.push(Line { what, measured: format!("{:.0} ms", scan.page_ms), budget: "", passed: None });
    let what = format!("p99 of a thread's page while passes run, {threads} threads");
    let measured = format!("{:.1} ms, {:.1} ms without", scan.meanwhile.p99_ms, scan.quiet.p99_ms);
    lines.push(line(what, measured, "at most 15 ms", scan.meanwhile.p99_ms <= scan::OTHERS_MS));
}

fn phone_lines(phone: &Phone, lines: &mut Vec<Line>) {
    let kb: Unit = |bytes| format!("{:.1} kB", bytes / 1e3);
    let s: Unit = |ms| format!("{:.2} s", ms / 1e3);
    let ms: Unit = |ms| format!("{ms:.0} ms");
    for (what, unit, measured, budget, most) in [
        ("first visit in total", kb, phone.total_bytes, "at most 125 kB", 125e3),
        ("WebAssembly (brotli)", kb, phone.wasm_bytes, "at most 70 kB", 70e3),
        ("before the page can be read", kb, phone.readable_bytes, "at most 45 kB", 45e3),
        ("second page", kb, phone.second_bytes, "at most 12 kB", 12e3),
        ("LCP of the feed", s, phone.lcp, "at most 0.8 s", 800.0),
        ("TBT of the feed", ms, phone.tbt, "at most 50 ms", 50.0),
        ("CLS of the feed", |shift| format!("{shift:.3}"), phone.cls, "at most 0.01", 0.01),
        ("richer reply form (islands awake)", s, phone.awake, "at most 1.1 s", 1_100.0),
    ] {
        lines.push(line(format!("phone, {what}"), unit(measured), budget, measured <= most));
    }
    let what = "phone, reply form works (thread as first page)".to_owned();
    let measured = format!("{}, LCP {}", s(phone.form_works), s(phone.thread_lcp));
    lines.push(line(what, measured, "at LCP", phone.form_works <= phone.thread_lcp + 50.0));
    let what = "phone, privacy check of 2,000 characters".to_owned();
    let measured = format!("{:.1} ms, the first time {:.0} ms", phone.check, phone.check_first);
    lines.push(line(what, measured, "under 8 ms", phone.check < 8.0));
}

fn line(what: String, measured: String, budget: &'static str, passed: bool) -> Line {
    Line { what, measured, budget, passed: Some(passed) }
}

fn same(one: &Page, other: &Page) -> bool {
    let key = |page: &Page| -> (Case, &'static str, usize) { (page.case, page.encoding, page.connections) };
    key(one) == key(other)
}
