//! The key file: a title, one line per key, and a check line.
//!
//! The check line is there because one wrong digit would not stop the server: it would silently cut every member off
//! from their account or from their own posts.

use super::keys::{Key, Keys};
use super::{hex, labels};
use sha2::{Digest, Sha256};
use std::fmt;
use subtle::ConstantTimeEq;
use zeroize::Zeroizing;

const TITLE: &str = "health-thing keys 1";

/// The reason why a text is not a key file. Never holds a piece of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyFileFault {
    /// The first line is not the title of a key file.
    NotAKeyFile,
    /// The line with this number, counted from 1, is not what it should be.
    Line(usize),
    /// All lines look right, but the check line does not fit them.
    Damaged,
}

impl fmt::Display for KeyFileFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotAKeyFile => write!(f, "this is not a key file: its first line should be \"{TITLE}\""),
            Self::Line(n) => {
                write!(f, "line {n} of the key file cannot be read; put back the file as it was made")
            }
            Self::Damaged => f.write_str("the key file was changed; put back the file as it was made"),
        }
    }
}

impl std::error::Error for KeyFileFault {}

impl Keys {
    /// The text of a key file. Write it with mode 0400 (S26).
    pub fn to_file_text(&self) -> Zeroizing<String> {
        let mut text = Zeroizing::new(String::with_capacity(512));
        text.push_str(TITLE);
        text.push('\n');
        for (name, key) in [("login", &self.login), ("tag", &self.tag), ("name", &self.name)] {
            let digits = Zeroizing::new(hex::write(&key.bytes));
            for part in [name, " ", &key.version.to_string(), " ", &digits, "\n"] {
                text.push_str(part);
            }
        }
        for part in ["check ", &hex::write(&self.check()), "\n"] {
            text.push_str(part);
        }
        text
    }

    /// Reads a key file.
    pub fn from_file_text(text: &str) -> Result<Self, KeyFileFault> {
        let mut lines = text.lines();
        if lines.next().map(str::trim_end) != Some(TITLE) {
            return Err(KeyFileFault::NotAKeyFile);
        }
        let login = key(lines.next(), "login").ok_or(KeyFileFault::Line(2))?;
        let tag = key(lines.next(), "tag").ok_or(KeyFileFault::Line(3))?;
        let name = key(lines.next(), "name").ok_or(KeyFileFault::Line(4))?;
        let said = lines.next().and_then(|line| line.trim_end().strip_prefix("check ")).and_then(hex::read);
        let said = said.ok_or(KeyFileFault::Line(5))?;
        if lines.any(|line| !line.trim().is_empty()) {
            return Err(KeyFileFault::Line(6));
        }
        let keys = Self { login, tag, name };
        if bool::from(said.ct_eq(&keys.check())) { Ok(keys) } else { Err(KeyFileFault::Damaged) }
    }

    fn check(&self) -> [u8; 8] {
        let mut hash = Sha256::new_with_prefix(labels::KEY_FILE);
        for key in [&self.login, &self.tag, &self.name] {
            hash.update([key.version]);
            hash.update(key.bytes);
        }
        let hash = hash.finalize();
        std::array::from_fn(|n| hash[n])
    }
}

fn key(line: Option<&str>, name: &str) -> Option<Key> {
    let mut words = line?.split_ascii_whitespace();
    let (named, version, digits) = (words.next()?, words.next()?, words.next()?);
    if named != name || words.next().is_some() {
        return None;
    }
    let version = version.parse().ok().filter(|version| *version > 0)?;
    let bytes = Zeroizing::new(hex::read(digits)?);
    Some(Key { version, bytes: bytes.as_slice().try_into().ok()? })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entropy::Seeded;
    use proptest::prelude::*;

    fn text() -> String {
        Keys::generate(&Seeded::new(1)).to_file_text().to_string()
    }

    #[test]
    fn a_key_file_has_a_title_three_keys_and_a_check() {
        let text = text();
        let begins: Vec<_> =
            text.lines().map(|line| line.split(' ').take(2).collect::<Vec<_>>().join(" ")).collect();
        assert_eq!(begins[..4], ["health-thing keys", "login 1", "tag 1", "name 1"]);
        assert!(begins[4].starts_with("check "));
        assert_eq!(begins.len(), 5);
        assert!(text.ends_with('\n'));
    }

    #[test]
    fn line_ends_of_other_systems_and_empty_lines_below_are_fine() {
        let text = text();
        assert!(Keys::from_file_text(&text.replace('\n', "\r\n")).is_ok());
        assert!(Keys::from_file_text(&format!("{text}\n\n")).is_ok());
        assert!(Keys::from_file_text(text.trim_end()).is_ok());
    }

    #[test]
    fn the_version_of_each_key_is_kept() {
        let mut keys = Keys::generate(&Seeded::new(1));
        (keys.login.version, keys.tag.version, keys.name.version) = (2, 255, 7);
        let keys = Keys::from_file_text(&keys.to_file_text()).expect("a key file");
        assert_eq!((keys.login_version(), keys.tag_version(), keys.name_version()), (2, 255, 7));
    }

    #[test]
    fn what_is_wrong_is_said_by_line() {
        let good = text();
        let line = |n: usize, with: &str| {
            let mut lines: Vec<_> = good.lines().collect();
            lines[n - 1] = with;
            lines.join("\n")
        };
        for (bad, fault) in [
            (String::new(), KeyFileFault::NotAKeyFile),
            (line(1, "health-thing keys 2"), KeyFileFault::NotAKeyFile),
            (good.replace("login 1", "login 0"), KeyFileFault::Line(2)),
            (good.replace("login 1", "login 256"), KeyFileFault::Line(2)),
            (line(2, ""), KeyFileFault::Line(2)),
            (line(3, "tag 1 00"), KeyFileFault::Line(3)),
            (line(3, &format!("tag 1 {}", "g".repeat(64))), KeyFileFault::Line(3)),
            (good.replace("name 1", "face 1"), KeyFileFault::Line(4)),
            (line(5, "check"), KeyFileFault::Line(5)),
            (good.lines().take(4).collect::<Vec<_>>().join("\n"), KeyFileFault::Line(5)),
            (line(5, "check 00"), KeyFileFault::Damaged),
            (good.replace("tag 1", "tag 2"), KeyFileFault::Damaged),
            (line(3, &format!("tag 1 {}", "0".repeat(64))), KeyFileFault::Damaged),
            (format!("{good}more"), KeyFileFault::Line(6)),
        ] {
            assert_eq!(Keys::from_file_text(&bad).err(), Some(fault));
        }
    }

    proptest! {
        #[test]
        fn a_key_file_reads_back_as_it_was_written(seed: u64) {
            let keys = Keys::generate(&Seeded::new(seed));
            let text = keys.to_file_text();
            let read = Keys::from_file_text(&text).expect("a key file");
            prop_assert_eq!(read.to_file_text(), text);
            prop_assert_eq!(read.login.bytes, keys.login.bytes);
            prop_assert_eq!(read.tag.bytes, keys.tag.bytes);
            prop_assert_eq!(read.name.bytes, keys.name.bytes);
        }

        /// One wrong digit is noticed at the start, not by members who cannot sign in.
        #[test]
        fn one_wrong_digit_is_noticed(at in 0..280usize, to in "[0-9a-f]") {
            let good = text();
            let mut bad = good.clone();
            prop_assume!(at < bad.len());
            bad.replace_range(at..=at, &to);
            prop_assume!(bad != good);
            prop_assert!(Keys::from_file_text(&bad).is_err());
        }

        #[test]
        fn no_text_makes_reading_fail_loudly(text: String) {
            prop_assert!(Keys::from_file_text(&text).is_err());
        }
    }
}
