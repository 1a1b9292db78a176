//! Makes the files a browser downloads, in one step that needs nothing but cargo.
//!
//! `bundle --wasm <frontend.wasm> [--root <project>] [--site <folder>] [--quick]`
//!
//! | from | to |
//! |---|---|
//! | the compiled browser code | `/pkg/app.<hash>.js`, `/pkg/app.<hash>.wasm` |
//! | `style/main.css` and what it imports | `/pkg/app.<hash>.css` |
//! | fonts, pictures, `public/start.js` | `/pkg/<name>.<hash>.<ext>` |
//! | `public/sw.js`, with the names above | `/sw.js` |
//! | the rest of `public/` | `/**`, names unchanged |
//! | the names | `/pkg/manifest.json`, which the server reads at start |
//!
//! Everything worth it gets a `.br` and a `.gz` beside it. `--quick` leaves those out, for development.

mod assets;
mod css;
mod glue;
mod manifest;
mod site;
mod stamp;
mod worker;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Why a bundle could not be made: one sentence that names the file.
type Fault = String;

#[derive(Debug)]
struct Asked {
    wasm: PathBuf,
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
        Err(fault) => {
            eprintln!("bundle: {fault}");
            ExitCode::FAILURE
        }
    }
}

fn asked(mut words: impl Iterator<Item = String>) -> Result<Asked, Fault> {
    let (mut wasm, mut root, mut site, mut quick) = (None, PathBuf::from("."), None, false);
    while let Some(word) = words.next() {
        let mut path = || words.next().map(PathBuf::from).ok_or(format!("{word} needs a path after it"));
        match word.as_str() {
            "--wasm" => wasm = Some(path()?),
            "--root" => root = path()?,
            "--site" => site = Some(path()?),
            "--quick" => quick = true,
            _ => return Err(format!("I do not know {word}; I know --wasm, --root, --site and --quick")),
        }
    }
    let site = site.unwrap_or_else(|| root.join("target/site"));
    let wasm = wasm.ok_or("say which file to start from: --wasm <frontend.wasm>")?;
    Ok(Asked { wasm, root, site, quick })
}

/// Makes the site folder; when no input changed since the last time, looks and leaves.
fn bundle(asked: &Asked) -> Result<String, Fault> {
    let stamp = stamp::Stamp::of(asked)?;
    if stamp.is_on(&asked.site) {
        return Ok("  browser files are up to date".into());
    }
    let mut site = site::Site::new(&asked.site, !asked.quick)?;
    let assets = assets::add(&asked.root, &mut site)?;
    let css = css::bundle(&asked.root.join("style"), &assets)?;
    let css = site.add_hashed("app", "css", css.as_bytes())?;
    let code = glue::add(&asked.wasm, &mut site)?;
    let service = asked.root.join("public/sw.js");
    if service.exists() {
        let script = String::from_utf8_lossy(&read(&service)?).into_owned();
        let script = worker::service(&asked.root, &script, &css, &assets)?;
        site.add("sw.js", glue::tidy(&script).as_bytes())?;
    }
    let manifest = manifest::text(&code, &css, &assets);
    site.finish(&manifest)?;
    stamp.put_on(&asked.site)?;
    Ok(site.summary())
}

fn read(path: &Path) -> Result<Vec<u8>, Fault> {
    std::fs::read(path).map_err(|why| format!("{} cannot be read: {why}", path.display()))
}

/// Every file below a folder, sorted, so that two runs see the same order. A folder that is not there is empty.
fn files_below(folder: &Path) -> Result<Vec<PathBuf>, Fault> {
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
        let fault = asked(words("--wasm")).expect_err("refused");
        assert!(fault.contains("--wasm needs a path"), "{fault}");
    }

    #[test]
    fn an_unknown_word_is_refused() {
        assert!(asked(words("--wasm x --slow")).expect_err("refused").contains("--slow"));
    }

    #[test]
    fn the_site_folder_defaults_to_target() {
        let asked = asked(words("--wasm x.wasm --root /p")).expect("accepted");
        assert_eq!(asked.site, PathBuf::from("/p/target/site"));
        assert!(!asked.quick);
    }
}
