//! How well the rules do on the labelled sentences in `tests/sentences`. `cargo xtask privacy` prints the table.

use privacy::{Finding, FindingKind, Lang, check};

/// A sentence with what must be found in it.
struct Sentence {
    text: String,
    labels: Vec<(FindingKind, std::ops::Range<usize>)>,
}

fn read(file: &str) -> Vec<Sentence> {
    file.lines().filter(|line| !line.is_empty() && !line.starts_with('#')).map(sentence).collect()
}

fn sentence(line: &str) -> Sentence {
    let (mut text, mut labels, mut rest) = (String::new(), Vec::new(), line);
    while let Some((before, marked)) = rest.split_once('{') {
        let (label, after) = marked.split_once('}').expect("a closed mark");
        let (slug, words) = label.split_once('|').expect("a kind and its words");
        text.push_str(before);
        let start = text.len();
        text.push_str(words);
        labels.push((FindingKind::from_slug(slug).expect("a kind"), start..text.len()));
        rest = after;
    }
    text.push_str(rest);
    Sentence { text, labels }
}

/// Found: a finding of that kind touches the words.
fn is_found(label: &(FindingKind, std::ops::Range<usize>), findings: &[Finding]) -> bool {
    findings
        .iter()
        .any(|found| found.kind == label.0 && found.start < label.1.end && label.1.start < found.end)
}

/// The counts of one file.
struct Figures {
    of: Vec<(FindingKind, usize, usize)>,
    titled: (usize, usize),
    clean: (usize, usize),
    stray: usize,
}

fn measure(file: &str, show: bool) -> Figures {
    let mut figures = Figures {
        of: FindingKind::ALL.iter().map(|kind| (*kind, 0, 0)).collect(),
        titled: (0, 0),
        clean: (0, 0),
        stray: 0,
    };
    let after_title = file.split("# Names without a title").next().unwrap_or_default().lines().count();
    let mut lines = file.lines().enumerate();
    for sentence in read(file) {
        let findings = check(&sentence.text, Lang::Nl);
        let line = lines
            .by_ref()
            .find(|(_, line)| !line.is_empty() && !line.starts_with('#'))
            .map_or(0, |(at, _)| at);
        for label in &sentence.labels {
            let found = is_found(label, &findings);
            let row = figures.of.iter_mut().find(|(kind, ..)| *kind == label.0).expect("every kind");
            (row.1, row.2) = (row.1 + usize::from(found), row.2 + 1);
            if label.0 == FindingKind::Name && line < after_title {
                figures.titled = (figures.titled.0 + usize::from(found), figures.titled.1 + 1);
            }
            if show && !found {
                println!("missed   {:12} {}", label.0.slug(), sentence.text);
            }
        }
        let stray = findings.iter().filter(|found| {
            !sentence.labels.iter().any(|(_, place)| found.start < place.end && place.start < found.end)
        });
        for found in stray.clone().filter(|_| show) {
            println!(
                "stray    {:12} {:?} in {}",
                found.kind.slug(),
                &sentence.text[found.start..found.end],
                sentence.text
            );
        }
        if sentence.labels.is_empty() {
            figures.clean = (figures.clean.0 + usize::from(stray.count() > 0), figures.clean.1 + 1);
        } else {
            figures.stray += stray.count();
        }
    }
    figures
}

impl Figures {
    fn recall(&self, kind: FindingKind) -> f64 {
        self.of
            .iter()
            .find(|row| row.0 == kind)
            .map_or(1.0, |(_, found, all)| *found as f64 / (*all).max(1) as f64)
    }

    fn print(&self, name: &str) {
        println!("\n{name}");
        for (kind, found, all) in &self.of {
            println!("  {:13} found {found:3} of {all:3}", kind.slug());
        }
        println!("  after a title found {:3} of {:3}", self.titled.0, self.titled.1);
        println!(
            "  false alarms on clean sentences {} of {} ({:.1} %)",
            self.clean.0,
            self.clean.1,
            100.0 * self.alarms()
        );
        println!("  stray findings beside right ones {}", self.stray);
    }

    fn alarms(&self) -> f64 {
        self.clean.0 as f64 / self.clean.1 as f64
    }
}

const TUNED: &str = include_str!("sentences/tuned.txt");
const HELD_OUT: &str = include_str!("sentences/held_out.txt");

#[test]
fn the_rules_find_what_they_must_and_leave_care_language_alone() {
    assert!(read(TUNED).len() + read(HELD_OUT).len() >= 300, "at least 300 sentences");
    for (name, file) in [("tuned", TUNED), ("held out", HELD_OUT)] {
        let figures = measure(file, std::env::var_os("PRIVACY_SHOW").is_some());
        figures.print(name);
        for kind in [FindingKind::Bsn, FindingKind::Phone, FindingKind::Email, FindingKind::Postcode] {
            assert!(figures.recall(kind) >= 0.95, "{name}: {}", kind.slug());
        }
        let (found, all) = figures.titled;
        assert!(found as f64 >= 0.85 * all as f64, "{name}: names after a title");
        assert!(figures.alarms() <= 0.03, "{name}: false alarms");
    }
}
