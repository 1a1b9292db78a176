//! One message a day for whoever asked for it: empty, the same for everybody, at a part of the day that they chose
//! (P10). When it is sent follows from the day and from chance, never from what anybody did (T25).

mod endpoint;

use crate::time::{self, Month};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

pub use endpoint::{ENDPOINT_MAX, Endpoint, Services};

/// The most devices of one person that may get the message.
pub const MOST: u8 = 6;
/// The number of months after the one in which somebody asked until the messages end by themselves.
pub const MONTHS: i32 = 6;
/// Minutes in which all messages of one turn are sent.
pub const TURN_MINUTES: u32 = 5;
/// The number of turns in a part of the day: two hours.
pub const TURNS: u32 = 24;
/// Seconds for which a push service keeps a message for a phone that is off: what was sent at the end of an evening is
/// gone before [`QUIET_FROM`].
pub const TTL_SECONDS: u32 = 2 * 60 * 60;
/// From this Dutch hour on nothing arrives, until the first part of the next day.
pub const QUIET_FROM: u32 = 22;

/// A part of the day in which somebody wants to hear; all other hours are quiet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum DayPart {
    /// From eight to ten.
    Morning,
    /// From one to three.
    Afternoon,
    /// From six to eight in the evening.
    Evening,
}

impl DayPart {
    /// All of them, in the order of the day.
    pub const ALL: [Self; 3] = [Self::Morning, Self::Afternoon, Self::Evening];

    /// The word in forms.
    pub const fn slug(self) -> &'static str {
        match self {
            Self::Morning => "morning",
            Self::Afternoon => "afternoon",
            Self::Evening => "evening",
        }
    }

    /// The Dutch hour at which it begins; it lasts [`TURNS`] times [`TURN_MINUTES`].
    pub const fn begins(self) -> u32 {
        match self {
            Self::Morning => 8,
            Self::Afternoon => 13,
            Self::Evening => 18,
        }
    }

    /// Its place in [`DayPart::ALL`].
    pub const fn number(self) -> u8 {
        self as u8
    }
}

/// Five minutes of a part of the day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Turn {
    /// The part of the day.
    pub part: DayPart,
    /// The position among its [`TURNS`], from 0.
    pub number: u32,
}

impl Turn {
    /// The turn of a moment; `None` in the quiet hours.
    pub fn of(moment: DateTime<Utc>) -> Option<Self> {
        let minute = time::minute_of_day(moment);
        DayPart::ALL.into_iter().find_map(|part| {
            let number = minute.checked_sub(part.begins() * 60)? / TURN_MINUTES;
            (number < TURNS).then_some(Self { part, number })
        })
    }

    /// Its number among all turns of a day.
    pub fn of_day(self) -> i64 {
        i64::from(self.part.number()) * i64::from(TURNS) + i64::from(self.number)
    }

    /// This turn and the earlier ones of its part.
    pub fn so_far(self) -> impl Iterator<Item = Self> {
        (0..=self.number).map(move |number| Self { number, ..self })
    }
}

/// One device that gets the message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Subscription {
    /// The address of the device.
    pub endpoint: Endpoint,
    /// The chosen part of the day.
    pub part: DayPart,
    /// The month in which somebody asked for it.
    pub since: Month,
}

impl Subscription {
    /// Tells whether it is over by this month. Accounts that nobody can open any more would otherwise hear from us for ever.
    pub fn is_over(&self, now: Month) -> bool {
        let months = |month: Month| month.year * 12 + month.month as i32;
        months(now) - months(self.since) > MONTHS
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn turn(moment: &str) -> Option<(DayPart, u32)> {
        Turn::of(moment.parse().expect("a moment")).map(|turn| (turn.part, turn.number))
    }

    /// In Dutch hours, in winter and in summer.
    #[test]
    fn a_part_of_the_day_is_two_hours_in_turns() {
        for (moment, is) in [
            ("2026-01-15T06:59:59Z", None),
            ("2026-01-15T07:00:00Z", Some((DayPart::Morning, 0))),
            ("2026-01-15T07:05:00Z", Some((DayPart::Morning, 1))),
            ("2026-01-15T08:59:59Z", Some((DayPart::Morning, 23))),
            ("2026-01-15T09:00:00Z", None),
            ("2026-07-15T06:00:00Z", Some((DayPart::Morning, 0))),
            ("2026-07-15T11:00:00Z", Some((DayPart::Afternoon, 0))),
            ("2026-07-15T16:00:00Z", Some((DayPart::Evening, 0))),
            ("2026-07-15T17:59:59Z", Some((DayPart::Evening, 23))),
            ("2026-07-15T18:00:00Z", None),
            ("2026-07-15T23:00:00Z", None),
        ] {
            assert_eq!(turn(moment), is, "{moment}");
        }
    }

    /// A message for a phone that was off comes before the night, also when it is sent at the last moment.
    #[test]
    fn nothing_arrives_in_the_quiet_hours() {
        for part in DayPart::ALL {
            let last = part.begins() * 60 + TURNS * TURN_MINUTES + TTL_SECONDS / 60;
            assert!(last <= QUIET_FROM * 60, "{part:?}");
        }
        let numbers: std::collections::BTreeSet<_> = DayPart::ALL
            .into_iter()
            .flat_map(|part| Turn { part, number: TURNS - 1 }.so_far())
            .map(Turn::of_day)
            .collect();
        assert_eq!(numbers.len(), 72);
    }

    #[test]
    fn it_ends_half_a_year_later() {
        let month = |year, month| Month { year, month };
        let endpoint = Endpoint::read("https://fcm.googleapis.com/x").expect("an address");
        let asked = Subscription { endpoint, part: DayPart::Evening, since: month(2026, 11) };
        assert!(!asked.is_over(month(2026, 11)) && !asked.is_over(month(2027, 5)));
        assert!(asked.is_over(month(2027, 6)));
    }
}
