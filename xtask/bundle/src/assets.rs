//! Fonts and pictures: those that the styles own get hashed names, those in `public/` keep theirs.

use crate::site::{self, Site};
use crate::{Fault, files_below, read};
use std::collections::BTreeMap;
use std::path::Path;

/// Path below the project (`style/fonts/a.woff2`) to the address a browser asks for (`/pkg/a.<hash>.woff2`), and for
/// the rest of `public/` (`public/robots.txt`) to its own name (`/robots.txt`).
pub type Assets = BTreeMap<String, String>;

/// In `public/` these two kinds also get a hashed address: every page asks for them, so they must be kept for ever.
const HASHED_IN_PUBLIC: [&str; 2] = ["woff2", "svg"];

/// Puts fonts and pictures on the site under hashed names.
pub fn add(root: &Path, site: &mut Site) -> Result<Assets, Fault> {
    let mut assets = Assets::new();
    for folder in ["style", "public"] {
        for file in files_below(&root.join(folder))? {
            let extension = file.extension().and_then(|e| e.to_str()).unwrap_or_default().to_owned();
            let wanted = match folder {
                "style" => !matches!(extension.as_str(), "css" | "txt" | "md" | ""),
                _ => HASHED_IN_PUBLIC.contains(&extension.as_str()),
            };
            let path = name_below(root, &file);
            if wanted {
                let stem = file.file_stem().and_then(|s| s.to_str()).unwrap_or("file");
                let address = site.add_hashed(stem, &extension, &read(&file)?)?;
                assets.insert(path, address);
            } else if folder == "public" {
                let address = path["public".len()..].to_owned();
                assets.insert(path, address);
            }
        }
    }
    Ok(assets)
}

/// Copies `public/` as it is.
pub fn copy_public(public: &Path, site: &mut Site) -> Result<(), Fault> {
    for file in files_below(public)? {
        site::copy(site, &file, &name_below(public, &file))?;
    }
    Ok(())
}

fn name_below(folder: &Path, file: &Path) -> String {
    let below = file.strip_prefix(folder).unwrap_or(file);
    below.iter().map(|part| part.to_string_lossy()).collect::<Vec<_>>().join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fonts_of_the_styles_are_hashed_and_public_files_keep_their_names() {
        let root = tempfile::tempdir().expect("a folder");
        for (path, text) in [
            ("style/fonts/a.woff2", "font"),
            ("style/fonts/OFL.txt", "licence"),
            ("style/base.css", "p{}"),
            ("public/icons/sprite.svg", "<svg/>"),
            ("public/robots.txt", "all"),
        ] {
            let path = root.path().join(path);
            std::fs::create_dir_all(path.parent().expect("parent")).expect("folder");
            std::fs::write(path, text).expect("written");
        }
        let mut site = Site::new(&root.path().join("site"), false).expect("open");
        let assets = add(root.path(), &mut site).expect("added");
        copy_public(&root.path().join("public"), &mut site).expect("copied");
        let known = ["public/icons/sprite.svg", "public/robots.txt", "style/fonts/a.woff2"];
        assert_eq!(assets.keys().collect::<Vec<_>>(), known);
        assert_eq!(assets["public/robots.txt"], "/robots.txt");
        assert!(root.path().join("site/robots.txt").exists());
        assert!(root.path().join("site/icons/sprite.svg").exists());
        assert!(root.path().join("site").join(&assets["style/fonts/a.woff2"][1..]).exists());
    }
}
