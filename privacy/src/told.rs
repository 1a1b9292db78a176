//! How a list of findings is told, with and without JavaScript: the same on the server and in the browser.

/// The findings of a field that are listed; the next ones come as these are decided about.
pub const LISTED: usize = 30;
/// The characters of found words that a list shows.
const SHOWN: usize = 40;

/// Shortens found words for a list.
pub fn shortened(words: &str) -> String {
    let end = words.char_indices().nth(SHOWN).map(|(end, _)| end);
    let mut shown = words.get(..end.unwrap_or(words.len())).unwrap_or_default().to_owned();
    if end.is_some() {
        shown.push('…');
    }
    shown
}

/// The first sentence with its stop, and the rest with the space before it.
pub fn first_sentence(text: &str) -> (&str, &str) {
    let stop = text.as_bytes().windows(2).position(|pair| pair == b". ");
    stop.and_then(|stop| text.split_at_checked(stop + 1)).unwrap_or((text, ""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_sentence_is_told_apart() {
        assert_eq!(first_sentence("‘{text}’ is het. Zo. Ook."), ("‘{text}’ is het.", " Zo. Ook."));
        assert_eq!(first_sentence("Jij beslist."), ("Jij beslist.", ""));
    }

    #[test]
    fn long_words_are_cut() {
        assert_eq!(shortened(&"é".repeat(SHOWN)), "é".repeat(SHOWN));
        assert_eq!(shortened(&"é".repeat(SHOWN + 1)), format!("{}…", "é".repeat(SHOWN)));
    }
}
