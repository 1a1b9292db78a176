//! `/pkg/manifest.json`: which hashed names this build has. The server reads it once, at start.

use crate::assets::Assets;
use crate::glue::Code;
use serde_json::json;

/// The manifest. `font` is the first font in the alphabet, `sprite` the file `sprite.svg`, `start` the hand-written
/// `start.js`, `ward` that of shared computers, `phone` that of all others, each `""` when the project has none; `files` has all by their path in the project.
pub fn text(code: &Code, css: &str, assets: &Assets) -> String {
    let ending = |end: &str| {
        let found = assets.iter().find(|(path, _)| path.ends_with(end));
        found.map(|(_, address)| address.as_str()).unwrap_or_default()
    };
    let manifest = json!({
        "js": code.js,
        "wasm": code.wasm,
        "css": css,
        "font": ending(".woff2"),
        "sprite": ending("/sprite.svg"),
        "start": ending("/start.js"),
        "ward": ending("/ward.js"),
        "phone": ending("/phone.js"),
        "files": assets,
    });
    format!("{manifest:#}\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_manifest_names_what_a_page_needs() {
        let code = Code { js: "/pkg/app.1.js".into(), wasm: "/pkg/app.2.wasm".into() };
        let assets = Assets::from([
            ("style/fonts/a.woff2".into(), "/pkg/a.3.woff2".into()),
            ("style/icons/sprite.svg".into(), "/pkg/sprite.4.svg".into()),
        ]);
        let read: serde_json::Value =
            serde_json::from_str(&text(&code, "/pkg/app.5.css", &assets)).expect("JSON");
        assert_eq!(read["js"], "/pkg/app.1.js");
        assert_eq!(read["wasm"], "/pkg/app.2.wasm");
        assert_eq!(read["css"], "/pkg/app.5.css");
        assert_eq!(read["font"], "/pkg/a.3.woff2");
        assert_eq!(read["sprite"], "/pkg/sprite.4.svg");
        assert_eq!(read["start"], "");
        assert_eq!(read["files"]["style/fonts/a.woff2"], "/pkg/a.3.woff2");
    }
}
