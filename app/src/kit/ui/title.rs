//! The title of the page, which is also what stays in the history of the browser. On a shared computer every page,
//! public ones too, goes by a neutral name instead (`shell.rs`, T19).

/// The title that a history shows of the pages of members: one neutral word for all of them (A8, G6).
pub const NEUTRAL: &str = "Health-Thing";

/// The title as HTML: it is put into the document as text, not by a view.
pub(crate) fn escaped(title: &str) -> String {
    html_escape::encode_text(title).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hostile_text_stays_text() {
        assert_eq!(escaped("</title><script>x</script>"), "&lt;/title&gt;&lt;script&gt;x&lt;/script&gt;");
    }
}
