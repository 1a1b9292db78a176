//! `/pkg/manifest.json`: which hashed names this build has. The server reads it once, at start.

use crate::glue::Code;
use crate::site::Assets;
use serde_json::json;
use std::collections::BTreeMap;

/// The manifest. `js` and `wasm` are the entry of members; `entries` has all, by name. `sprite` is the file `sprite.svg`,
/// `start` the hand-written `start.js`, `shared_computer` that of shared computers, `phone` that of all others, `push` that
/// of the message of the day, `passkeys` that of passkeys, each `""` when the project has none; `files` has all by their path in the project.
pub fn text(entries: &BTreeMap<String, Code>, css: &str, assets: &Assets) -> String {
    let ending = |end: &str| {
        let found = assets.iter().find(|(path, _)| path.ends_with(end));
        found.map(|(_, address)| address.as_str()).unwrap_or_default()
    };
    let manifest = json!({
        "js": entries.get("app").map(|code| &code.js),
        "wasm": entries.get("app").map(|code| &code.wasm),
        "entries": entries.iter().map(|(name, code)| (name, entry(code))).collect::<BTreeMap<_, _>>(),
        "css": css,
        "sprite": ending("/sprite.svg"),
        "start": ending("/start.js"),
        "shared_computer": ending("/shared-computer.js"),
        "phone": ending("/phone.js"),
        "push": ending("/push.js"),
        "passkeys": ending("/passkeys.js"),
        "live": ending("/live.js"),
        "files": assets,
    });
    format!("{manifest:#}\n")
}

/// An entry; `css` is there where it has a style sheet of its own.
fn entry(code: &Code) -> serde_json::Value {
    let mut entry = json!({"js": code.js, "wasm": code.wasm});
    if let Some(css) = &code.css {
        entry["css"] = css.as_str().into();
    }
    entry
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_manifest_names_what_a_page_needs() {
        let code = |name: &str| Code {
            js: format!("/pkg/{name}.1.js"),
            wasm: format!("/pkg/{name}.2.wasm"),
            css: (name == "privacy").then(|| format!("/pkg/{name}.6.css")),
        };
        let entries = ["app", "privacy"].map(|name| (name.to_owned(), code(name))).into();
        let assets = Assets::from([
            ("style/fonts/a.woff2".into(), "/pkg/a.3.woff2".into()),
            ("style/icons/sprite.svg".into(), "/pkg/sprite.4.svg".into()),
        ]);
        let read: serde_json::Value =
            serde_json::from_str(&text(&entries, "/pkg/app.5.css", &assets)).expect("JSON");
        assert_eq!(read["js"], "/pkg/app.1.js");
        assert_eq!(read["wasm"], "/pkg/app.2.wasm");
        assert_eq!(read["entries"]["privacy"]["js"], "/pkg/privacy.1.js");
        assert_eq!(read["entries"]["privacy"]["css"], "/pkg/privacy.6.css");
        assert!(read["entries"]["app"].get("css").is_none());
        assert_eq!(read["css"], "/pkg/app.5.css");
        assert_eq!(read["sprite"], "/pkg/sprite.4.svg");
        assert_eq!(read["start"], "");
        assert_eq!(read["files"]["style/fonts/a.woff2"], "/pkg/a.3.woff2");
    }
}
