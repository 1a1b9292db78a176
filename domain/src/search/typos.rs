//! Every word that is one edit away.

use std::collections::BTreeSet;

/// The shortest word in which a wrong letter is forgiven, in letters: in shorter ones one letter makes another word.
pub const SHORTEST: usize = 5;

/// The words one edit away from a folded word: a letter swapped with the next, missing, extra or wrong. Empty for words
/// of fewer than five letters and for what is not written in the letters a to z.
pub fn one_edit_away(word: &str) -> BTreeSet<String> {
    let letters = word.as_bytes();
    let mut near = BTreeSet::new();
    if letters.len() < SHORTEST || letters.len() > 24 || !letters.iter().all(u8::is_ascii_lowercase) {
        return near;
    }
    let mut keep = |letters: Vec<u8>| near.insert(String::from_utf8(letters).unwrap_or_default());
    for at in 0..letters.len() {
        let mut shorter = letters.to_vec();
        shorter.remove(at);
        keep(shorter);
        if at + 1 < letters.len() {
            let mut swapped = letters.to_vec();
            swapped.swap(at, at + 1);
            keep(swapped);
        }
    }
    for letter in b'a'..=b'z' {
        for at in 0..=letters.len() {
            let mut longer = letters.to_vec();
            longer.insert(at, letter);
            keep(longer);
            if at < letters.len() {
                let mut changed = letters.to_vec();
                changed[at] = letter;
                keep(changed);
            }
        }
    }
    near.remove(word);
    near
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_edit_reaches_what_fingers_do() {
        let near = one_edit_away("begelieding");
        assert!(near.contains("begeleiding"), "swapped");
        for (typed, meant) in [("roster", "rooster"), ("roooster", "rooster"), ("riister", "rooster")] {
            assert_eq!(one_edit_away(typed).contains(meant), typed != "riister", "{typed}");
        }
        assert!(one_edit_away("nachr").contains("nacht"));
        assert!(!near.contains("begelieding"), "itself is no typo");
    }

    #[test]
    fn short_and_strange_words_have_no_neighbours() {
        for word in ["werk", "", "113113", "привет", &"a".repeat(25)] {
            assert!(one_edit_away(word).is_empty(), "{word}");
        }
    }

    #[test]
    fn there_are_not_too_many_to_look_up() {
        assert!(one_edit_away(&"abcdefgh".repeat(3)).len() < 1_400);
        assert!(one_edit_away("begeleiding").len() < 650);
    }
}
