//! Where things are: the project's folders and its text files.

use std::path::{Path, PathBuf};

/// The crates that run on the server, and what is switched on in them for tests. Named together, always, so that
/// every command compiles the libraries below them with the same features, once. Never `--workspace`: that would
/// switch on the browser half of `app` as well.
pub const SERVER_SIDE: [&str; 12] = [
    "-p",
    "domain",
    "-p",
    "privacy",
    "-p",
    "store",
    "-p",
    "app",
    "-p",
    "server",
    "--features",
    "domain/server,store/testing,app/ssr",
];

/// The crates that run on the machine of who builds, and what of the browser half can be tested without a browser.
pub const TOOLS: [&str; 10] =
    ["-p", "bundle", "-p", "squeeze", "-p", "xtask", "-p", "bench", "-p", "frontend-privacy"];

/// The browser half.
pub const BROWSER_SIDE: [&str; 9] = [
    "-p",
    "frontend",
    "-p",
    "frontend-alike",
    "-p",
    "frontend-privacy",
    "--lib",
    "--target",
    "wasm32-unknown-unknown",
];

/// Folders that hold nothing a person wrote.
const MADE: [&str; 5] = ["target", "node_modules", "data", ".git", "results"];

/// The project's root: the folder above xtask.
pub fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().unwrap_or(here).to_path_buf()
}

/// Finds the folder in which cargo puts what it builds.
pub fn target() -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), |chosen| root().join(chosen))
}

/// Every file below a folder that a person wrote, sorted.
pub fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).into_iter().flatten().flatten() {
            let path = entry.path();
            let name = entry.file_name();
            if !path.is_dir() {
                found.push(path);
            } else if !MADE.iter().any(|made| name == *made) {
                folders.push(path);
            }
        }
    }
    found.sort();
    found
}

/// A path as a person names it: from the root.
pub fn shown(path: &Path) -> String {
    path.strip_prefix(root()).unwrap_or(path).display().to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_root_holds_the_workspace() {
        assert!(root().join("Cargo.toml").exists());
        assert!(files(&root().join("xtask")).iter().any(|file| file.ends_with("src/project.rs")));
    }
}
