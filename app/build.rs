//! Turns `locales/{nl,en}/<feature>.json` into the functions of `app::t`, so that a missing text is a compile error.

#[path = "build/locales.rs"]
mod locales;

use std::path::Path;
use std::{env, fs};

fn main() {
    println!("cargo::rerun-if-changed=build/locales.rs");
    println!("cargo::rerun-if-changed=../locales");
    let islands = Path::new(&env::var("CARGO_MANIFEST_DIR").expect("cargo sets it")).join("src/islands");
    println!("cargo::rerun-if-changed=src/islands");
    println!("cargo::rustc-env=ISLANDS={}", islands_of(&islands));
    let out = env::var("OUT_DIR").expect("cargo sets OUT_DIR");
    let texts = Path::new(&env::var("CARGO_MANIFEST_DIR").expect("cargo sets it")).join("../locales");
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

/// A number that changes with the sources of the islands: both halves carry it, so that a server can tell whether the files for
/// browsers were made for it. FNV-1a, which is plenty to tell two builds apart.
fn islands_of(folder: &Path) -> String {
    let entries = fs::read_dir(folder).expect("src/islands can be listed");
    let mut files: Vec<_> = entries.map(|entry| entry.expect("a file of src/islands").path()).collect();
    files.sort();
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for file in files {
        for byte in fs::read(&file).expect("src/islands holds files only") {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
    format!("{hash:016x}")
}
