//! Time as an argument. What members do is kept by the day (P8).

use chrono::{DateTime, Datelike, Duration, NaiveDate, NaiveTime, TimeZone, Timelike, Utc, Weekday};
use serde::{Deserialize, Serialize};
use std::fmt;

/// Tells the time. The server's implementation reads the system clock; tests stand still.
pub trait Clock: Send + Sync {
    /// The time now.
    fn now(&self) -> DateTime<Utc>;

    /// The day now, in the Netherlands.
    fn today(&self) -> Day {
        Day::of(self.now())
    }
}

/// A calendar day in the Netherlands: the finest grain in which anything a member does is stored or shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Day(NaiveDate);

impl Day {
    /// Before everything that was ever written here: 1 January 1970.
    pub const BEGIN: Self = Self(NaiveDate::from_ymd_opt(1970, 1, 1).expect("a date"));

    /// The Dutch day of a moment.
    pub fn of(moment: DateTime<Utc>) -> Self {
        Self((moment + offset(moment)).date_naive())
    }

    /// The day with this date.
    pub const fn from_date(date: NaiveDate) -> Self {
        Self(date)
    }

    /// The date.
    pub const fn date(self) -> NaiveDate {
        self.0
    }

    /// The day `days` later (earlier when negative).
    pub fn plus(self, days: i64) -> Self {
        Self(self.0 + Duration::days(days))
    }

    /// Counts the days between `earlier` and this day.
    pub fn since(self, earlier: Self) -> i64 {
        (self.0 - earlier.0).num_days()
    }

    /// The day as a number of seconds, for where a moment is kept and nothing finer than a day may be said: its first, by UTC.
    pub fn seconds(self) -> i64 {
        self.0.and_time(NaiveTime::MIN).and_utc().timestamp()
    }

    /// The day that this text is, as [`Day`] writes itself; `None` for any other text.
    pub fn read(text: &str) -> Option<Self> {
        text.parse().ok().map(Self)
    }

    /// The month of this day.
    pub fn month(self) -> Month {
        Month { year: self.0.year(), month: self.0.month() }
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// The moment that is so many seconds after 1970 began; `None` outside of what a calendar knows.
pub const fn moment_of(seconds: i64) -> Option<DateTime<Utc>> {
    DateTime::from_timestamp(seconds, 0)
}

/// Minutes since midnight in the Netherlands, 0 to 1439. For what the server does by the hour; never kept.
pub fn minute_of_day(moment: DateTime<Utc>) -> u32 {
    let local = moment + offset(moment);
    local.hour() * 60 + local.minute()
}

/// A calendar month; of joining, only this is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Month {
    /// The year, for example 2026.
    pub year: i32,
    /// The month, 1 to 12.
    pub month: u32,
}

impl Month {
    /// Its first day.
    pub fn first(self) -> Day {
        Day(NaiveDate::from_ymd_opt(self.year, self.month, 1).unwrap_or_default())
    }

    /// The month before it.
    pub fn before(self) -> Self {
        self.first().plus(-1).month()
    }

    /// Its last day.
    pub fn last(self) -> Day {
        self.first().plus(31).month().first().plus(-1)
    }
}

impl fmt::Display for Month {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}", self.year, self.month)
    }
}

/// A distance in time, in the only words that are shown (P8).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum When {
    /// On the same day.
    Today,
    /// The day before.
    Yesterday,
    /// Two to six days ago.
    ThisWeek,
    /// Earlier, in a month of this year (1 to 12).
    InMonth(u32),
    /// Earlier still.
    InYear(i32),
}

impl When {
    /// Says how `day` is called on the day `today`. A day in the future is called today.
    pub fn of(day: Day, today: Day) -> Self {
        match today.since(day) {
            ..=0 => Self::Today,
            1 => Self::Yesterday,
            2..=6 => Self::ThisWeek,
            _ if day.date().year() == today.date().year() => Self::InMonth(day.date().month()),
            days if days < 300 => Self::InMonth(day.date().month()),
            _ => Self::InYear(day.date().year()),
        }
    }
}

/// The difference between Dutch time and UTC: two hours between the last Sundays of March and October at 01:00 UTC
/// (Directive 2000/84/EC), else one.
fn offset(moment: DateTime<Utc>) -> Duration {
    let change = |month| {
        let last = NaiveDate::from_ymd_opt(moment.year(), month, 31).unwrap_or_default();
        let back = i64::from(last.weekday().days_since(Weekday::Sun));
        Utc.from_utc_datetime(&(last - Duration::days(back)).and_hms_opt(1, 0, 0).unwrap_or_default())
    };
    let summer = change(3) <= moment && moment < change(10);
    Duration::hours(if summer { 2 } else { 1 })
}

/// A clock that stands where it was put, for tests and demo content.
pub struct FixedClock(std::sync::Mutex<DateTime<Utc>>);

impl FixedClock {
    /// A clock that stands at `moment`.
    pub fn at(moment: DateTime<Utc>) -> Self {
        Self(std::sync::Mutex::new(moment))
    }

    /// Moves the hands.
    pub fn forward(&self, by: Duration) {
        *self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner) += by;
    }
}

impl Clock for FixedClock {
    fn now(&self) -> DateTime<Utc> {
        *self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(y: i32, m: u32, d: u32) -> Day {
        Day::from_date(NaiveDate::from_ymd_opt(y, m, d).expect("a date"))
    }

    #[test]
    fn the_day_changes_at_dutch_midnight_in_winter_and_summer() {
        for (moment, is) in [
            ("2026-01-15T22:59:59Z", day(2026, 1, 15)),
            ("2026-01-15T23:00:00Z", day(2026, 1, 16)),
            ("2026-07-15T21:59:59Z", day(2026, 7, 15)),
            ("2026-07-15T22:00:00Z", day(2026, 7, 16)),
            ("2026-03-28T23:30:00Z", day(2026, 3, 29)),
            ("2026-10-24T22:30:00Z", day(2026, 10, 25)),
        ] {
            assert_eq!(Day::of(moment.parse().expect("a time")), is, "{moment}");
        }
    }

    #[test]
    fn when_is_said_in_coarse_words() {
        let today = day(2026, 11, 21);
        for (then, word) in [
            (day(2026, 11, 22), When::Today),
            (today, When::Today),
            (day(2026, 11, 20), When::Yesterday),
            (day(2026, 11, 19), When::ThisWeek),
            (day(2026, 11, 15), When::ThisWeek),
            (day(2026, 11, 14), When::InMonth(11)),
            (day(2026, 1, 2), When::InMonth(1)),
            (day(2025, 12, 2), When::InYear(2025)),
            (day(2020, 12, 2), When::InYear(2020)),
        ] {
            assert_eq!(When::of(then, today), word, "{then}");
        }
    }
}
