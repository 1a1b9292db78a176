//! S33: the inventory of what is written down. A new event, field or place to write to breaks this test; who adds one
//! thinks about who reads it, and writes it into docs/LOGGING.md.

use crate::sources::{root, rust_files, shipped};
use std::collections::{BTreeMap, BTreeSet};

/// The crates of the running program. xtask, bench and the tests run on the machine of a developer.
const CRATES: &[&str] = &["domain/src", "privacy/src", "store/src", "app/src", "server/src", "frontend/src"];

/// Everything that makes an event or a span.
const EVENTS: &[&str] = &[
    "tracing::trace!(",
    "tracing::debug!(",
    "tracing::info!(",
    "tracing::warn!(",
    "tracing::error!(",
    "tracing::event!(",
    "tracing::span!(",
    "_span!(",
    "tracing::instrument",
    "log::info!(",
    "log::warn!(",
    "log::error!(",
    "log::debug!(",
];

/// Everything through which something leaves the program for a screen, a file or a browser's console.
const SINKS: &[&str] = &[
    "println!(",
    "eprintln!(",
    "print!(",
    "eprint!(",
    "dbg!(",
    "stdout()",
    "stderr()",
    "File::create",
    "OpenOptions::new",
    "fs::write",
    "fs::copy",
    "write_all(",
    "console::log",
    "console_error",
    "syslog",
];

fn is_for_tests(file: &str) -> bool {
    file.split('/').any(|part| matches!(part, "tests" | "testing" | "testing.rs" | "tests.rs"))
}

/// The sources that are shipped, by their path in the project.
fn sources() -> BTreeMap<String, String> {
    let files = CRATES.iter().flat_map(|folder| rust_files(folder));
    let named = files.map(|file| {
        let name = file.strip_prefix(root()).expect("ours").display().to_string();
        (name, shipped(&file))
    });
    named.filter(|(name, _)| !is_for_tests(name)).collect()
}

/// What stands between the parenthesis at the end of `head` and the one that closes it, on one line.
fn arguments(text: &str) -> String {
    let (mut depth, mut quoted, mut before) = (1, false, ' ');
    let mut out = String::new();
    for c in text.chars() {
        match c {
            '"' if before != '\\' => quoted = !quoted,
            '(' if !quoted => depth += 1,
            ')' if !quoted => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            break;
        }
        out.push(c);
        before = c;
    }
    out.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The names of the fields of an event: what stands before `=`, or a bare name.
fn fields(arguments: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let (mut depth, mut quoted) = (0, false);
    let mut part = String::new();
    for c in arguments.chars().chain([',']) {
        match c {
            '"' => quoted = !quoted,
            '(' | '{' | '[' if !quoted => depth += 1,
            ')' | '}' | ']' if !quoted => depth -= 1,
            _ => {}
        }
        if c == ',' && depth == 0 && !quoted {
            let name = part.split('=').next().unwrap_or_default().trim().trim_start_matches(['?', '%']);
            if !name.is_empty() && !name.starts_with('"') {
                found.insert(name.to_owned());
            }
            part.clear();
        } else {
            part.push(c);
        }
    }
    found
}

/// One line per event, and one per file and way of writing with how often it is used.
fn inventory() -> String {
    let mut lines = Vec::new();
    for (name, text) in sources() {
        for event in EVENTS {
            for (at, _) in text.match_indices(event) {
                lines.push(format!("event {name} {}{})", event, arguments(&text[at + event.len()..])));
            }
        }
        // Whoever brings a name in could write events under another one.
        for (at, _) in text.match_indices("use tracing::") {
            lines.push(format!("brings {name} {};", text[at..].split(';').next().unwrap_or_default()));
        }
        for sink in SINKS {
            // `println!(` also ends `eprintln!(`, and `print!(` ends others.
            let whole = text
                .match_indices(sink)
                .filter(|(at, _)| !text[..*at].ends_with(|c: char| c.is_alphanumeric() || c == '_'));
            let count = whole.count();
            if count > 0 {
                lines.push(format!("sink {name} {sink} {count}"));
            }
        }
    }
    lines.sort();
    lines.join("\n") + "\n"
}

#[test]
fn the_inventory_is_what_was_agreed() {
    let now = inventory();
    let golden = root().join("server/tests/golden/log.txt");
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        std::fs::write(&golden, &now).expect("written");
    }
    let agreed = std::fs::read_to_string(&golden).unwrap_or_default();
    let (now, agreed): (BTreeSet<_>, BTreeSet<_>) = (now.lines().collect(), agreed.lines().collect());
    let new: Vec<_> = now.difference(&agreed).collect();
    let gone: Vec<_> = agreed.difference(&now).collect();
    assert!(
        new.is_empty() && gone.is_empty(),
        "new: {new:#?}\ngone: {gone:#?}\nUPDATE_GOLDEN=1 writes it anew"
    );
}

/// docs/LOGGING.md lists every field that an event has, and every file that writes somewhere.
#[test]
fn the_document_agrees_with_the_inventory() {
    let document = std::fs::read_to_string(root().join("docs/LOGGING.md")).expect("the document");
    let listed = |heading: &str| -> BTreeSet<String> {
        document
            .lines()
            .skip_while(|line| *line != heading)
            .skip(1)
            .take_while(|line| !line.starts_with("## "))
            .filter_map(|line| Some(line.strip_prefix("| `")?.split('`').next()?.to_owned()))
            .collect()
    };
    let inventory = inventory();
    let known = listed("## Fields");
    for line in inventory.lines().filter_map(|line| line.strip_prefix("event ")) {
        let inside = line.split_once('(').map_or("", |(_, rest)| rest.trim_end_matches(')'));
        for field in fields(inside) {
            assert!(known.contains(&field), "{field} of {line}");
        }
    }
    let writing: BTreeSet<String> = inventory
        .lines()
        .filter_map(|line| line.strip_prefix("sink ")?.split(' ').next().map(str::to_owned))
        .collect();
    assert_eq!(writing, listed("## Places to write to"));
}

/// So that silence means something: the reader of sources sees what it has to see.
#[test]
fn the_inventory_sees_fields() {
    let text = r#"cause = why.to_string(), count, %path, ?post, "not done, really: {what}""#;
    let seen: Vec<String> = fields(text).into_iter().collect();
    assert_eq!(seen, ["cause", "count", "path", "post"]);
    assert_eq!(arguments("a(b), \")\" , c) ; more"), "a(b), \")\" , c");
}
