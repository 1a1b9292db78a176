//! House rules that neither the compiler nor clippy can see. Each says why.

mod arguments;
mod functions;
mod rooms;
mod sinks;
mod text;

use crate::{Failure, project};
use std::path::PathBuf;
use text::{Source, without_comments};

struct Rule {
    says: &'static str,
    breaks: fn(&Source) -> Vec<usize>,
}

const RULES: [Rule; 10] = [
    Rule {
        says: "kit knows no story and no feature, a story no feature, and features know each other through domain, kit and story only",
        breaks: rooms::rooms,
    },
    Rule {
        says: "Leptos 0.8 writes this into HTML unescaped; use the wrapper in app/src/kit/ui",
        breaks: sinks::raw_sinks,
    },
    Rule {
        says: "SQL is a constant: a query put together from text is where injections live",
        breaks: sinks::built_queries,
    },
    Rule {
        says: "a server function that changes something must not answer GET: a link on another page could call it",
        breaks: functions::changing_get,
    },
    Rule {
        says: "a server function without `endpoint` changes its address with every build",
        breaks: functions::missing_endpoints,
    },
    Rule {
        says: "clock and chance are arguments; only server/src/edge.rs asks the machine",
        breaks: arguments::clock_and_chance,
    },
    Rule {
        says: "what the program, a thread or a task remembers by itself can be somebody else's; hand it over as an argument",
        breaks: arguments::remembering,
    },
    Rule {
        says: "work for a request is done in the request; app knows no runtime",
        breaks: arguments::tokio_in_app,
    },
    Rule {
        says: "a page gets its context as an argument; only a server function takes it from its request",
        breaks: arguments::looking_around,
    },
    Rule {
        says: "the driver knows databases and no aggregate; an aggregate writes its own door on Tx in its own file",
        breaks: rooms::aggregates_in_driver,
    },
];

/// Checks every rule; the failure lists each breach as `file:line: reason`.
pub fn keep() -> Result<(), Failure> {
    let breaches: Vec<String> = sources().iter().flat_map(breaches).collect();
    if breaches.is_empty() {
        Ok(())
    } else {
        Err(format!("House rules are broken:\n{}", breaches.join("\n")))
    }
}

fn breaches(source: &Source) -> Vec<String> {
    let line = |at: &usize| source.text[..*at].matches('\n').count() + 1;
    let told = |rule: &Rule| {
        let at = (rule.breaks)(source);
        at.iter().map(|at| format!("  {}:{}: {}", source.path, line(at), rule.says)).collect::<Vec<_>>()
    };
    RULES.iter().flat_map(told).collect()
}

fn sources() -> Vec<Source> {
    let crates = ["domain", "privacy", "store", "app", "server", "frontend"];
    let files = crates.iter().flat_map(|name| project::files(&project::root().join(name)));
    let rust: Vec<PathBuf> = files.filter(|file| file.extension().is_some_and(|end| end == "rs")).collect();
    let read = |file: &PathBuf| {
        let text = std::fs::read_to_string(file).ok()?;
        Some(Source { path: project::shown(file), text: without_comments(&text) })
    };
    rust.iter().filter_map(read).collect()
}

/// The number of breaches in a file of this path and text.
#[cfg(test)]
fn broken(path: &str, text: &str) -> usize {
    breaches(&Source { path: path.into(), text: without_comments(text) }).len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_house_rules_hold() {
        assert_eq!(keep(), Ok(()));
    }
}
