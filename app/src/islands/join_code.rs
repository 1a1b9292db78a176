//! The code of a group stands after the `#` of the link, where no server log sees it (P7).

use super::wake;
use leptos::prelude::*;

/// Puts the code from the link into the field of the form and takes it out of the address.
#[island]
pub fn JoinCode() -> impl IntoView {
    wake(|| {
        let hash = dom::hash();
        let code = hash.trim_start_matches('#');
        let Some(field) = dom::find("input[name=code]") else { return };
        if !code.is_empty() && code.len() <= 40 {
            if field.value().is_none_or(|typed| typed.is_empty()) {
                field.set_value(code);
            }
            dom::set_path(&dom::path());
        }
    });
}
