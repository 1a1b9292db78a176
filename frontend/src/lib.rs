//! Wakes the islands of a page up in the browser.

// Without this the linker drops the islands' exports (leptos issue 3459).
#[allow(unused_imports)]
use app::*;

/// Called once by a page of staff, after the bundle has arrived: their islands are Leptos'.
#[cfg(feature = "staff")]
#[wasm_bindgen::prelude::wasm_bindgen]
pub fn hydrate() {
    leptos::mount::hydrate_islands();
}

/// For which sources this was compiled; `serve` looks for it.
#[wasm_bindgen::prelude::wasm_bindgen]
pub fn build() -> String {
    app::islands::BUILD.to_owned()
}
