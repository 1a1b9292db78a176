//! What a rule reads: the text of a file, and how places in it are found.

/// One file's text, with comments blanked out, so that a rule may be written about in a comment.
pub(super) struct Source {
    pub(super) path: String,
    pub(super) text: String,
}

/// Whole-line comments become empty lines; line numbers stay.
pub(super) fn without_comments(text: &str) -> String {
    let line = |line: &str| if line.trim_start().starts_with("//") { String::new() } else { line.to_owned() };
    text.lines().map(line).collect::<Vec<_>>().join("\n")
}

pub(super) fn all(text: &str, what: &str) -> Vec<usize> {
    text.match_indices(what).map(|(at, _)| at).collect()
}

/// Tells whether the place is inside a string on its line: tests look for `"<textarea"` in HTML.
pub(super) fn in_string(text: &str, at: usize) -> bool {
    let start = text[..at].rfind('\n').map_or(0, |newline| newline + 1);
    text[start..at].replace("\\\"", "").matches('"').count() % 2 == 1
}

pub(super) fn between_brackets(text: &str) -> &str {
    let mut depth = 0_i32;
    for (at, letter) in text.char_indices() {
        match letter {
            '(' => depth += 1,
            ')' if depth == 1 => return &text[..at],
            ')' => depth -= 1,
            _ => {}
        }
    }
    text
}
