//! Bytes as hexadecimal text, for cookies, forms and the key file.

use crate::faults::Fault;
use std::fmt::Write;
use zeroize::Zeroizing;

/// The number of characters of a token of 256 bits.
const TOKEN: usize = 64;

/// The bytes in lower case, with room taken at once so that no half-written copy stays behind in memory.
pub fn write(bytes: &[u8]) -> String {
    let mut out = String::with_capacity(bytes.len() * 2);
    for byte in bytes {
        // Writing into a string cannot fail.
        let _ = write!(out, "{byte:02x}");
    }
    out
}

/// Reads lower-case text back; `None` for anything else.
pub fn read(text: &str) -> Option<Vec<u8>> {
    let digit = |c: u8| match c {
        b'0'..=b'9' => Some(c - b'0'),
        b'a'..=b'f' => Some(c - b'a' + 10),
        _ => None,
    };
    if !text.len().is_multiple_of(2) {
        return None;
    }
    text.as_bytes().chunks_exact(2).map(|pair| Some(digit(pair[0])? << 4 | digit(pair[1])?)).collect()
}

/// Reads a token of 256 bits as people paste it: in small letters or capitals, in its link, with signs around it.
///
/// # Errors
/// [`Fault::Missing`], [`Fault::CodeIncomplete`], [`Fault::CodeMistyped`].
pub fn read_token(text: &str) -> Result<[u8; 32], Fault> {
    let behind = text.rsplit_once('#').map_or(text, |(_, behind)| behind);
    let mut digits = Zeroizing::new(String::with_capacity(TOKEN + 1));
    let typed = behind.chars().filter(char::is_ascii_alphanumeric).take(TOKEN + 1);
    digits.extend(typed.map(|c| c.to_ascii_lowercase()));
    match digits.len() {
        0 => return Err(Fault::Missing),
        some if some < TOKEN => return Err(Fault::CodeIncomplete(TOKEN as u32)),
        _ => {}
    }
    let read = read(&digits).map(Zeroizing::new).ok_or(Fault::CodeMistyped)?;
    read.as_slice().try_into().map_err(|_| Fault::CodeMistyped)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn other_text_is_not_read() {
        for text in ["0", "0g", "AA", " 00", "0x00", "é", "éé"] {
            assert_eq!(read(text), None, "{text}");
        }
        assert_eq!(read(""), Some(vec![]));
    }

    proptest! {
        #[test]
        fn bytes_read_back_as_they_were_written(bytes: Vec<u8>) {
            prop_assert_eq!(read(&write(&bytes)), Some(bytes));
        }
    }
}
