//! Groups of people who join by one code.

use crate::faults::Fault;
use std::ops::RangeInclusive;

/// The numbers of people to which joining by one code may be limited. With fewer seats than ten, whoever hands out the code would know
/// who joined.
pub const SEATS: RangeInclusive<i64> = 10..=1_000_000;

/// Reads the number of seats; nothing is no limit.
///
/// # Errors
/// [`Fault::NotAChoice`] for anything but a number of [`SEATS`].
pub fn read_seats(text: &str) -> Result<Option<i64>, Fault> {
    match text.trim() {
        "" => Ok(None),
        typed => typed.parse().ok().filter(|seats| SEATS.contains(seats)).map(Some).ok_or(Fault::NotAChoice),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seats_are_ten_or_more_or_without_limit() {
        for (text, read) in [
            ("", Ok(None)),
            (" ", Ok(None)),
            (" 10 ", Ok(Some(10))),
            ("1000000", Ok(Some(1_000_000))),
            ("9", Err(Fault::NotAChoice)),
            ("1", Err(Fault::NotAChoice)),
            ("0", Err(Fault::NotAChoice)),
            ("-30", Err(Fault::NotAChoice)),
            ("1000001", Err(Fault::NotAChoice)),
            ("veel", Err(Fault::NotAChoice)),
        ] {
            assert_eq!(read_seats(text), read, "{text}");
        }
    }
}
