//! Bytes as text in the alphabet for addresses, without filling (RFC 4648, section 5): for push services.

const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// The bytes as text.
pub fn write(bytes: &[u8]) -> String {
    let mut out = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for some in bytes.chunks(3) {
        let number = (0..3).fold(0_u32, |number, n| number << 8 | u32::from(*some.get(n).unwrap_or(&0)));
        for n in 0..=some.len() {
            out.push(char::from(LETTERS[(number >> (18 - 6 * n) & 63) as usize]));
        }
    }
    out
}

/// Reads text back; for tests, which play the push service.
#[cfg(test)]
pub fn read(text: &str) -> Option<Vec<u8>> {
    let mut out = Vec::new();
    for some in text.as_bytes().chunks(4) {
        let mut number = 0_u32;
        for n in 0..4 {
            let value = some.get(n).map_or(Some(0), |c| LETTERS.iter().position(|letter| letter == c))?;
            number = number << 6 | value as u32;
        }
        out.extend_from_slice(&number.to_be_bytes()[1..some.len()]);
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// RFC 4648, section 10, without the filling.
    #[test]
    fn it_is_base64url() {
        for (plain, text) in [("", ""), ("f", "Zg"), ("fo", "Zm8"), ("foo", "Zm9v"), ("foobar", "Zm9vYmFy")] {
            assert_eq!(write(plain.as_bytes()), text);
        }
        assert_eq!(write(&[0xfb, 0xff]), "-_8");
    }

    proptest! {
        #[test]
        fn bytes_read_back_as_they_were_written(bytes: Vec<u8>) {
            prop_assert_eq!(read(&write(&bytes)), Some(bytes));
        }
    }
}
