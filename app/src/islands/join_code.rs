//! The code of a group stands after the `#` of the link, where no server log sees it (anonymity 2.7).

use leptos::prelude::*;

/// Puts the code from the link into the field of the form and takes it out of the address.
#[island]
pub fn JoinCode() -> impl IntoView {
    #[cfg(feature = "hydrate")]
    take();
}

#[cfg(feature = "hydrate")]
fn take() {
    use super::dom;
    use wasm_bindgen::JsCast;
    let window = dom::window();
    let code = window.location().hash().unwrap_or_default();
    let Some(field) =
        dom::find("input[name=code]").and_then(|f| f.dyn_into::<web_sys::HtmlInputElement>().ok())
    else {
        return;
    };
    let code = code.trim_start_matches('#');
    if !code.is_empty() && code.len() <= 40 {
        if field.value().is_empty() {
            field.set_value(code);
        }
        if let (Ok(history), Ok(path)) = (window.history(), window.location().pathname()) {
            let _ = history.replace_state_with_url(&wasm_bindgen::JsValue::NULL, "", Some(&path));
        }
    }
}
