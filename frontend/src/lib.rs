//! Wakes the islands of a page up in the browser.

// Without this the linker drops the islands' exports (leptos issue 3459).
#[allow(unused_imports)]
use app::*;
use wasm_bindgen::prelude::wasm_bindgen;

/// Called once by a page, before it wakes its islands one by one (`public/start.js`).
#[wasm_bindgen]
pub fn hydrate() {
    leptos::mount::hydrate_islands();
}

/// For which sources this was compiled; `serve` looks for it.
#[wasm_bindgen]
pub fn build() -> String {
    app::islands::BUILD.to_owned()
}
