//! Rules are cited by a number, and `docs/RULES.md` tells what each says and which test holds it. No number without a row, no row
//! without a test, and no paper that lies elsewhere.

use crate::{Failure, project};
use std::collections::BTreeMap;

const PAGE: &str = "docs/RULES.md";
/// Shows in its tests what is refused, so it is not read itself.
const HERE: &str = "xtask/src/cited.rs";
/// The letters that numbers of rules begin with.
const LETTERS: [char; 7] = ['A', 'G', 'H', 'M', 'P', 'S', 'T'];
/// Papers that were cited by section and do not come with the code.
const PAPERS: [&str; 7] =
    ["anonymity", "design", "engineering", "insight", "product", "security", "vocabulary"];
/// Stands in the place of a test for what no test can see.
const BY_READING: &str = "reviewed by reading";

/// A text file of the project, by its path from the root.
struct File {
    path: String,
    text: String,
}

/// A row of the page of rules.
struct Row {
    number: String,
    says: String,
    test: String,
}

/// Checks every citation and every row; the failure lists each breach.
pub fn keep() -> Result<(), Failure> {
    let files = files();
    let page = files.iter().find(|file| file.path == PAGE).map_or("", |file| &file.text);
    let rows = rows(page);
    let mut breaches = broken_rows(&rows, &files);
    breaches.extend(
        files
            .iter()
            .filter(|file| ![PAGE, HERE].contains(&&*file.path))
            .flat_map(|file| broken_citations(file, &rows)),
    );
    if breaches.is_empty() { Ok(()) } else { Err(format!("Rules are cited badly:\n{}", breaches.join("\n"))) }
}

fn files() -> Vec<File> {
    let read = |path: std::path::PathBuf| {
        comment_sign(path.to_str()?)?;
        Some(File { path: project::shown(&path), text: std::fs::read_to_string(path).ok()? })
    };
    project::files(&project::root()).into_iter().filter_map(read).collect()
}

/// The sign that begins a comment in a file of this name; empty where the whole text is prose.
fn comment_sign(path: &str) -> Option<&'static str> {
    match path.rsplit_once('.')?.1 {
        "rs" | "ts" | "js" | "mjs" => Some("//"),
        "css" => Some("/*"),
        "sql" => Some("--"),
        "toml" => Some("#"),
        "md" => Some(""),
        _ => None,
    }
}

/// Rows of the form ``| S9 | what it says | `path::test` |``; of several tests each stands in its own ticks, after a comma.
fn rows(page: &str) -> Vec<Row> {
    let row = |line: &str| {
        let mut cells = line.trim().strip_prefix('|')?.strip_suffix('|')?.split('|').map(str::trim);
        let (number, says, test) = (cells.next()?, cells.next()?, cells.next()?);
        is_number(number).then(|| Row {
            number: number.into(),
            says: says.into(),
            test: test.trim_matches('`').into(),
        })
    };
    page.lines().filter_map(row).collect()
}

fn broken_rows(rows: &[Row], files: &[File]) -> Vec<String> {
    let mut known: BTreeMap<&str, usize> = BTreeMap::new();
    rows.iter().for_each(|row| *known.entry(&row.number).or_default() += 1);
    let twice = known.iter().filter(|(_, times)| **times > 1);
    let twice = twice.map(|(number, _)| format!("  {PAGE}: {number} is given twice"));
    let bare = rows.iter().filter(|row| row.says.is_empty());
    let bare = bare.map(|row| format!("  {PAGE}: {} says nothing", row.number));
    let loose = rows.iter().filter(|row| !is_held(&row.test, files));
    let loose =
        loose.map(|row| format!("  {PAGE}: {} is held by `{}`, which is not there", row.number, row.test));
    twice.chain(bare).chain(loose).collect()
}

/// Tells whether every test of a row is there.
fn is_held(tests: &str, files: &[File]) -> bool {
    tests.split("`, `").all(|test| is_there(test, files))
}

/// Tells whether a test is there: the end of a path and the name of a function, or of a story in a browser.
fn is_there(test: &str, files: &[File]) -> bool {
    let Some((path, name)) = test.split_once("::") else { return test == BY_READING };
    let written = if path.ends_with(".rs") { format!("fn {name}(") } else { name.to_owned() };
    let named = |file: &&File| {
        file.path.strip_suffix(path).is_some_and(|rest| rest.is_empty() || rest.ends_with('/'))
    };
    !name.is_empty() && files.iter().filter(named).any(|file| file.text.contains(&written))
}

fn broken_citations(file: &File, rows: &[Row]) -> Vec<String> {
    let unknown = |number: &&str| !rows.iter().any(|row| row.number == **number);
    // What has run is never changed, so the comments of migrations stay as they are.
    let papers = !file.path.starts_with("migrations/");
    let mut found = Vec::new();
    for (at, said) in prose(file) {
        let place = format!("  {}:{}", file.path, at + 1);
        let numbers = numbers(&said);
        found.extend(
            numbers
                .iter()
                .filter(|number| unknown(number))
                .map(|number| format!("{place}: {number} is no row of {PAGE}")),
        );
        found.extend(
            paper(&said)
                .filter(|_| papers)
                .map(|paper| format!("{place}: \"{paper}\" is not in the project; cite a number of {PAGE}")),
        );
    }
    found
}

/// Lists what a file says to people, by line: its comments, or all of it, without what stands in quotes or is code.
fn prose(file: &File) -> Vec<(usize, String)> {
    let sign = comment_sign(&file.path).unwrap_or_default();
    let mut fenced = false;
    let mut said = Vec::new();
    for (at, line) in file.text.lines().enumerate() {
        if sign.is_empty() && line.trim_start().starts_with("```") {
            fenced = !fenced;
        } else if let Some(start) = line.find(sign).filter(|_| !fenced) {
            said.push((at, without_quotes(&line[start..])));
        }
    }
    said
}

/// The text without what stands between two `"` or two `` ` ``.
fn without_quotes(text: &str) -> String {
    let outside = |text: &str, quote: char| {
        let parts: Vec<&str> = text.split(quote).collect();
        // An unpaired last quote opens nothing.
        let last = parts.len() - 1;
        let kept = parts.iter().enumerate().filter(|(at, _)| at % 2 == 0 || (*at == last && last % 2 == 1));
        kept.map(|(_, part)| *part).collect::<Vec<_>>().join(" ")
    };
    outside(&outside(text, '`'), '"')
}

fn is_number(word: &str) -> bool {
    let Some(digits) = word.strip_prefix(LETTERS) else { return false };
    let digits = digits.strip_suffix('b').unwrap_or(digits);
    (1..=2).contains(&digits.len()) && digits.bytes().all(|digit| digit.is_ascii_digit())
}

fn numbers(text: &str) -> Vec<&str> {
    let word = |letter: char| letter.is_alphanumeric() || "_-+#\\/.".contains(letter);
    let words = text.split(|letter| !word(letter)).map(|word| word.trim_end_matches('.'));
    words.filter(|word| is_number(word)).collect()
}

/// The first paper that is cited by a section, such as "engineering B.16".
fn paper(text: &str) -> Option<String> {
    let words: Vec<&str> = text.split_whitespace().collect();
    words.windows(2).find_map(|pair| {
        let name = pair[0].trim_matches(|letter: char| !letter.is_alphanumeric());
        let section = pair[1].trim_matches(|letter: char| !letter.is_alphanumeric());
        let mut letters = section.chars();
        let cited = match letters.next()? {
            first if first.is_ascii_digit() => true,
            first if first.is_ascii_uppercase() => is_number(section) || letters.as_str().starts_with('.'),
            _ => false,
        };
        let ends = pair[0].ends_with(|letter: char| ",.:;".contains(letter));
        (cited && !ends && PAPERS.contains(&&*name.to_lowercase())).then(|| format!("{name} {section}"))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const RULES: &str =
        "| | says | held by |\n|---|---|---|\n| S9 | Headers. | `security/headers.rs::every_answer` |\n";

    fn file(path: &str, text: &str) -> File {
        File { path: path.into(), text: text.into() }
    }

    fn cited(path: &str, text: &str) -> usize {
        broken_citations(&file(path, text), &rows(RULES)).len()
    }

    #[test]
    fn every_number_that_is_cited_has_a_row_and_every_row_a_test() {
        assert_eq!(keep(), Ok(()));
    }

    #[test]
    fn a_number_without_a_row_is_seen_in_comments_and_prose() {
        assert_eq!(cited("server/src/a.rs", "/// Headers (S9).\nlet path = \"S17 4\"; // S17, not S9."), 1);
        assert_eq!(cited("store/README.md", "as T3 says, and `T4` does not"), 1);
        assert_eq!(cited("migrations/sqlite/a.sql", "-- T6\nselect 'T7'"), 1);
        assert_eq!(cited("domain/src/a.rs", "// \"op A2\" is a room, U+A0 a space, P-256 a curve"), 0);
    }

    #[test]
    fn a_paper_that_lies_elsewhere_is_seen() {
        assert_eq!(cited("app/src/a.rs", "/// Sealed (anonymity 2.4)."), 1);
        assert_eq!(cited("app/src/a.rs", "/// Engineering B.16: a phone hangs up."), 1);
        assert_eq!(cited("app/src/a.rs", "/// For the security of 30 people, by design."), 0);
        assert_eq!(cited("migrations/sqlite/a.sql", "-- anonymity 2.4"), 0);
    }

    #[test]
    fn a_row_without_its_test_and_a_number_given_twice_are_seen() {
        let held = file("server/tests/security/headers.rs", "async fn every_answer() {}");
        assert_eq!(broken_rows(&rows(RULES), &[held]).len(), 0);
        assert_eq!(
            broken_rows(&rows(RULES), &[file("server/tests/my_security/headers.rs", "fn every_answer()")])
                .len(),
            1
        );
        let two = "| S9 | Headers. | `security/headers.rs::every_answer`, `security/headers.rs::no_answer` |";
        assert_eq!(broken_rows(&rows(two), &[file("security/headers.rs", "fn every_answer()")]).len(), 1);
        let both = file("security/headers.rs", "fn every_answer()\nfn no_answer()");
        assert_eq!(broken_rows(&rows(two), &[both]).len(), 0);
        let twice = format!("{RULES}| S9 | Again. | {BY_READING} |\n| G2 | | {BY_READING} |");
        assert_eq!(broken_rows(&rows(&twice), &[file("security/headers.rs", "fn every_answer()")]).len(), 2);
    }
}
