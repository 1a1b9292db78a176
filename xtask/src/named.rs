//! Pages of documentation name files that are there.

use crate::{Failure, project};
use std::path::Path;

/// Ends of names that only files have.
const ENDS: [&str; 13] =
    ["rs", "md", "toml", "sql", "json", "txt", "css", "js", "mjs", "ts", "svg", "html", "webmanifest"];

/// Pages that name files of elsewhere: as it was when a decision was made, and where lists come from.
const ELSEWHERE: [&str; 2] = ["docs/decisions/", "privacy/lists/"];

/// Checks every page about today; the failure lists each breach.
pub fn keep() -> Result<(), Failure> {
    let files: Vec<String> =
        project::files(&project::root()).iter().map(|file| project::shown(file)).collect();
    let told = |page: &String| {
        let text = std::fs::read_to_string(project::root().join(page)).unwrap_or_default();
        let gone = gone(page, &text, &files).into_iter();
        gone.map(|(line, name)| format!("  {page}:{line}: `{name}` is not there")).collect::<Vec<_>>()
    };
    let breaches: Vec<String> = files.iter().filter(|file| is_page(file)).flat_map(told).collect();
    if breaches.is_empty() {
        Ok(())
    } else {
        Err(format!("Pages name what is gone:\n{}", breaches.join("\n")))
    }
}

fn is_page(file: &str) -> bool {
    file.ends_with(".md") && !ELSEWHERE.iter().any(|folder| file.starts_with(folder))
}

/// Lists the names in backticks and in links that lead to no file, with their lines.
fn gone<'a>(page: &str, text: &'a str, files: &[String]) -> Vec<(usize, &'a str)> {
    let folder = Path::new(page).parent().map_or(String::new(), |folder| folder.display().to_string());
    let mut found = Vec::new();
    for (at, line) in text.lines().enumerate() {
        let quoted = line.split('`').skip(1).step_by(2);
        let linked = line.split("](").skip(1).filter_map(|rest| rest.split(')').next());
        let names = quoted.chain(linked.filter(|link| !link.contains("://")));
        found.extend(names.filter(|name| !is_there(name, &folder, files)).map(|name| (at + 1, name)));
    }
    found
}

/// Tells whether a name is no path, or one of a file or folder: from the root, from the page that names it, or the end of one.
fn is_there(name: &str, folder: &str, files: &[String]) -> bool {
    let (path, item) = name.split_once("::").unwrap_or((name, ""));
    let path = path.trim_end_matches('/');
    let first = path.split('/').next().unwrap_or_default();
    let from_root = path.contains('/') && files.iter().any(|file| file.split('/').next() == Some(first));
    let is_file = path.rsplit_once('.').is_some_and(|(_, end)| ENDS.contains(&end));
    let is_path = path.chars().all(|letter| letter.is_alphanumeric() || "/._-*<>".contains(letter));
    let made = path.starts_with(['/', '.']) || first == "target";
    if !is_path || made || !(from_root || is_file) {
        return true;
    }
    let mut known = files.iter().filter(|file| {
        leads_to(path, file) || leads_to(&format!("{folder}/{path}"), file) || (is_file && ends(path, file))
    });
    let says = |file: &String| {
        std::fs::read_to_string(project::root().join(file)).is_ok_and(|text| text.contains(item))
    };
    if item.is_empty() { known.next().is_some() } else { known.any(says) }
}

/// Tells whether a path, in which `*` and `<feature>` stand for any name, is that of a file or of a folder above it.
fn leads_to(path: &str, file: &str) -> bool {
    let (mut wanted, mut there) = (path.split('/'), file.split('/'));
    wanted.all(|part| there.next().is_some_and(|name| fits(part, name)))
}

/// Tells whether a path is the end of that of a file.
fn ends(path: &str, file: &str) -> bool {
    let more = file.split('/').count().saturating_sub(path.split('/').count());
    leads_to(path, &file.split('/').skip(more).collect::<Vec<_>>().join("/"))
}

fn fits(part: &str, name: &str) -> bool {
    let Some(from) = part.find(['*', '<']) else { return part == name };
    let to = part.rfind(['*', '>']).map_or(part.len(), |at| at + 1);
    name.len() >= from + part.len() - to && name.starts_with(&part[..from]) && name.ends_with(&part[to..])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn docs_name_files_that_are_there() {
        assert_eq!(keep(), Ok(()));
    }

    #[test]
    fn a_name_that_leads_nowhere_is_seen() {
        let files = ["app/src/kit/ctx.rs", "locales/nl/posts.json", "docs/STYLE.md"].map(str::to_owned);
        let gone = |text| gone("docs/ARCHITECTURE.md", text, &files).len();
        assert_eq!(
            gone("`app/src/kit/`, `ctx.rs`, `kit/ctx.rs`, `locales/*/posts.json`, [style](STYLE.md)"),
            0
        );
        assert_eq!(gone("`locales/nl/<feature>.json`, `/threads/{id}`, `Ctx::of_request`, `target/site`"), 0);
        assert_eq!(
            gone("`app/src/ctx.rs`, `tx.rs`, `locales/*/people.json`, `app/src/kit/ui`, [x](GONE.md)"),
            5
        );
        assert_eq!(gone("`posts/*.json`, `nl/<feature>.toml`"), 2);
    }

    #[test]
    fn a_name_within_a_file_is_looked_for_there() {
        let files = ["xtask/src/named.rs".to_owned()];
        let gone = |text| gone("README.md", text, &files).len();
        assert_eq!(gone("`xtask/src/named.rs::is_page`"), 0);
        // Put together, because this file says what it looks for.
        assert_eq!(gone(&["`named.rs::is_", "letter`"].concat()), 1);
    }
}
