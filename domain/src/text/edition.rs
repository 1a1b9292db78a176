//! Which words stood there when a form was made, so that two windows do not write over each other.

use sha2::{Digest, Sha256};
use std::fmt::Write;

/// A name for these texts, the same for the same ones and for no others: who writes them must not find two with one name, or a moderator
/// decides about words that they did not see. It travels with the form and says nothing that the form does not say.
pub fn edition(texts: &[&str]) -> String {
    let mut hash = Sha256::new();
    for text in texts {
        hash.update((text.len() as u64).to_be_bytes());
        hash.update(text.as_bytes());
    }
    hash.finalize().iter().fold(String::with_capacity(64), |mut out, byte| {
        let _ = write!(out, "{byte:02x}");
        out
    })
}

#[cfg(test)]
mod tests {
    use super::edition;

    #[test]
    fn other_words_are_another_edition() {
        let all = [&[][..], &[""], &["", ""], &["ab", "c"], &["a", "bc"], &["abc"]].map(edition);
        let different: std::collections::HashSet<_> = all.iter().collect();
        assert_eq!(different.len(), all.len());
        assert_eq!(edition(&["ab", "c"]), all[3]);
        assert_eq!(all[0].len(), 64, "two texts with one name cost more than anybody has");
    }
}
