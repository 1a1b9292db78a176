//! What a bundle was made of, in one number, so that a second start does nothing in no time.

use crate::{Args, Failure, files_below, read};
use sha2::{Digest, Sha256};
use std::path::{Path, PathBuf};

/// Counts up when this program starts to make other files from the same input.
const RECIPE: u32 = 6;

/// A hash over every input.
pub struct Stamp(String);

impl Stamp {
    /// Reads every input once.
    pub fn of(asked: &Args) -> Result<Self, Failure> {
        let mut hash = Sha256::new();
        hash.update(format!("{RECIPE} {}", asked.quick));
        for (name, wasm) in &asked.entries {
            hash.update(name);
            hash.update(read(wasm)?);
        }
        for folder in ["style", "public", "locales"] {
            for file in files_below(&asked.root.join(folder))? {
                let content = read(&file)?;
                // Names and lengths are part of it: moving bytes from one file to the next is a change.
                hash.update(format!("\n{} {}\n", file.display(), content.len()));
                hash.update(content);
            }
        }
        Ok(Self(hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect()))
    }

    /// Tells whether the site was made of exactly this, and is still there.
    pub fn is_on(&self, site: &Path) -> bool {
        site.join("pkg/manifest.json").exists()
            && std::fs::read_to_string(beside(site)).is_ok_and(|there| there == self.0)
    }

    /// Remembers it, beside the site and not in it: browsers need not know.
    pub fn put_on(&self, site: &Path) -> Result<(), Failure> {
        let path = beside(site);
        std::fs::write(&path, &self.0).map_err(|why| format!("{} cannot be written: {why}", path.display()))
    }
}

fn beside(site: &Path) -> PathBuf {
    site.with_extension("stamp")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_changed_input_changes_the_stamp() {
        let root = tempfile::tempdir().expect("a folder");
        std::fs::create_dir(root.path().join("style")).expect("folder");
        std::fs::write(root.path().join("a.wasm"), "code").expect("written");
        let asked = || Args {
            entries: [("app".to_owned(), root.path().join("a.wasm"))].into(),
            root: root.path().to_path_buf(),
            site: root.path().join("site"),
            quick: false,
        };
        let first = Stamp::of(&asked()).expect("stamp").0;
        assert_eq!(first, Stamp::of(&asked()).expect("stamp").0);
        assert_ne!(first, Stamp::of(&Args { quick: true, ..asked() }).expect("stamp").0);
        std::fs::write(root.path().join("style/main.css"), "p{}").expect("written");
        assert_ne!(first, Stamp::of(&asked()).expect("stamp").0);
    }

    #[test]
    fn a_stamp_without_a_site_counts_for_nothing() {
        let root = tempfile::tempdir().expect("a folder");
        let site = root.path().join("site");
        let stamp = Stamp("1".into());
        stamp.put_on(&site).expect("put");
        assert!(!stamp.is_on(&site));
    }
}
