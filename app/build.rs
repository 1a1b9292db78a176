//! Turns `locales/{nl,en}/<feature>.json` into the functions of `app::t`, so that a missing text is a compile error.

#[path = "build/locales.rs"]
mod locales;

use std::path::{Path, PathBuf};
use std::{env, fs};

fn main() {
    println!("cargo::rerun-if-changed=build/locales.rs");
    println!("cargo::rerun-if-changed=../locales");
    for folder in ISLANDS {
        println!("cargo::rerun-if-changed={folder}");
    }
    let root = PathBuf::from(env::var("CARGO_MANIFEST_DIR").expect("cargo sets it"));
    println!("cargo::rustc-env=ISLANDS={}", islands_of(&root));
    let out = env::var("OUT_DIR").expect("cargo sets OUT_DIR");
    let texts = root.join("../locales");
    // The browser gets its texts as props of islands, so there the module stays empty.
    let ssr = env::var_os("CARGO_FEATURE_SSR").is_some();
    match locales::read(&texts).and_then(|features| locales::generate(&features)) {
        Ok(code) => fs::write(Path::new(&out).join("t.rs"), if ssr { code } else { String::new() })
            .expect("OUT_DIR can be written"),
        Err(wrong) => {
            for sentence in wrong {
                println!("cargo::error={sentence}");
            }
            std::process::exit(1);
        }
    }
}

/// The sources of the islands: their own, what they ask of a browser, the entry that one of them fetches, and the types of their
/// props.
const ISLANDS: [&str; 4] = ["src/islands", "../frontend/dom/src", "../frontend/alike/src", "../domain/src"];

/// A number that changes with the sources of the islands: both halves carry it, so that a server can tell whether the files for
/// browsers were made for it. FNV-1a, which is plenty to tell two builds apart.
fn islands_of(root: &Path) -> String {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for file in ISLANDS.iter().flat_map(|folder| files_below(&root.join(folder))) {
        for byte in fs::read(&file).expect("a source can be read") {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
    format!("{hash:016x}")
}

/// All files in a folder and below it, in one order everywhere.
fn files_below(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("a folder of sources can be listed");
    let mut paths: Vec<_> = entries.map(|entry| entry.expect("a source").path()).collect();
    paths.sort();
    paths.into_iter().flat_map(|path| if path.is_dir() { files_below(&path) } else { vec![path] }).collect()
}
