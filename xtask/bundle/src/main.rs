//! Makes the files a browser downloads, in one step that needs nothing but cargo.
//!
//! `bundle --entry app=<frontend.wasm> [--entry <name>=<code.wasm>]… [--root <project>] [--site <folder>] [--quick]`
//!
//! | from | to |
//! |---|---|
//! | the compiled code of each entry | `/pkg/<entry>.<hash>.js`, `/pkg/<entry>.<hash>.wasm` |
//! | `style/<entry>.css`, where an entry has one | `/pkg/<entry>.<hash>.css`; its JavaScript exports the address as `css` |
//! | `style/main.css` and what it imports | `/pkg/app.<hash>.css` |
//! | fonts, pictures, `public/start.js` | `/pkg/<name>.<hash>.<ext>` |
//! | `public/sw.js`, with the names above | `/sw.js` |
//! | the rest of `public/` | `/**`, names unchanged |
//! | the names | `/pkg/manifest.json`, which the server reads at start |
//!
//! An entry is what one kind of page loads: `app` the pages of members, `privacy` the pages where something is written.
//! Everything worth it gets a `.br` and a `.gz` beside it. `--quick` leaves those out, for development.

mod assets;
mod css;
mod glue;
mod manifest;
mod site;
mod stamp;
mod worker;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Why a bundle could not be made: one sentence that names the file.
type Failure = String;

#[derive(Debug)]
struct Args {
    /// Name and compiled code of each entry; `app` is one of them.
    entries: BTreeMap<String, PathBuf>,
    root: PathBuf,
    site: PathBuf,
    quick: bool,
}

fn main() -> ExitCode {
    let made = asked(std::env::args().skip(1)).and_then(|asked| bundle(&asked));
    match made {
        Ok(said) => {
            println!("{said}");
            ExitCode::SUCCESS
        }
        Err(failure) => {
            eprintln!("bundle: {failure}");
            ExitCode::FAILURE
        }
    }
}

fn asked(mut words: impl Iterator<Item = String>) -> Result<Args, Failure> {
    let (mut entries, mut root, mut site, mut quick) = (BTreeMap::new(), PathBuf::from("."), None, false);
    while let Some(word) = words.next() {
        let mut path = || words.next().map(PathBuf::from).ok_or(format!("{word} needs a path after it"));
        match word.as_str() {
            "--entry" => {
                let given = path()?.to_string_lossy().into_owned();
                let (name, wasm) =
                    entry(&given).ok_or(format!("{given} is no entry; say --entry app=<code.wasm>"))?;
                entries.insert(name, wasm);
            }
            "--root" => root = path()?,
            "--site" => site = Some(path()?),
            "--quick" => quick = true,
            _ => return Err(format!("I do not know {word}; I know --entry, --root, --site and --quick")),
        }
    }
    let site = site.unwrap_or_else(|| root.join("target/site"));
    if !entries.contains_key("app") {
        return Err("say which code members get: --entry app=<frontend.wasm>".into());
    }
    Ok(Args { entries, root, site, quick })
}

/// `name=path`; the name becomes part of a file's name.
fn entry(given: &str) -> Option<(String, PathBuf)> {
    let (name, path) = given.split_once('=')?;
    let plain = !name.is_empty() && name.bytes().all(|letter| letter.is_ascii_lowercase());
    (plain && !path.is_empty()).then(|| (name.to_owned(), path.into()))
}

/// Makes the site folder; when no input changed since the last time, looks and leaves.
fn bundle(asked: &Args) -> Result<String, Failure> {
    let stamp = stamp::Stamp::of(asked)?;
    if stamp.is_on(&asked.site) {
        return Ok("  browser files are up to date".into());
    }
    let mut site = site::Site::new(&asked.site, !asked.quick)?;
    let assets = assets::add(&asked.root, &mut site)?;
    let style = asked.root.join("style");
    let css = css::bundle(&style, "main.css", &assets)?;
    let css = site.add_hashed("app", "css", css.as_bytes())?;
    let mut entries = BTreeMap::new();
    for (name, wasm) in &asked.entries {
        let own = if name != "app" && style.join(format!("{name}.css")).is_file() {
            let css = css::bundle(&style, &format!("{name}.css"), &assets)?;
            Some(site.add_hashed(name, "css", css.as_bytes())?)
        } else {
            None
        };
        entries.insert(name.clone(), glue::add(name, wasm, own.as_deref(), &mut site)?);
    }
    let service = asked.root.join("public/sw.js");
    if service.exists() {
        let script = String::from_utf8_lossy(&read(&service)?).into_owned();
        let script = worker::service(&asked.root, &script, &css, &assets)?;
        site.add("sw.js", glue::tidy(&script).as_bytes())?;
    }
    let manifest = manifest::text(&entries, &css, &assets);
    site.finish(&manifest)?;
    stamp.put_on(&asked.site)?;
    Ok(site.summary())
}

fn read(path: &Path) -> Result<Vec<u8>, Failure> {
    std::fs::read(path).map_err(|why| format!("{} cannot be read: {why}", path.display()))
}

/// Every file below a folder, sorted, so that two runs see the same order. A folder that is not there is empty.
fn files_below(folder: &Path) -> Result<Vec<PathBuf>, Failure> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(folder) = folders.pop() {
        let Ok(entries) = std::fs::read_dir(&folder) else { continue };
        for entry in entries {
            let path = entry.map_err(|why| format!("{}: {why}", folder.display()))?.path();
            if path.is_dir() { folders.push(path) } else { found.push(path) }
        }
    }
    found.sort();
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(line: &str) -> impl Iterator<Item = String> {
        line.split(' ').map(str::to_owned).collect::<Vec<_>>().into_iter()
    }

    #[test]
    fn a_missing_path_is_named() {
        let failure = asked(words("--entry")).expect_err("refused");
        assert!(failure.contains("--entry needs a path"), "{failure}");
    }

    #[test]
    fn an_unknown_word_is_refused() {
        assert!(asked(words("--entry app=x --slow")).expect_err("refused").contains("--slow"));
    }

    #[test]
    fn an_entry_has_a_name_and_members_have_one() {
        for line in ["--entry x.wasm", "--entry App=x", "--entry ../a=x", "--entry app=", "--entry desk=x"] {
            asked(words(line)).expect_err(line);
        }
    }

    #[test]
    fn the_site_folder_defaults_to_target() {
        let asked = asked(words("--entry app=x.wasm --entry desk=y.wasm --root /p")).expect("accepted");
        assert_eq!(asked.entries["desk"], PathBuf::from("y.wasm"));
        assert_eq!(asked.site, PathBuf::from("/p/target/site"));
        assert!(!asked.quick);
    }
}
