//! What a word is: whether it is a first name, a village, a title, a day of the week. Every word the rules know stands in one
//! dictionary, is looked up once, and is asked afterwards which sets it belongs to. The words stand in `lists/`.

/// The words, as `build.rs` packs them.
const WORDS: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/words.bin"));

include!(concat!(env!("OUT_DIR"), "/sets.rs"));

/// A set of words, or a list of names.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Set(u8);

/// The sets of one word: where they begin in `CLASSES`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Class(u16);

impl Class {
    /// Of a word that is in no set.
    pub const NONE: Self = Self(u16::MAX);

    /// Tells whether the word belongs to this set.
    pub fn is(self, set: Set) -> bool {
        let sets = CLASSES.get(usize::from(self.0)..).unwrap_or_default();
        for found in sets {
            if found & 0x7f == set.0 {
                return true;
            }
            if found & 0x80 != 0 {
                break;
            }
        }
        false
    }

    /// The class of a word in lower case without accents; of several with one space between them.
    pub fn of(word: &str) -> Self {
        let word = word.as_bytes();
        let (mut low, mut high) = (0, BLOCKS.len());
        while low + 1 < high {
            let middle = low.midpoint(high);
            if starts_after(usize::from(BLOCKS[middle]), word) { high = middle } else { low = middle }
        }
        in_block(usize::from(BLOCKS[low]), word)
    }
}

/// Tells whether the set has this word.
pub(crate) fn has(set: Set, word: &str) -> bool {
    Class::of(word).is(set)
}

/// One byte; behind the end one that ends every loop below.
fn byte(at: usize) -> u8 {
    WORDS.get(at).copied().unwrap_or(0xff)
}

/// Tells whether the first word of the block stands behind this one in the alphabet.
fn starts_after(block: usize, word: &[u8]) -> bool {
    let mut at = block + 1;
    for letter in word {
        match byte(at) {
            0x80.. => return false,
            other if other == *letter => at += 1,
            other => return other > *letter,
        }
    }
    byte(at) < 0x80
}

/// Reads a block, letter by letter only where a word still can be the one.
fn in_block(mut at: usize, word: &[u8]) -> Class {
    // How many letters the entry before, which stands before the word in the alphabet, has in common with it.
    let mut common = 0;
    for number in 0.. {
        let shared = usize::from(byte(at).wrapping_sub(0x40));
        if number > 0 && shared < common || shared > 0x1f {
            break;
        }
        at += 1;
        if shared == common {
            while byte(at) < 0x80 && word.get(common) == Some(&byte(at)) {
                (at, common) = (at + 1, common + 1);
            }
            match (byte(at), word.get(common)) {
                (0x80.., None) => return class_at(at),
                (0x80.., Some(_)) => {}
                (own, letter) if letter.is_none_or(|letter| own > *letter) => break,
                _ => {}
            }
        }
        while byte(at) < 0x80 {
            at += 1;
        }
        at += if byte(at) < 0xf0 { 1 } else { 2 };
    }
    Class::NONE
}

fn class_at(at: usize) -> Class {
    let first = u16::from(byte(at));
    Class(if first < 0xf0 { first - 0x80 } else { (first - 0xf0) << 8 | u16::from(byte(at + 1)) })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const LISTS: [(Set, &str); 7] = [
        (GIVEN, include_str!("../lists/given.txt")),
        (FAMILY, include_str!("../lists/family.txt")),
        (PLACES, include_str!("../lists/places.txt")),
        (COMMON, include_str!("../lists/common.txt")),
        (ORGANISATIONS, include_str!("../lists/organisations.txt")),
        (CARE, include_str!("../lists/care.txt")),
        (CHOSEN, include_str!("../lists/chosen.txt")),
    ];

    #[test]
    fn every_line_is_found_and_nothing_beside_it() {
        for (set, list) in LISTS {
            let lines: Vec<&str> = list.lines().collect();
            assert!(lines.windows(2).all(|pair| pair[0] < pair[1]), "sorted, each once");
            for line in &lines {
                assert!(has(set, line), "{line}");
                let near =
                    [format!("{line}\u{7f}"), format!("{line} "), format!("{line}z"), line[1..].to_owned()];
                for other in near.iter().map(String::as_str).chain([&line[..line.len() - 1]]) {
                    assert_eq!(has(set, other), lines.contains(&other), "{other}");
                }
            }
        }
    }

    #[test]
    fn a_word_is_in_all_its_sets_and_in_no_other() {
        let van = Class::of("van");
        assert!(van.is(SMALL) && van.is(NO_NAME) && van.is(DUTCH) && !van.is(PREPOSITION) && !van.is(GIVEN));
        let bos = Class::of("bos");
        assert!(bos.is(FAMILY) && bos.is(COMMON) && !bos.is(GIVEN));
        assert!(Class::of("resident").is(ROLE) && !Class::of("Resident").is(ROLE));
    }

    proptest! {
        #[test]
        fn what_is_in_no_list_is_in_no_set(word in "\\PC{0,12}|[a-z ]{0,30}") {
            let there = |list: &str| list.lines().any(|line| line == word);
            for (set, list) in LISTS {
                prop_assert_eq!(has(set, &word), there(list));
            }
        }
    }
}
