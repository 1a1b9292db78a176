//! `cargo xtask feature posts`: one word per thing, so one word finds all of it, in the order in which a request goes
//! through it.

use crate::{Failure, project};
use std::io::Write;
use std::path::Path;

/// The way of a request, top to bottom: a heading, and how the paths below it begin. The first row that fits has a path.
const WAY: [(&str, &[&str]); 13] = [
    ("words", &["locales/", "docs/DICTIONARY.md"]),
    ("domain", &["domain/", "privacy/"]),
    ("migrations", &["migrations/"]),
    ("store", &["store/"]),
    ("story", &["app/src/story/"]),
    (
        "api and forms",
        &[
            "app/src/members/{word}/api",
            "app/src/members/{word}/mod",
            "app/src/members/{word}.",
            "app/src/staff/{word}/api",
            "app/src/staff/{word}/mod",
        ],
    ),
    (
        "pages and addresses",
        &[
            "app/src/members/{word}/pages",
            "app/src/staff/{word}/pages",
            "app/src/routes.rs",
            "app/src/kit/paths.rs",
        ],
    ),
    ("parts", &["app/src/members/", "app/src/staff/", "app/src/desk/", "app/src/kit/"]),
    ("islands", &["app/src/islands/", "frontend/", "public/"]),
    ("style", &["style/"]),
    (
        "tests",
        &[
            "server/tests/stories/",
            "server/tests/security/table.rs",
            "server/tests/security/staff.rs",
            "end2end/",
        ],
    ),
    ("bench", &["bench/"]),
    ("elsewhere", &[""]),
];

/// Lines that lead from a file of the feature to a part that has a heading of its own.
const USES: [(&str, &str); 2] = [("use crate::story", "story"), ("use crate::islands", "islands")];

/// A file that names the word more often than this is one line, as each that tests or measures is; but never a table.
const MANY: usize = 8;
const TABLES: [&str; 4] = [
    "server/tests/security/table.rs",
    "server/tests/security/staff.rs",
    "app/src/routes.rs",
    "app/src/kit/paths.rs",
];

/// Prints every file of a feature, and every line elsewhere that speaks its name.
pub fn feature(words: &[String]) -> Result<(), Failure> {
    let [word] = words else {
        return Err("Say which one, for example: cargo xtask feature posts".into());
    };
    let told = told(word);
    if told.is_empty() {
        return Err(format!(
            "No file is called {word}. The features are the folders in app/src/members and app/src/staff; type one of those."
        ));
    }
    // `| head` may close its end early; that is nobody's fault.
    let _ = std::io::stdout().write_all(told.as_bytes());
    Ok(())
}

/// The feature as text, or nothing when no file has the word as a part of its path.
fn told(word: &str) -> String {
    let (mut below, mut own) = (WAY.map(|_| String::new()), false);
    let mut tell = |at: usize, line: String| below[at] += &format!("  {line}\n");
    for file in project::files(&project::root()) {
        let path = project::shown(&file);
        let at = heading(&path, word);
        let text = std::fs::read_to_string(&file).unwrap_or_default();
        let lines = |wanted: &dyn Fn(&str) -> bool| -> Vec<String> {
            let numbered = text.lines().zip(1..).filter(|(line, _)| wanted(line));
            numbered.map(|(line, number)| format!("{path}:{number}: {}", line.trim())).collect()
        };
        if is_part(Path::new(&path), word) && !path.starts_with("migrations/") {
            own = true;
            tell(at, path.clone());
            for (start, part) in USES {
                let at = WAY.iter().position(|(heading, _)| *heading == part).unwrap_or(at);
                lines(&|line| line.starts_with(start)).into_iter().for_each(|line| tell(at, line));
            }
            continue;
        }
        let found = lines(&|line| names(&path, line, word));
        if is_brief(&path, found.len()) {
            tell(at, format!("{path} (named {}×)", found.len()));
        } else {
            found.into_iter().for_each(|line| tell(at, line));
        }
    }
    let parts = WAY.iter().zip(below).filter(|(_, lines)| own && !lines.is_empty());
    parts.map(|((heading, _), lines)| format!("{heading}\n{lines}\n")).collect()
}

/// Tells whether a file with so many lines that name the word is one line.
fn is_brief(path: &str, lines: usize) -> bool {
    let tries = ["server/", "end2end/", "bench/", "xtask/"].iter().any(|start| path.starts_with(start));
    !TABLES.contains(&path) && lines > if tries { 0 } else { MANY }
}

/// The row of [`WAY`] below which a path belongs.
fn heading(path: &str, word: &str) -> usize {
    let knows = |start: &&str| path.starts_with(&start.replace("{word}", word));
    WAY.iter().position(|(_, starts)| starts.iter().any(&knows)).unwrap_or(WAY.len() - 1)
}

/// Tells whether a line names the feature: its table, module, pages, forms, endpoints, addresses or sentences.
fn names(path: &str, line: &str, word: &str) -> bool {
    let end = path.rsplit('.').next().unwrap_or_default();
    let patterns: &[&str] = match end {
        "md" if path == "docs/DICTIONARY.md" => &["::{word}`", "::{word}::", "`{word}`", "/{word}."],
        "sql" => &["table {word} (", " on {word} (", "table {word} add"],
        "css" => &["/{word}.css"],
        "rs" => &[
            "mod {word};",
            "{word}::FORMS",
            "{word}::pages::",
            "\"/{word}",
            "\"{word}/",
            "/api/{word}/",
            "t::{word}::",
            "\"/staff/{word}",
            "\"staff/{word}/",
            "t::staff_{word}::",
        ],
        "ts" | "js" => &["\"/{word}", "`/{word}", "'/{word}", "/api/{word}/", "\"{word}/", "words.{word}."],
        _ => &[],
    };
    patterns.iter().any(|pattern| line.contains(&pattern.replace("{word}", word)))
}

/// Tells whether a word is part of a path: `posts` is one of `locales/nl/posts.json`, not of `style/composts.css`.
fn is_part(path: &Path, word: &str) -> bool {
    let pieces = path.iter().filter_map(|part| part.to_str());
    pieces.flat_map(|piece| piece.split(['.', '_', '-'])).any(|piece| piece == word)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn assert_in_order(told: &str, all: &[&str]) {
        let mut rest = told;
        for wanted in all {
            let at = rest.find(wanted).unwrap_or_else(|| panic!("{wanted} after what was there:\n{told}"));
            rest = &rest[at..];
        }
    }

    #[test]
    fn a_feature_reads_top_to_bottom() {
        let all = [
            "words\n",
            "docs/DICTIONARY.md:",
            "locales/nl/posts.json",
            "domain/src/posts.rs",
            "migrations\n",
            "create table posts (",
            "store/src/posts/add.rs",
            "store/src/tests/posts.rs",
            "story\n",
            "use crate::story::authorship",
            "app/src/story/replies/form.rs",
            "api and forms\n",
            "app/src/members/posts/api.rs",
            "pages and addresses\n",
            "const EDIT_POST:",
            "app/src/members/posts/pages.rs",
            "posts::pages::edit_post",
            "parts\n",
            "islands\n",
            "app/src/islands/draft.rs",
            "style/posts.css",
            "tests\n",
            "end2end/stories/answering.spec.ts",
            "server/tests/security/table.rs:",
            "server/tests/stories/answering.rs",
            "bench\n",
        ];
        assert_in_order(&told("posts"), &all);
    }

    #[test]
    fn a_feature_of_staff_does_too() {
        let all = [
            "words\n",
            "locales/nl/staff_held.json",
            "domain/src/held.rs",
            "api and forms\n",
            "app/src/staff/held/api.rs",
            "pages and addresses\n",
            "app/src/kit/paths.rs:",
            "app/src/staff/held/pages.rs",
            "style/staff_held.css",
            "tests\n",
            "server/tests/security/staff.rs:",
            "server/tests/stories/held_desk.rs",
        ];
        assert_in_order(&told("held"), &all);
    }

    #[test]
    fn a_word_that_is_no_feature_is_refused() {
        assert!(!is_part(Path::new("style/composts.css"), "posts"));
        assert!(feature(&["no-such-feature".into()]).expect_err("refused").contains("app/src"));
        assert!(feature(&[]).is_err());
    }
}
