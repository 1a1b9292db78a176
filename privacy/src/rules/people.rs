//! Words that stand before names, and words that are none.

use super::Hint;
use crate::dictionary::{DOCTOR, HOUSEHOLD, NAMED, NO_NAME, NURSE, ROLE, TITLE};
use crate::words::{Words, stems};

/// A word after which a name may come.
pub(super) struct Role {
    /// True when any capital after it begins a name; after a weak one it must look like a name.
    pub strong: bool,
    /// The words that may stand for title and name.
    pub hint: Hint,
}

/// Reads what this word says about the next.
pub(super) fn role(words: &Words, i: usize) -> Option<Role> {
    let (strong, hint) = if words.is(i, TITLE) {
        (true, Hint::Resident)
    } else if words.is(i, DOCTOR) {
        (true, Hint::Doctor)
    } else if words.is(i, NURSE) {
        (true, Hint::Colleague)
    } else if words.is(i, HOUSEHOLD) {
        (true, Hint::Family)
    } else if words.is(i, NAMED) || words.low(i) == "is" && words.before(i, 1) == "naam" {
        (false, Hint::LeftOut)
    } else if words.is(i, ROLE) {
        (false, Hint::Role)
    } else {
        return None;
    };
    // "Heet water", "Dr" as a street, "broeder" as a verb are settled by what follows.
    Some(Role { strong, hint })
}

/// Tells whether a word ends like an ordinary one: studies, languages, illnesses, adjectives.
pub(super) fn looks_like_word(words: &Words, i: usize) -> bool {
    const ENDS: &str = "kunde zorg ische schap ologie logie heid ings ing tie zorgende kundige teit isme dienst huis afdeling school";
    let word = words.low(i);
    word.len() > 40 || words.is(i, NO_NAME) || stems(word, ENDS).any(|stem| stem.len() > 1)
}
