//! Turns `locales/{nl,en}/<feature>.json` into the functions of `app::t`, so that a missing text is a compile error.

#[path = "build/locales.rs"]
mod locales;

use std::path::Path;
use std::{env, fs};

fn main() {
    println!("cargo::rerun-if-changed=build/locales.rs");
    println!("cargo::rerun-if-changed=../locales");
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
