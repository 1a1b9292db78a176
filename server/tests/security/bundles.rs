//! What is in which of the files for browsers: every entry is scanned (`sources`), and staff code is in no file of members.

use crate::sources::root;
use std::path::{Path, PathBuf};

/// What only the fixture of `app/src/islands/staff.rs` says.
const STAFF_ONLY: &str = "only-staff-may-download-this";

/// The site with an entry for staff, which `cargo xtask test` builds for this and nobody ships.
fn staff_site() -> Option<(PathBuf, serde_json::Value)> {
    let site = root().join("target/site-staff");
    let Ok(manifest) = std::fs::read(site.join("pkg/manifest.json")) else {
        println!("skipped: target/site-staff is not there; `cargo xtask test` builds it");
        return None;
    };
    Some((site, serde_json::from_slice(&manifest).expect("JSON")))
}

fn code(site: &Path, address: &serde_json::Value) -> String {
    let path = address.as_str().expect("an address").trim_start_matches('/');
    String::from_utf8_lossy(&std::fs::read(site.join(path)).expect("a file")).into_owned()
}

/// Engineering B.4: a marker of staff code is in the entry of staff and in no other; and it would be found, were it there.
#[test]
fn staff_code_is_in_the_entry_of_staff_alone() {
    let Some((site, manifest)) = staff_site() else { return };
    let entries = manifest["entries"].as_object().expect("entries");
    assert_eq!(entries.keys().collect::<Vec<_>>(), ["app", "privacy", "staff"]);
    for (name, entry) in entries {
        let wasm = code(&site, &entry["wasm"]);
        assert_eq!(wasm.contains(STAFF_ONLY), name == "staff", "{name}");
        let js = code(&site, &entry["js"]);
        assert_eq!(js.contains("Fixture"), name == "staff", "{name} exports the island");
        let islands = name != "privacy";
        assert_eq!(wasm.contains(app::islands::BUILD), islands, "{name} says for which sources it was made");
    }
}

/// What is shipped has no entry for staff while there is nothing for them.
#[test]
fn no_empty_entry_is_shipped() {
    let Ok(manifest) = std::fs::read_to_string(root().join("target/site/pkg/manifest.json")) else { return };
    let manifest: serde_json::Value = serde_json::from_str(&manifest).expect("JSON");
    assert!(manifest["entries"].get("staff").is_none());
    assert!(manifest["entries"].get("privacy").is_some());
}

/// The privacy check is fetched where somebody writes, asks nobody anything, and stays small.
#[test]
fn the_privacy_check_cannot_send() {
    let Ok(manifest) = std::fs::read_to_string(root().join("target/site/pkg/manifest.json")) else { return };
    let manifest: serde_json::Value = serde_json::from_str(&manifest).expect("JSON");
    let js = code(&root().join("target/site"), &manifest["entries"]["privacy"]["js"]);
    // Its loader may fetch its own code; what it may call in the browser is listed in its imports.
    let imports: Vec<&str> = js.split("__wbg_").filter_map(|part| part.split('_').next()).collect();
    for word in ["fetch", "XMLHttpRequest", "sendBeacon", "WebSocket", "localStorage", "open"] {
        assert!(!imports.contains(&word), "{word}");
    }
}
