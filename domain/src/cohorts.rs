//! Groups of people who join by one code.

use crate::faults::Fault;
use crate::time::Day;
use chrono::Datelike;
use std::ops::RangeInclusive;

/// The numbers of people to which joining by one code may be limited. With fewer seats than ten, whoever hands out the code would know
/// who joined.
pub const SEATS: RangeInclusive<i64> = 10..=1_000_000;

/// The last year in which a code may work: a later one is a typing mistake.
pub const LAST_YEAR: i32 = 2099;

/// Reads the number of seats; nothing is no limit.
///
/// # Errors
/// [`Fault::NotInRange`] for anything but a number of [`SEATS`].
pub fn read_seats(text: &str) -> Result<Option<i64>, Fault> {
    match text.trim() {
        "" => Ok(None),
        typed => {
            let seats = typed.parse().ok().filter(|seats| SEATS.contains(seats));
            seats.map(Some).ok_or(Fault::NotInRange(*SEATS.start(), *SEATS.end()))
        }
    }
}

/// Reads the last day on which a code works, written as `2027-03-01`.
///
/// # Errors
/// [`Fault::Missing`], [`Fault::NotADay`], [`Fault::DayOver`] and [`Fault::DayTooLate`].
pub fn read_last_day(text: &str, today: Day) -> Result<Day, Fault> {
    let text = text.trim();
    if text.is_empty() {
        return Err(Fault::Missing);
    }
    let day = Day::read(text).ok_or(Fault::NotADay)?;
    match day.date().year() > LAST_YEAR {
        true => Err(Fault::DayTooLate(LAST_YEAR)),
        false if day < today => Err(Fault::DayOver),
        false => Ok(day),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seats_are_ten_or_more_or_without_limit() {
        let outside = Err(Fault::NotInRange(10, 1_000_000));
        for (text, read) in [
            ("", Ok(None)),
            (" ", Ok(None)),
            (" 10 ", Ok(Some(10))),
            ("1000000", Ok(Some(1_000_000))),
            ("9", outside),
            ("1", outside),
            ("0", outside),
            ("-30", outside),
            ("1000001", outside),
            ("99999999999999999999", outside),
            ("veel", outside),
        ] {
            assert_eq!(read_seats(text), read, "{text}");
        }
    }

    #[test]
    fn a_code_works_until_a_day_that_comes() {
        let day = |text| Day::read(text).expect("a day");
        for (text, read) in [
            ("2026-11-30", Ok(day("2026-11-30"))),
            (" 2027-03-01 ", Ok(day("2027-03-01"))),
            ("2099-12-31", Ok(day("2099-12-31"))),
            ("", Err(Fault::Missing)),
            (" ", Err(Fault::Missing)),
            ("2026-11-29", Err(Fault::DayOver)),
            ("-2026-11-29", Err(Fault::DayOver)),
            ("2100-01-01", Err(Fault::DayTooLate(2099))),
            ("+262142-12-31", Err(Fault::DayTooLate(2099))),
            ("2027-02-30", Err(Fault::NotADay)),
            ("1 maart 2027", Err(Fault::NotADay)),
            ("2027-03-01T00:00", Err(Fault::NotADay)),
        ] {
            assert_eq!(read_last_day(text, day("2026-11-30")), read, "{text}");
        }
    }
}
