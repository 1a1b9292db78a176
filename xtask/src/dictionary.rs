//! `docs/DICTIONARY.md` gives each word one meaning and one place, and says nothing of what is gone; and a name that other files use
//! stands for one thing.

use crate::{Failure, project};

const PAGE: &str = "docs/DICTIONARY.md";

/// Names that two things have: the language of a page and of the privacy check, which knows no other crate; an island, and the
/// door to its rows; a person of the staff, and the zone.
const SHARED: [&str; 4] = ["Lang", "Live", "Reactions", "Staff"];

/// A line of the dictionary.
struct Entry<'a> {
    word: &'a str,
    stands: &'a str,
}

/// Checks every line of the dictionary; the failure lists each breach.
pub fn keep() -> Result<(), Failure> {
    let page = std::fs::read_to_string(project::root().join(PAGE)).unwrap_or_default();
    let entries: Vec<Entry<'_>> = page.lines().filter_map(entry).collect();
    let known = Known::read();
    let gone = entries.iter().flat_map(|entry| known.gone(entry));
    let names = names_of_two(&known.rust).into_iter().filter(|name| !SHARED.contains(name));
    let names = names.map(|name| format!("  {name} is the name of two things"));
    let breaches: Vec<String> = twice(&entries).into_iter().chain(gone).chain(names).collect();
    if breaches.is_empty() { Ok(()) } else { Err(format!("{PAGE} is not true:\n{}", breaches.join("\n"))) }
}

fn entry(line: &str) -> Option<Entry<'_>> {
    let mut cells = line.strip_prefix("| ")?.strip_suffix(" |")?.split(" | ");
    let (word, _, stands) = (cells.next()?, cells.next()?, cells.next()?);
    (word != "word").then_some(Entry { word, stands })
}

fn twice(entries: &[Entry<'_>]) -> Vec<String> {
    let mut words: Vec<&str> = entries.iter().flat_map(|entry| entry.word.split(", ")).collect();
    words.sort_unstable();
    words
        .windows(2)
        .filter(|pair| pair[0] == pair[1])
        .map(|pair| format!("  {} stands there twice", pair[0]))
        .collect()
}

/// Lists the types and components of several files that have one name.
fn names_of_two(rust: &str) -> Vec<&str> {
    let declared = |line: &'_ str| -> Option<usize> {
        let line = line.trim_start();
        ["struct ", "enum ", "trait ", "type ", "fn "].iter().find_map(|kind| {
            let (before, _) = line.split_once(kind)?;
            (before.starts_with("pub") && !before.contains(['{', '=', '"']))
                .then_some(before.len() + kind.len())
        })
    };
    let named = rust.lines().filter_map(|line| {
        let rest = &line.trim_start()[declared(line)?..];
        let end = rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len());
        rest.starts_with(char::is_uppercase).then(|| &rest[..end])
    });
    let mut names: Vec<&str> = named.collect();
    names.sort_unstable();
    let mut twice: Vec<&str> =
        names.windows(2).filter(|pair| pair[0] == pair[1]).map(|pair| pair[0]).collect();
    twice.dedup();
    twice
}

/// The sources in which names of the dictionary are looked up.
struct Known {
    rust: String,
    tables: String,
}

impl Known {
    fn read() -> Self {
        let all = |folder: &str, end: &str| {
            let files = project::files(&project::root().join(folder)).into_iter();
            // What only tests use may be called as what it stands for.
            let files = files
                .filter(|file| file.extension().is_some_and(|found| found == end))
                .filter(|file| !project::shown(file).contains("/testing/"));
            files.filter_map(|file| std::fs::read_to_string(file).ok()).collect::<Vec<_>>().join("\n")
        };
        Self {
            rust: ["domain/src", "privacy/src", "store/src", "app/src", "server/src"]
                .map(|of| all(of, "rs"))
                .join("\n"),
            tables: all("migrations/sqlite", "sql"),
        }
    }

    /// Lists what a line names and is not there: types, modules of the pure crates, tables, files.
    fn gone(&self, entry: &Entry<'_>) -> Vec<String> {
        let mut tables = false;
        let mut gone = Vec::new();
        for (at, part) in entry.stands.split('`').enumerate() {
            if at % 2 == 0 {
                let more = tables && part == ", ";
                tables = part.ends_with("table ") || part.ends_with("tables ") || more;
            } else if !self.is_there(part, tables) {
                gone.push(format!("  {}: `{part}` is not there", entry.word));
            }
        }
        gone
    }

    fn is_there(&self, name: &str, table: bool) -> bool {
        if table && !name.contains(".rs") {
            return self.tables.contains(&format!("create table {name} ("));
        }
        if let Some(path) = name.strip_prefix("domain::").or_else(|| name.strip_prefix("privacy::")) {
            let last = path.rsplit("::").next().unwrap_or(path);
            return ["struct", "enum", "trait", "mod"].iter().any(|kind| self.declares(kind, last));
        }
        if name.starts_with(char::is_uppercase) {
            let owner = name.split("::").next().unwrap_or(name);
            return ["struct", "enum", "trait", "fn"].iter().any(|kind| self.declares(kind, owner));
        }
        !name.contains(".rs") || project::root().join(name).is_file()
    }

    fn declares(&self, kind: &str, name: &str) -> bool {
        let whole = |rest: &str| !rest.starts_with(|next: char| next.is_alphanumeric() || next == '_');
        self.rust.split(&format!("{kind} {name}")).skip(1).any(whole)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_word_stands_once_and_what_it_names_is_there() {
        assert_eq!(keep(), Ok(()));
    }

    #[test]
    fn a_word_with_two_meanings_is_seen() {
        let lines = [
            "| word | what it is | where it stands |",
            "| tag | an author | `Tag` |",
            "| tag, mark | a thing | `Mark` |",
        ];
        let entries: Vec<Entry<'_>> = lines.iter().filter_map(|line| entry(line)).collect();
        assert_eq!(twice(&entries), ["  tag stands there twice"]);
    }

    #[test]
    fn a_name_of_two_things_is_seen() {
        let rust = "pub struct Seen;\n  pub(crate) enum Seen {\npub fn Crowd() -> Seen {\npub type Row = Seen;\npub struct SeenRow;";
        assert_eq!(names_of_two(rust), ["Seen"]);
        assert_eq!(names_of_two("pub fn Crowd() {\nstruct Crowd;\npub fn crowd() {\n"), Vec::<&str>::new());
    }

    #[test]
    fn a_name_that_is_gone_is_seen() {
        let known = Known { rust: "pub struct Tag".into(), tables: "create table posts (".into() };
        let gone = |stands| known.gone(&Entry { word: "a word", stands }).len();
        assert_eq!(gone("`app`, `domain::secrets::Tag`, table `posts`, `xtask/src/dictionary.rs`"), 0);
        assert_eq!(gone("`domain::secrets::Label`, tables `posts`, `marks`, `xtask/src/gone.rs`"), 3);
        assert_eq!(gone("`Tag`, `Tag::read`, `Ta`, `TagRow`"), 2);
    }
}
