//! Fonts, pictures and hand-written scripts: hashed names for what every page asks for, own names for the rest.

use crate::glue::tidy;
use crate::site::{Assets, Site};
use crate::{Failure, files_below, read, worker};
use std::path::Path;

/// Under which names a file is found.
#[derive(PartialEq)]
enum Names {
    /// A browser keeps it for ever.
    Hashed,
    /// Pictures: pages ask for the hashed name, a browser may ask for the own one unasked (`/favicon.svg`).
    Both,
    /// Somebody outside knows the name: `/robots.txt`, `/manifest.webmanifest`.
    Own,
    /// Not for browsers, or made elsewhere: the service worker needs the names of the others.
    None,
}

fn names(path: &str) -> Names {
    let extension = path.rsplit_once('.').map_or("", |(_, extension)| extension);
    match (path, extension) {
        ("public/sw.js", _) => Names::None,
        (
            "public/start.js"
            | "public/shared-computer.js"
            | "public/phone.js"
            | "public/push.js"
            | "public/passkeys.js"
            | "public/live.js",
            _,
        )
        | (_, "woff2") => Names::Hashed,
        (_, "css" | "txt" | "md") if path.starts_with("style/") => Names::None,
        _ if path.starts_with("style/") => Names::Hashed,
        (_, "svg") => Names::Both,
        _ => Names::Own,
    }
}

/// Puts everything from `public/`, and from `style/` what is not a style, on the site.
pub fn add(root: &Path, site: &mut Site) -> Result<Assets, Failure> {
    let mut assets = Assets::new();
    for file in [files_below(&root.join("style"))?, files_below(&root.join("public"))?].concat() {
        let path = name_below(root, &file);
        let names = names(&path);
        if names == Names::None {
            continue;
        }
        let mut content = read(&file)?;
        if path.starts_with("public/") && path.ends_with(".js") {
            let mut script = String::from_utf8_lossy(&content).into_owned();
            if path == "public/phone.js" {
                script = worker::phone(root, &script)?;
            }
            content = tidy(&script).into_bytes();
        }
        let own = path.trim_start_matches("public/").to_owned();
        if names != Names::Hashed {
            site.add(&own, &content)?;
        }
        let address =
            if names == Names::Own { format!("/{own}") } else { add_hashed(site, &file, &content)? };
        assets.insert(path, address);
    }
    Ok(assets)
}

fn add_hashed(site: &mut Site, file: &Path, content: &[u8]) -> Result<String, Failure> {
    let part =
        |part: Option<&std::ffi::OsStr>| part.and_then(|part| part.to_str()).unwrap_or("file").to_owned();
    site.add_hashed(&part(file.file_stem()), &part(file.extension()), content)
}

fn name_below(folder: &Path, file: &Path) -> String {
    let below = file.strip_prefix(folder).unwrap_or(file);
    below.iter().map(|part| part.to_string_lossy()).collect::<Vec<_>>().join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_page_asks_for_hashed_names_and_strangers_for_own_ones() {
        let root = tempfile::tempdir().expect("a folder");
        for (path, text) in [
            ("style/fonts/a.woff2", "font"),
            ("style/fonts/OFL.txt", "licence"),
            ("style/base.css", "p{}"),
            ("public/icons/sprite.svg", "<svg/>"),
            ("public/robots.txt", "all"),
            ("public/start.js", "// Why.\n  go();\n"),
        ] {
            let path = root.path().join(path);
            std::fs::create_dir_all(path.parent().expect("parent")).expect("folder");
            std::fs::write(path, text).expect("written");
        }
        let mut site = Site::new(&root.path().join("site"), false).expect("open");
        let assets = add(root.path(), &mut site).expect("added");
        let known =
            ["public/icons/sprite.svg", "public/robots.txt", "public/start.js", "style/fonts/a.woff2"];
        assert_eq!(assets.keys().collect::<Vec<_>>(), known);
        assert_eq!(assets["public/robots.txt"], "/robots.txt");
        let there = |path: &str| std::fs::read_to_string(root.path().join("site").join(path)).ok();
        assert!(there("robots.txt").is_some() && there("icons/sprite.svg").is_some());
        assert_eq!(there("start.js"), None);
        assert_eq!(there(&assets["public/start.js"][1..]).as_deref(), Some("go();\n"));
        assert_eq!(there(&assets["style/fonts/a.woff2"][1..]).as_deref(), Some("font"));
    }
}
