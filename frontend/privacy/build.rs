//! Turns `locales/{nl,en}/check.json` into a table. The sentences travel with the check, so that pages stay small and
//! the check says nothing that a translator cannot find; a sentence that misses in one language does not compile.

use serde_json::{Map, Value};
use std::fmt::Write;
use std::path::Path;
use std::{env, fs};

fn main() {
    let folder = Path::new(&env::var("CARGO_MANIFEST_DIR").expect("cargo sets it")).join("../../locales");
    let mut code = String::new();
    let mut keys: Option<Vec<String>> = None;
    for lang in ["nl", "en"] {
        let file = folder.join(lang).join("check.json");
        println!("cargo::rerun-if-changed={}", file.display());
        let text = fs::read_to_string(&file).expect("locales/*/check.json can be read");
        let texts: Map<String, Value> = serde_json::from_str(&text).expect("locales/*/check.json is JSON");
        let mut own: Vec<_> = texts.keys().cloned().collect();
        own.sort();
        assert!(keys.as_ref().is_none_or(|keys| *keys == own), "locales/*/check.json differ in their keys");
        let sentences: Vec<_> =
            own.iter().map(|key| texts[key].as_str().expect("sentences are texts")).collect();
        assert!(!sentences.iter().any(|sentence| sentence.contains('\n')), "a sentence is one line");
        // One text each: a pointer and a length per sentence would be as much again.
        let _ = writeln!(code, "const {}: &str = {:?};", lang.to_uppercase(), sentences.join("\n"));
        keys = Some(own);
    }
    let _ = writeln!(code, "const KEYS: &str = {:?};", keys.unwrap_or_default().join("\n"));
    let out = env::var("OUT_DIR").expect("cargo sets OUT_DIR");
    fs::write(Path::new(&out).join("words.rs"), code).expect("OUT_DIR can be written");
}
