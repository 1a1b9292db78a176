//! The site folder: hashed names, compressed copies, and nothing left over from an earlier build.

use crate::{Failure, files_below};
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// Path below the project (`style/fonts/a.woff2`) to the address a browser asks for (`/pkg/a.<hash>.woff2`), or for
/// what keeps its name (`public/robots.txt`) to that name (`/robots.txt`).
pub type Assets = BTreeMap<String, String>;

/// Below this a compressed copy saves less than the header that announces it.
const WORTH_COMPRESSING: usize = 256;

/// The folder a server shows to browsers, while it is being made.
pub struct Site {
    folder: PathBuf,
    compress: bool,
    kept: BTreeSet<PathBuf>,
    sizes: BTreeMap<String, (usize, Option<usize>)>,
}

impl Site {
    /// Opens the folder, makes it when needed.
    pub fn new(folder: &Path, compress: bool) -> Result<Self, Failure> {
        let pkg = folder.join("pkg");
        std::fs::create_dir_all(&pkg).map_err(|why| format!("{} cannot be made: {why}", pkg.display()))?;
        Ok(Self { folder: folder.to_path_buf(), compress, kept: BTreeSet::new(), sizes: BTreeMap::new() })
    }

    /// Puts a file under a name that changes with its content, and says where browsers find it.
    /// Such a file may be kept by a browser for ever.
    pub fn add_hashed(&mut self, stem: &str, extension: &str, content: &[u8]) -> Result<String, Failure> {
        let path = format!("pkg/{stem}.{}.{extension}", fingerprint(content));
        self.add(&path, content)?;
        Ok(format!("/{path}"))
    }

    /// Puts a file under exactly this name (`robots.txt`, `icons/a.png`).
    pub fn add(&mut self, path: &str, content: &[u8]) -> Result<(), Failure> {
        let full = self.folder.join(path);
        let fresh = std::fs::read(&full).is_ok_and(|there| there == content);
        if !fresh {
            write(&full, content)?;
        }
        self.kept.insert(full.clone());
        let squeezed = if self.compress && compresses(path) && content.len() >= WORTH_COMPRESSING {
            Some(self.add_compressed(&full, content, fresh)?)
        } else {
            None
        };
        self.sizes.insert(path.to_owned(), (content.len(), squeezed));
        Ok(())
    }

    /// Writes the `.br` and `.gz` copies and returns the size of the smaller. Brotli 11 takes seconds for the browser
    /// code, so copies of unchanged content are kept.
    fn add_compressed(&mut self, full: &Path, content: &[u8], fresh: bool) -> Result<usize, Failure> {
        let mut smallest = usize::MAX;
        for (suffix, made) in [("br", squeeze::brotli as fn(&[u8]) -> Vec<u8>), ("gz", squeeze::gzip)] {
            let copy = PathBuf::from(format!("{}.{suffix}", full.display()));
            let there =
                if fresh { std::fs::metadata(&copy).ok().map(|about| about.len() as usize) } else { None };
            let size = match there {
                Some(size) => size,
                None => {
                    let squeezed = made(content);
                    write(&copy, &squeezed)?;
                    squeezed.len()
                }
            };
            self.kept.insert(copy);
            smallest = smallest.min(size);
        }
        Ok(smallest)
    }

    /// Removes what this build did not make, and writes the manifest last: a manifest only ever names files that exist.
    pub fn finish(&mut self, manifest: &str) -> Result<(), Failure> {
        let path = self.folder.join("pkg/manifest.json");
        self.kept.insert(path.clone());
        write(&path, manifest.as_bytes())?;
        for file in files_below(&self.folder)? {
            if !self.kept.contains(&file) {
                std::fs::remove_file(&file)
                    .map_err(|why| format!("{} cannot be removed: {why}", file.display()))?;
            }
        }
        Ok(())
    }

    /// One line per file in /pkg: what it is and what a browser downloads.
    pub fn summary(&self) -> String {
        let line = |(path, (plain, squeezed)): (&String, &(usize, Option<usize>))| match squeezed {
            Some(squeezed) => format!("  {path}: {} ({} compressed)", kb(*plain), kb(*squeezed)),
            None => format!("  {path}: {}", kb(*plain)),
        };
        let lines: Vec<String> =
            self.sizes.iter().filter(|(path, _)| path.starts_with("pkg/")).map(line).collect();
        lines.join("\n")
    }
}

/// 16 characters of base16: 64 bits, plenty to tell two builds of one file apart.
pub fn fingerprint(content: &[u8]) -> String {
    Sha256::digest(content).iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}

fn compresses(path: &str) -> bool {
    // Pictures and woff2 fonts are compressed inside already.
    let known =
        ["js", "mjs", "wasm", "css", "svg", "json", "webmanifest", "txt", "html", "ico", "map", "ttf"];
    path.rsplit_once('.').is_some_and(|(_, extension)| known.contains(&extension))
}

fn write(path: &Path, content: &[u8]) -> Result<(), Failure> {
    let failure = |why: std::io::Error| format!("{} cannot be written: {why}", path.display());
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder).map_err(failure)?;
    }
    // A running server never sees half a file: written beside it, then moved over it.
    let half = PathBuf::from(format!("{}.half", path.display()));
    std::fs::write(&half, content).and_then(|()| std::fs::rename(&half, path)).map_err(failure)
}

fn kb(bytes: usize) -> String {
    format!("{}.{} kB", bytes / 1000, bytes % 1000 / 100)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder() -> tempfile::TempDir {
        tempfile::tempdir().expect("a folder")
    }

    #[test]
    fn a_name_changes_with_the_content_only() {
        let folder = folder();
        let mut site = Site::new(folder.path(), false).expect("open");
        let one = site.add_hashed("app", "js", b"one").expect("added");
        assert_eq!(one, site.add_hashed("app", "js", b"one").expect("added"));
        assert_ne!(one, site.add_hashed("app", "js", b"two").expect("added"));
        assert_eq!(one, format!("/pkg/app.{}.js", fingerprint(b"one")));
        assert_eq!(fingerprint(b"one").len(), 16);
    }

    #[test]
    fn what_an_earlier_build_made_is_gone() {
        let folder = folder();
        let mut first = Site::new(folder.path(), true).expect("open");
        let old = first.add_hashed("app", "js", &b"var old;".repeat(100)).expect("added");
        first.finish("{}").expect("finished");
        let mut second = Site::new(folder.path(), true).expect("open");
        let new = second.add_hashed("app", "js", &b"var new;".repeat(100)).expect("added");
        second.finish("{}").expect("finished");
        let there = |path: &str| folder.path().join(path.trim_start_matches('/')).exists();
        assert!(!there(&old) && !there(&format!("{old}.br")));
        assert!(there(&new) && there(&format!("{new}.br")) && there(&format!("{new}.gz")));
    }

    #[test]
    fn compressed_copies_of_unchanged_content_are_kept_and_of_changed_content_renewed() {
        let folder = folder();
        let copy = folder.path().join("robots.txt.br");
        let text = "User-agent: *\n".repeat(50);
        Site::new(folder.path(), true).expect("open").add("robots.txt", text.as_bytes()).expect("added");
        std::fs::write(&copy, b"mark").expect("marked");
        Site::new(folder.path(), true).expect("open").add("robots.txt", text.as_bytes()).expect("added");
        assert_eq!(std::fs::read(&copy).expect("copy"), b"mark");
        let other = "Disallow: /\n".repeat(50);
        Site::new(folder.path(), true).expect("open").add("robots.txt", other.as_bytes()).expect("added");
        let plain = squeeze::unbrotli(&std::fs::read(&copy).expect("copy")).expect("brotli");
        assert_eq!(plain, other.as_bytes());
    }

    #[test]
    fn small_and_already_compressed_files_get_no_copies() {
        let folder = folder();
        let mut site = Site::new(folder.path(), true).expect("open");
        site.add("a.txt", b"short").expect("added");
        site.add("b.woff2", &[7; 4096]).expect("added");
        assert!(!folder.path().join("a.txt.br").exists());
        assert!(!folder.path().join("b.woff2.br").exists());
    }
}
