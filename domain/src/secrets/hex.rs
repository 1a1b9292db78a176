//! Bytes as hexadecimal text, for cookies, forms and the key file.

use std::fmt::Write;

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
