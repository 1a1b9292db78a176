//! What can be seen without running anything: the sources, and the files for the browser.

use std::path::{Path, PathBuf};

/// The root of the project.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the project").to_owned()
}

fn walk(folder: &Path, found: &mut Vec<PathBuf>) {
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    for entry in entries.flatten() {
        let path = entry.path();
        if path.is_dir() { walk(&path, found) } else { found.push(path) }
    }
}

/// Every file below a folder of the project.
pub fn files(folder: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    walk(&root().join(folder), &mut found);
    found.sort();
    found
}

/// Every Rust source below a folder of the project.
pub fn rust_files(folder: &str) -> Vec<PathBuf> {
    files(folder).into_iter().filter(|file| file.extension().is_some_and(|end| end == "rs")).collect()
}

/// The part of a source that is shipped, without comments.
pub fn shipped(file: &Path) -> String {
    let text = std::fs::read_to_string(file).expect("a source");
    let code = text.split("#[cfg(test)]\nmod tests").next().unwrap_or_default();
    code.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n")
}

fn is_for_tests(file: &Path) -> bool {
    // From the root: whoever clones into a folder `tests` is no exception.
    let file = file.strip_prefix(root()).expect("ours");
    file.iter().any(|part| part == "tests" || part == "testing" || part == "testing.rs")
}

/// Files with statements that are put together, each of them read.
const PROMISED: &[&str] = &["store/src/driver/postgres.rs"];

/// S1: sqlx takes constants only, unless somebody promises with `AssertSqlSafe` that a text is safe. Those who promise
/// speak about settings, tables and files of the database itself: nothing that anybody typed can reach them.
#[test]
fn statements_are_constants() {
    let promised: Vec<String> = rust_files("store/src")
        .iter()
        .filter(|file| !is_for_tests(file) && shipped(file).contains("AssertSqlSafe"))
        .map(|file| file.strip_prefix(root()).expect("ours").display().to_string())
        .collect();
    assert_eq!(promised, PROMISED);
    for file in rust_files("store/src").iter().filter(|file| !is_for_tests(file)) {
        let text = shipped(file);
        for verb in ["select", "insert", "update", "delete"] {
            assert!(!text.contains(&format!("format!(\"{verb}")), "{}", file.display());
        }
    }
}

/// S1: nothing else speaks SQL.
#[test]
fn only_the_store_speaks_sql() {
    for file in
        ["app/src", "server/src", "domain/src", "frontend/src"].iter().flat_map(|folder| rust_files(folder))
    {
        let text = shipped(&file).to_lowercase();
        for word in ["sqlx::", "insert into ", "delete from "] {
            assert!(!text.contains(word), "{}: {word}", file.display());
        }
    }
}

/// T10: no page and no server function takes a tag, or a list of them. That no statement selects by tag across threads
/// is tested where the statements are whole (`store/src/tests/statements.rs`).
#[test]
fn no_server_function_takes_a_tag() {
    for file in rust_files("app/src") {
        let text = shipped(&file);
        for function in text.split("#[server(endpoint").skip(1) {
            let head = function.split('{').next().unwrap_or_default();
            assert!(!head.to_lowercase().contains("tag"), "{}: {head}", file.display());
        }
    }
}

/// S16: one place asks the machine for chance and time.
#[test]
fn chance_and_time_come_from_the_edge() {
    for file in
        ["app/src", "server/src", "store/src", "domain/src"].iter().flat_map(|folder| rust_files(folder))
    {
        if file.ends_with("server/src/edge.rs") {
            continue;
        }
        let text = shipped(&file);
        for word in ["getrandom::", "rand::", "Utc::now", "SystemTime::now", "Uuid::new_v"] {
            assert!(!text.contains(word), "{}: {word}", file.display());
        }
    }
}

/// The files for the browser, once they were built.
fn bundle() -> Vec<(PathBuf, Vec<u8>)> {
    let files = files("target/site");
    if files.is_empty() {
        println!("skipped: target/site is not there; `cargo xtask serve` builds it");
    }
    let plain =
        files.into_iter().filter(|file| !file.extension().is_some_and(|end| end == "br" || end == "gz"));
    plain.map(|file| (file.clone(), std::fs::read(&file).expect("a file"))).collect()
}

/// S12: nothing that a browser loads comes from elsewhere. Namespaces are names, and nobody fetches them.
#[test]
fn the_browser_is_sent_nowhere_else() {
    const NAMES: &[&str] = &["http://www.w3.org/", "https://www.knmi.nl/"];
    for (file, bytes) in bundle() {
        let licence = file.file_name().is_some_and(|name| {
            name.to_string_lossy().contains("LICENSE") || name.to_string_lossy().ends_with(".txt")
        });
        if licence {
            continue;
        }
        let text = String::from_utf8_lossy(&bytes);
        for scheme in ["http://", "https://", "ws://", "wss://"] {
            for (at, _) in text.match_indices(scheme) {
                let shown: String = text[at..].chars().take(40).collect();
                let host_follows = shown[scheme.len()..].starts_with(|c: char| c.is_ascii_alphanumeric());
                assert!(
                    !host_follows || NAMES.iter().any(|name| shown.starts_with(name)),
                    "{}: {shown}",
                    file.display()
                );
            }
        }
    }
}

/// S11: no secret, no statement and no path of a machine is in what a browser loads.
#[test]
fn the_bundle_holds_nothing_of_the_server() {
    const WORDS: &[&str] = &[
        "select ",
        "insert into",
        "K_login",
        "K_tag",
        "wrap-v1",
        "wrapped_",
        "root_sealed",
        "postgres",
        "sqlite",
        "BEGIN PRIVATE",
        "x-forwarded-for",
        "/root/",
        "/home/",
    ];
    for (file, bytes) in bundle() {
        let runs = file.extension().is_some_and(|end| end == "wasm" || end == "js");
        if !runs {
            continue;
        }
        let text = String::from_utf8_lossy(&bytes);
        for word in WORDS {
            assert!(!text.contains(word), "{}: {word}", file.display());
        }
        // Places in the sources of libraries stand in messages of panics; ours are relative and say nothing either.
        let own = root().display().to_string();
        assert!(!text.contains(&own), "{}: {own}", file.display());
    }
}
