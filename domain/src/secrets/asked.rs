//! What somebody looks for, as a part of an address that only they can read.
//!
//! Addresses stay behind: in the history of a shared computer, in the list of last visited pages, in whatever somebody
//! copies. What people in trouble look for must not be read there (P9), and a search must still survive the
//! way back from a story. So the address holds the question sealed under the root of authorship.

use super::root::Root;
use super::{hex, labels, primitives};
use crate::entropy::Entropy;

/// Seals are multiples of so many bytes, so that the length of an address does not tell the question.
const STEP: usize = 128;
/// The longest line.
const LONGEST: usize = 4 * STEP;

/// Seals a line for an address; only its first 500 bytes or so.
pub fn seal_asked(root: &Root, entropy: &dyn Entropy, line: &str) -> String {
    let end = (0..=line.len().min(LONGEST - 1)).rev().find(|end| line.is_char_boundary(*end)).unwrap_or(0);
    let mut padded = line.as_bytes()[..end].to_vec();
    // No line holds a zero.
    padded.push(0);
    padded.resize(padded.len().next_multiple_of(STEP), 0);
    hex::write(&primitives::seal(&root.key(labels::ASKED), labels::ASKED, b"", &padded, entropy))
}

/// Opens what [`seal_asked`] sealed; `None` for anybody else and for anything that was changed.
pub fn open_asked(root: &Root, sealed: &str) -> Option<String> {
    if sealed.len() > 4 * LONGEST {
        return None;
    }
    let plain = primitives::open(&root.key(labels::ASKED), labels::ASKED, b"", &hex::read(sealed)?)?;
    let end = plain.iter().position(|byte| *byte == 0)?;
    String::from_utf8(plain[..end].to_vec()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entropy::Seeded;

    #[test]
    fn only_the_one_who_asked_can_read_the_address() {
        let source = Seeded::new(1);
        let (mine, yours) = (Root::generate(&source), Root::generate(&source));
        let sealed = seal_asked(&mine, &source, "ik wil stoppen");
        assert_eq!(open_asked(&mine, &sealed).as_deref(), Some("ik wil stoppen"));
        assert_eq!(open_asked(&yours, &sealed), None);
        assert_eq!(open_asked(&mine, &sealed.replace(['a', 'b'], "c")), None);
        for text in ["", "x", "00", &"0".repeat(9_000)] {
            assert_eq!(open_asked(&mine, text), None);
        }
    }

    #[test]
    fn an_address_tells_neither_the_question_nor_its_length() {
        let source = Seeded::new(1);
        let root = Root::generate(&source);
        let sealed = |line: &str| seal_asked(&root, &source, line);
        assert_ne!(sealed("angst"), sealed("angst"));
        assert_eq!(sealed("").len(), sealed(&"a".repeat(127)).len());
        let long = "é".repeat(2_000);
        assert!(
            open_asked(&root, &sealed(&long)).is_some_and(|read| long.starts_with(&read) && read.len() > 500)
        );
    }
}
