//! Escapes what is put into HTML by hand. `html_escape` knows how; here stands only the way around it for what needs no
//! escaping, which is nearly everything.

/// Puts `text` down where a text stands.
pub(in crate::kit) fn words(out: &mut String, text: &str) {
    if has_none(text, |byte| matches!(byte, b'&' | b'<' | b'>')) {
        out.push_str(text);
    } else {
        html_escape::encode_text_to_string(text, out);
    }
}

/// Puts `text` down where a text stands, or in an attribute between double quotes.
pub(in crate::kit) fn attribute(out: &mut String, text: &str) {
    if has_none(text, |byte| matches!(byte, b'&' | b'<' | b'>' | b'"')) {
        out.push_str(text);
    } else {
        html_escape::encode_double_quoted_attribute_to_string(text, out);
    }
}

/// Looks at all bytes, also behind the first one found, so that the processor can look at many at once.
fn has_none(text: &str, special: impl Fn(u8) -> bool) -> bool {
    !text.bytes().fold(false, |found, byte| found | special(byte))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kit::ui::fields::hostile;

    /// Every text of up to three of these characters.
    #[test]
    fn the_short_way_and_the_long_one_say_the_same() {
        let mut texts = vec![String::new()];
        for _ in 0..3 {
            let longer = texts.iter().flat_map(|text| "aé&<>\"'".chars().map(move |c| format!("{text}{c}")));
            texts = texts.iter().cloned().chain(longer).collect();
        }
        for text in texts {
            let (mut in_text, mut in_attribute) = (String::from("+"), String::from("+"));
            words(&mut in_text, &text);
            attribute(&mut in_attribute, &text);
            assert_eq!(in_text, format!("+{}", html_escape::encode_text(&text)));
            assert_eq!(in_attribute, format!("+{}", html_escape::encode_double_quoted_attribute(&text)));
        }
    }

    #[test]
    fn hostile_text_stays_text() {
        for text in hostile::TEXTS {
            let mut out = String::from("<p title=\"");
            attribute(&mut out, text);
            out.push_str("\">");
            words(&mut out, text);
            out.push_str("</p>");
            hostile::assert_harmless(&out, text);
        }
    }
}
