//! The code of a group stands after the `#` of the link, where no server log sees it (P7).

/// Puts the code from the link into the field of the form and takes it out of the address.
#[cfg(feature = "ssr")]
#[leptos::component]
pub fn JoinCode() -> impl leptos::IntoView {
    use leptos::prelude::*;
    view! { <is-land data-component="JoinCode"></is-land> }
}

#[cfg(feature = "hydrate")]
mod browser {
    use dom::Element;
    use wasm_bindgen::prelude::{JsValue, wasm_bindgen};

    /// Wakes the island of this element.
    #[wasm_bindgen(js_name = JoinCode)]
    pub fn join_code(_: Element) {
        let hash = dom::hash();
        let code = hash.trim_start_matches('#');
        let Some(field) = dom::find("input[name=code]") else { return };
        if !code.is_empty() && code.len() <= 40 {
            if field.value().is_none_or(|typed| typed.is_empty()) {
                field.set_value(code);
            }
            dom::replace_state(&JsValue::NULL, "", &dom::path());
        }
    }
}
