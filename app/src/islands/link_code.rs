//! A code stands after the `#` of its link, where no server log sees it: that of a group (P7), and that of a handover.

use super::wake;
use leptos::prelude::*;

/// Puts the code from the link into the field of the form and takes it out of the address; also when a second link is opened in the
/// same tab. Links come with what apps hang on to them, and the code with signs around it. Where nobody types such a code, its field
/// (`data-by-link`) is out of the way then.
#[island]
pub fn LinkCode() -> impl IntoView {
    wake(|| {
        take(false);
        dom::on(&dom::window(), "hashchange", |_| take(true));
    });
}

/// Takes the code over into the field; `anew`: whatever stands there.
fn take(anew: bool) {
    let hash = dom::hash();
    let Some(field) = dom::find("input[name=code]").filter(|_| !hash.is_empty()) else { return };
    if anew || field.value().is_none_or(|typed| typed.is_empty()) {
        field.set_value(&code_of(&hash));
        if let Some(by_link) = dom::find("[data-by-link]") {
            by_link.toggle("hidden", true);
        }
    }
    dom::set_path(&dom::path());
}

/// The code in the end of a link, from the `#` on.
fn code_of(hash: &str) -> String {
    let mut code = hash.trim_start_matches(['#', '/', '?', '(', ' ']);
    for before in ["%23", "code="] {
        code = code.strip_prefix(before).unwrap_or(code);
    }
    let end = code.find(['&', '?', ')', '#', '"', '>', ',', ';', '/']).unwrap_or(code.len());
    let mut out = String::new();
    // The longest code has 64 signs; what is longer than one with what a link encodes in it is none.
    for (at, part) in code.get(..end.min(80)).unwrap_or_default().split('%').enumerate() {
        let (sign, rest) = if at == 0 { ("", part) } else { ("-", part.get(2..).unwrap_or("")) };
        out.push_str(sign);
        out.push_str(rest);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::code_of;

    #[test]
    fn the_code_stands_in_links_as_people_get_them() {
        for hash in [
            "#7QXMK-D2D9A",
            "#7QXMK-D2D9A?utm_source=whatsapp",
            "#7QXMK-D2D9A&fbclid=IwAR0xY",
            "#7QXMK%2DD2D9A",
            "#%237QXMK-D2D9A",
            "##7QXMK-D2D9A",
            "#code=7QXMK-D2D9A",
            "#/7QXMK-D2D9A",
            "#?code=7QXMK-D2D9A&x=1",
            "#7QXMK-D2D9A)",
            "#7QXMK-D2D9A/",
            "#(7QXMK-D2D9A),",
            "#7QXMK-D2D9A#",
        ] {
            assert_eq!(code_of(hash), "7QXMK-D2D9A", "{hash}");
        }
        assert_eq!(code_of("#"), "");
    }
}
