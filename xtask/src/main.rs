//! Every command a person types: `cargo xtask <verb>`. `cargo xtask` alone lists them.
//!
//! Standard library only: the first start on a fresh machine says something within seconds.

mod bench;
mod build;
mod cited;
mod debian;
mod dev;
mod dictionary;
mod docstrings;
mod e2e;
mod feature;
mod lint;
mod named;
mod postgres;
mod privacy;
mod project;
mod relevance;
mod rules;
mod run;
mod say;
mod serve;
mod tally;
mod test;

use std::process::ExitCode;

/// The reason why a verb stopped: plain sentences, the last of which says what to do.
type Failure = String;

struct Verb {
    name: &'static str,
    words: &'static str,
    says: &'static str,
    does: fn(&[String]) -> Result<(), Failure>,
}

const VERBS: [Verb; 10] = [
    Verb {
        name: "serve",
        words: "[--demo] [settings]",
        says: "build everything in release and start on http://localhost:3000; settings go on to `health-thing serve`",
        does: serve::serve,
    },
    Verb {
        name: "dev",
        words: "[settings]",
        says: "build for development, start, and build again whenever a file changes",
        does: dev::dev,
    },
    Verb {
        name: "test",
        words: "[--no-browser] [words of test names]",
        says: "every test: rules, both databases, HTTP stories, browser stories",
        does: test::test,
    },
    Verb {
        name: "lint",
        words: "[--supply-chain]",
        says: "format, clippy for server and browser, documentation, house rules; with the flag also cargo-deny",
        does: lint::lint,
    },
    Verb { name: "e2e", words: "[words for the runner]", says: "the browser stories alone", does: e2e::e2e },
    Verb {
        name: "bench",
        words: "[--quick] [parts]",
        says: "measure speed, memory and payload; writes docs/PERFORMANCE.md",
        does: bench::bench,
    },
    Verb {
        name: "privacy",
        words: "[show]",
        says: "figures of the privacy check on its labelled sentences; with a word also which go wrong",
        does: privacy::privacy,
    },
    Verb {
        name: "relevance",
        words: "",
        says: "how well the search finds: nDCG@10 and recall@10 on both databases",
        does: relevance::relevance,
    },
    Verb { name: "ci", words: "", says: "lint and test, as CI does", does: ci },
    Verb {
        name: "feature",
        words: "<word>",
        says: "print every file of one feature: rules, rows, pages, words, style, tests",
        does: feature::feature,
    },
];

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let Some((name, rest)) = words.split_first() else {
        print!("{}", verbs());
        return ExitCode::SUCCESS;
    };
    let Some(verb) = VERBS.iter().find(|verb| verb.name == name) else {
        eprintln!("There is no verb `{name}`.\n\n{}", verbs());
        return ExitCode::FAILURE;
    };
    match (verb.does)(rest) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("\n{failure}");
            ExitCode::FAILURE
        }
    }
}

fn verbs() -> String {
    let line = |verb: &Verb| {
        format!("  {:<46} {}\n", format!("cargo xtask {} {}", verb.name, verb.words), verb.says)
    };
    format!("What this project can do:\n\n{}", VERBS.iter().map(line).collect::<String>())
}

fn ci(_: &[String]) -> Result<(), Failure> {
    let clock = say::Stopwatch::start();
    lint::lint(&[])?;
    test::test(&[])?;
    say::line(&format!("All of it took {}.", clock.read()));
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_verb_is_listed_once() {
        let listed = verbs();
        for verb in &VERBS {
            assert_eq!(listed.matches(&format!("cargo xtask {} ", verb.name)).count(), 1, "{}", verb.name);
        }
    }
}
