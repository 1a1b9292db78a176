//! What the two hand-written scripts of a phone cannot know when they are written: the words of the product, and for the
//! service worker the files of this build and a name that changes with them.

use crate::site::{Assets, fingerprint};
use crate::{Failure, read};
use serde_json::{Map, Value, json};
use std::path::Path;

/// The line of `public/phone.js` that is filled in.
const WORDS: &str = "const WORDS = { nl: {}, en: {} };";
/// The line of `public/sw.js` that is filled in.
const BUNDLE: &str = "const BUNDLE = { version: \"\", files: [], words: {} };";

/// `public/phone.js` with its words.
pub fn phone(root: &Path, script: &str) -> Result<String, Failure> {
    let words = words(root)?;
    filled("public/phone.js", script, WORDS, &format!("const WORDS = {words};"))
}

/// `public/sw.js` with the files that the offline page needs. Every change of any file makes it another version.
pub fn service(root: &Path, script: &str, css: &str, assets: &Assets) -> Result<String, Failure> {
    let fonts = assets.values().filter(|address| address.ends_with(".woff2")).map(String::as_str);
    let files: Vec<&str> = std::iter::once(css).chain(fonts).collect();
    let all = format!("{assets:?}{css}{script}");
    let bundle = json!({ "version": fingerprint(all.as_bytes()), "files": files, "words": words(root)? });
    filled("public/sw.js", script, BUNDLE, &format!("const BUNDLE = {bundle};"))
}

/// `locales/*/phone.json`, by language.
fn words(root: &Path) -> Result<Value, Failure> {
    let mut words = Map::new();
    for lang in ["nl", "en"] {
        let path = root.join(format!("locales/{lang}/phone.json"));
        let said =
            serde_json::from_slice(&read(&path)?).map_err(|why| format!("{}: {why}", path.display()))?;
        words.insert(lang.to_owned(), said);
    }
    Ok(Value::Object(words))
}

fn filled(name: &str, script: &str, line: &str, with: &str) -> Result<String, Failure> {
    if script.contains(line) {
        Ok(script.replace(line, with))
    } else {
        Err(format!("{name} lacks the line that is filled in: {line}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn root() -> tempfile::TempDir {
        let root = tempfile::tempdir().expect("a folder");
        for lang in ["nl", "en"] {
            let folder = root.path().join("locales").join(lang);
            std::fs::create_dir_all(&folder).expect("made");
            std::fs::write(folder.join("phone.json"), format!("{{\"push\": \"{lang}\"}}")).expect("written");
        }
        root
    }

    #[test]
    fn a_phone_gets_the_words_of_both_languages() {
        let root = root();
        let made = phone(root.path(), &format!("{WORDS}\ngo();\n")).expect("filled");
        assert_eq!(made, "const WORDS = {\"en\":{\"push\":\"en\"},\"nl\":{\"push\":\"nl\"}};\ngo();\n");
    }

    #[test]
    fn any_other_file_is_another_version_of_the_service_worker() {
        let root = root();
        let assets = |font: &str| Assets::from([("style/a.woff2".to_owned(), font.to_owned())]);
        let make = |css, font| service(root.path(), BUNDLE, css, &assets(font)).expect("filled");
        let one = make("/pkg/a.css", "/pkg/a.woff2");
        assert!(one.contains("[\"/pkg/a.css\",\"/pkg/a.woff2\"]"), "{one}");
        assert_eq!(one, make("/pkg/a.css", "/pkg/a.woff2"));
        assert_ne!(one, make("/pkg/b.css", "/pkg/a.woff2"));
        assert_ne!(one, make("/pkg/a.css", "/pkg/b.woff2"));
    }

    #[test]
    fn a_script_that_cannot_be_filled_is_named() {
        let root = root();
        assert!(phone(root.path(), "go();").expect_err("refused").contains("public/phone.js"));
    }
}
