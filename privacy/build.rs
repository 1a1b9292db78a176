//! Packs the lists of names and the sets of words (`lists/`) into one dictionary: sorted, each word once, each with what it
//! is. A word says how many letters it shares with the one before and then only its own, which is a third of the bytes of
//! plain lists; `src/dictionary.rs` reads it as it lies there.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::Path;
use std::{env, fs};

/// Lists of names: a file each, one entry on a line.
const LISTS: [&str; 7] = ["given", "family", "places", "common", "organisations", "care", "chosen"];
/// The number of words that are read to find one: few blocks make small files, small blocks quick answers.
const BLOCK: usize = 64;

type Listed = BTreeMap<String, Vec<u8>>;

fn main() {
    let lists = Path::new(&env::var("CARGO_MANIFEST_DIR").expect("cargo sets it")).join("lists");
    println!("cargo::rerun-if-changed={}", lists.display());
    let read = |name: &str| fs::read_to_string(lists.join(name)).expect("lists can be read");
    let (mut names, mut words) = (Vec::new(), Listed::new());
    for list in LISTS {
        let lines = read(&format!("{list}.txt"));
        add(list, lines.lines(), &mut names, &mut words);
    }
    for (name, set) in sets(&read("sets.txt")) {
        add(&name, set.split_whitespace(), &mut names, &mut words);
    }
    let (classes, places) = classes(&words);
    let (dictionary, blocks) = packed(&words, &places);
    let mut code = format!(
        "const BLOCKS: [u16; {}] = {blocks:?};\nconst CLASSES: [u8; {}] = {classes:?};\n",
        blocks.len(),
        classes.len()
    );
    for (number, name) in names.iter().enumerate() {
        let _ = writeln!(code, "pub(crate) const {}: Set = Set({number});", name.to_uppercase());
    }
    let out = env::var("OUT_DIR").expect("cargo sets OUT_DIR");
    fs::write(Path::new(&out).join("words.bin"), dictionary).expect("OUT_DIR can be written");
    fs::write(Path::new(&out).join("sets.rs"), code).expect("OUT_DIR can be written");
}

fn add<'a>(name: &str, entries: impl Iterator<Item = &'a str>, names: &mut Vec<String>, words: &mut Listed) {
    let number = names.len() as u8;
    assert!(number < 128 && !names.iter().any(|other| other == name), "{name}: one of 128 sets");
    names.push(name.to_owned());
    for word in entries {
        let plain = word.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b' ');
        assert!(plain && !word.is_empty(), "{name}: {word:?}: lower case without accents");
        let sets = words.entry(word.to_owned()).or_default();
        if sets.last() != Some(&number) {
            sets.push(number);
        }
    }
}

/// `name: words`, where a line that begins with a space goes on with the one above.
fn sets(text: &str) -> Vec<(String, String)> {
    let mut sets: Vec<(String, String)> = Vec::new();
    for line in text.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
        match (line.strip_prefix(' '), sets.last_mut()) {
            (Some(more), Some((_, set))) => *set = format!("{set} {more}"),
            _ => {
                let (name, set) = line.split_once(": ").expect("a name, a colon, words");
                sets.push((name.to_owned(), set.to_owned()));
            }
        }
    }
    sets
}

/// Lists the sets that words are in, written once for all words in the same sets, the most frequent first. The last of them
/// has the highest bit.
fn classes(words: &Listed) -> (Vec<u8>, BTreeMap<&[u8], usize>) {
    let mut counts: BTreeMap<&[u8], usize> = BTreeMap::new();
    for sets in words.values() {
        *counts.entry(sets).or_default() += 1;
    }
    let mut order: Vec<_> = counts.into_iter().collect();
    order.sort_by_key(|(sets, count)| (std::cmp::Reverse(*count), sets.len()));
    let (mut bytes, mut places) = (Vec::new(), BTreeMap::new());
    for (sets, _) in order {
        places.insert(sets, bytes.len());
        bytes.extend_from_slice(sets);
        *bytes.last_mut().expect("a word is in a set") |= 0x80;
    }
    (bytes, places)
}

/// Each word as: 0x40 and how many letters it shares with the one before, the other letters, and the place of its sets: one
/// byte from 0x80, or two of which the first is from 0xf0. And where each block begins.
fn packed(words: &Listed, places: &BTreeMap<&[u8], usize>) -> (Vec<u8>, Vec<u16>) {
    let (mut bytes, mut blocks, mut last) = (Vec::new(), Vec::new(), "");
    for (number, (word, sets)) in words.iter().enumerate() {
        let shared = word.bytes().zip(last.bytes()).take_while(|(a, b)| a == b).count();
        let shared = if number % BLOCK == 0 { 0 } else { shared };
        if number % BLOCK == 0 {
            blocks.push(u16::try_from(bytes.len()).expect("at most 64 KiB"));
        }
        assert!(shared < 32, "{word}: shares too much");
        bytes.push(0x40 + shared as u8);
        bytes.extend_from_slice(&word.as_bytes()[shared..]);
        match places[&sets[..]] {
            place @ 0..0x70 => bytes.push(0x80 + place as u8),
            place => {
                assert!(place < 0x1000, "too many classes");
                bytes.extend_from_slice(&[0xf0 + (place >> 8) as u8, place as u8]);
            }
        }
        last = word;
    }
    (bytes, blocks)
}
