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

/// Why a text is not a key file. Never holds a piece of it.
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
