//! What is in which of the files for browsers: every entry is scanned (`sources`), and staff code is in no file of members.

use crate::sources::root;
use crate::table::{PAGES, Role, Scene, address};
use server::assets::Files;
use server::testing::{TestApp, TestStore};
use std::path::Path;

/// Islands that only staff have (`app/src/islands/staff/`), and what only they ask of a page.
const STAFF_ISLANDS: [&str; 6] = ["Shortcuts", "Palette", "SplitPane", "Toasts", "LiveQueue", "CodeTimer"];
const STAFF_ONLY: [&str; 6] = ["keys-off", "data-palette", "--split", "data-undo", "#queue", "#code-left"];

/// The manifest of a site that `cargo xtask test` builds before it runs this. Where that command says that it did
/// (`TEST_BUNDLES`), a missing site is a failure; plain `cargo test` prints a line and goes on.
fn manifest_of(site: &Path) -> Option<serde_json::Value> {
    let Ok(manifest) = std::fs::read(site.join("pkg/manifest.json")) else {
        assert!(std::env::var_os("TEST_BUNDLES").is_none(), "{} is not there", site.display());
        println!("skipped: {} is not there; `cargo xtask test` builds it", site.display());
        return None;
    };
    Some(serde_json::from_slice(&manifest).expect("JSON"))
}

fn code(site: &Path, address: &serde_json::Value) -> String {
    let path = address.as_str().expect("an address").trim_start_matches('/');
    String::from_utf8_lossy(&std::fs::read(site.join(path)).expect("a file")).into_owned()
}

/// H12: a marker of staff code is in the entry of staff and in no other; and it would be found, were it there.
#[test]
fn staff_code_is_in_the_entry_of_staff_alone() {
    let site = root().join("target/site");
    let Some(manifest) = manifest_of(&site) else { return };
    let entries = manifest["entries"].as_object().expect("entries");
    assert_eq!(entries.keys().collect::<Vec<_>>(), ["alike", "app", "privacy", "staff"]);
    for (name, entry) in entries {
        let wasm = code(&site, &entry["wasm"]);
        let js = code(&site, &entry["js"]);
        for words in STAFF_ONLY {
            assert_eq!(wasm.contains(words), name == "staff", "{name} says {words}");
        }
        for island in STAFF_ISLANDS {
            let exported = js.contains(&format!("export function {island}_"));
            assert_eq!(exported, name == "staff", "{name} exports {island}");
        }
        let islands = name == "app" || name == "staff";
        assert_eq!(wasm.contains(app::islands::BUILD), islands, "{name} says for which sources it was made");
    }
}

/// No word of the style of a desk is in that of members either; staff load one sheet, which has both.
#[test]
fn the_style_of_staff_is_in_their_sheet_alone() {
    let site = root().join("target/site");
    let Some(manifest) = manifest_of(&site) else { return };
    let (members, staff) = (code(&site, &manifest["css"]), code(&site, &manifest["entries"]["staff"]["css"]));
    for class in [".rail", ".pane-head", ".split", ".over-list"] {
        assert!(!members.contains(class) && staff.contains(class), "{class}");
    }
    assert!(members.contains(".btn--primary") && staff.contains(".btn--primary"));
}

/// Islands of staff, their glue and the style of a desk together.
#[test]
fn the_entry_of_staff_weighs_at_most_150_kb() {
    let site = root().join("target/site");
    let Some(manifest) = manifest_of(&site) else { return };
    let staff = &manifest["entries"]["staff"];
    let parts = ["wasm", "js", "css"].map(|part| weigh(&site, staff[part].as_str().expect("an address")));
    assert!(parts.iter().sum::<u64>() <= 150_000, "WebAssembly, JavaScript, style: {parts:?} bytes");
}

/// Docs/decisions/0011: what wakes the forms of every page, the part of Leptos that islands need included.
#[test]
fn the_islands_of_members_weigh_at_most_70_kb() {
    let site = root().join("target/site");
    let Some(manifest) = manifest_of(&site) else { return };
    let parts = ["wasm", "js"].map(|part| weigh(&site, manifest[part].as_str().expect("an address")));
    assert!(parts.iter().sum::<u64>() <= 70_000, "WebAssembly, JavaScript: {parts:?} bytes");
}

/// How much of a file a browser downloads.
fn weigh(site: &Path, address: &str) -> u64 {
    let file = site.join(format!("{}.br", address.trim_start_matches('/')));
    std::fs::metadata(&file).unwrap_or_else(|why| panic!("{}: {why}", file.display())).len()
}

/// The privacy check adds at most 60 kB to a page, all its files together.
#[test]
fn the_privacy_check_weighs_at_most_60_kb() {
    let site = root().join("target/site");
    let Some(manifest) = manifest_of(&site) else { return };
    let entry = &manifest["entries"]["privacy"];
    let js = code(&site, &entry["js"]);
    let css = js.split("export const css = \"").nth(1).and_then(|rest| rest.split('"').next());
    let parts = [entry["wasm"].as_str(), entry["js"].as_str(), css]
        .map(|part| weigh(&site, part.expect("an address")));
    assert!(parts.iter().sum::<u64>() <= 60_000, "WebAssembly, JavaScript, style: {parts:?} bytes");
}

/// Who only reads does not pay for it: no page names it but in the forms in which something is written, and those
/// fetch it at the first touch (`end2end/stories/check.spec.ts`). Nor for the island of the form of a challenge.
#[tokio::test]
async fn only_forms_in_which_something_is_written_name_the_privacy_check() {
    let site = tempfile::tempdir().expect("a folder");
    std::fs::create_dir(site.path().join("pkg")).expect("made");
    let manifest = r#"{"entries":{"privacy":{"js":"/pkg/privacy.1.js","wasm":"/pkg/privacy.2.wasm"},
                                  "alike":{"js":"/pkg/alike.1.js","wasm":"/pkg/alike.2.wasm"}}}"#;
    std::fs::write(site.path().join("pkg/manifest.json"), manifest).expect("written");
    let files = Files::read(site.path()).expect("files");
    let store = TestStore::sqlite().await.expect("a store");
    let app = TestApp::with(store, TestApp::wide(), files, domain::entropy::Seeded::new(5));
    let scene = Scene::new(&app).await;
    let mut author = scene.person(Role::Author).await;
    let mut named = Vec::new();
    for (path, _) in PAGES {
        let page = author.sees(&address(path, &scene)).await.html();
        let count = page.matches("/pkg/privacy.").count();
        if count > 0 {
            named.push(*path);
        }
        let alike = page.matches("&quot;entry&quot;:&quot;/pkg/alike.1.js&quot;").count();
        assert_eq!(alike, usize::from(*path == "/threads/new"), "{path}");
        assert_eq!(count, page.matches(" data-privacy=\"/pkg/privacy.1.js\"").count(), "{path}");
    }
    let forms =
        ["/threads/new", "/threads/{id}", "/waiting/{id}/edit", "/held/{id}/edit", "/posts/{id}/edit"];
    assert_eq!(named, forms);
}

/// The privacy check is fetched where somebody writes, asks nobody anything, and stays small.
#[test]
fn the_privacy_check_cannot_send() {
    let Some(manifest) = manifest_of(&root().join("target/site")) else { return };
    let js = code(&root().join("target/site"), &manifest["entries"]["privacy"]["js"]);
    // Its loader may fetch its own code; what it may call in the browser stands between these two.
    let (_, asked) = js.split_once("function __wbg_get_imports() {").expect("what it may call");
    let (asked, _) = asked.split_once("_bg.js\": import0").expect("the end of it");
    assert!(asked.contains(".querySelector("), "it looks at the page");
    let words: Vec<&str> = asked.split(|c: char| !c.is_ascii_alphanumeric()).collect();
    for word in ["fetch", "XMLHttpRequest", "sendBeacon", "WebSocket", "localStorage", "open"] {
        assert!(!words.contains(&word), "{word}");
    }
}
