//! "Publiceer op een veilig moment": a challenge waits and appears together with others. Neither the hour nor the
//! order then says who wrote what during which shift (A2, T6).
//!
//! The calendar is cut into spans of [`Batch::SPAN_HOURS`] hours. Everything that is shared within one span is one
//! batch: it appears together, in an order that was drawn by lot. Of a waiting challenge only the number of its batch
//! is known, so nobody can know more: not the hour, not the order, not even the server.
//!
//! Why 18 hours: a challenge may appear at the earliest 2 and at the latest 24 hours after it was shared. So all of a
//! batch can appear together only between 2 hours after the span ended and 24 hours after it began. That leaves a choice:
//! a longer span puts more challenges and more shifts into one batch, a shorter one leaves more room for chance in the
//! moment. Whoever watches learns the span from the moment anyway, so the span is what protects, and chance in the moment
//! is not. Eighteen hours always cover more than two shifts, begin at another hour each day, and leave four hours by lot.

use crate::entropy::{self, Entropy};
use chrono::{DateTime, Duration, Utc};
use serde::{Deserialize, Serialize};

/// The moment at which a challenge appears.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Moment {
    /// At once.
    #[default]
    Now,
    /// Together with others, later.
    Safe,
}

impl Moment {
    /// The word in forms.
    pub const fn slug(self) -> &'static str {
        match self {
            Self::Now => "now",
            Self::Safe => "safe",
        }
    }
}

/// The challenges that are shared within one span and appear together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Batch(pub i64);

impl Batch {
    /// The length of a span, in hours.
    pub const SPAN_HOURS: i64 = 18;
    /// The least number of hours between sharing and appearing.
    pub const SOONEST_HOURS: i64 = 2;
    /// The greatest number of hours between sharing and appearing, as long as the server runs.
    pub const LATEST_HOURS: i64 = 24;
    /// Until its latest moment a batch waits for so many challenges: one alone hides behind nobody.
    pub const TOGETHER: i64 = 3;

    /// The batch of what is shared at this moment.
    pub fn of(moment: DateTime<Utc>) -> Self {
        Self(moment.timestamp().div_euclid(Self::SPAN_HOURS * 3600))
    }

    /// Returns the beginning of its span.
    fn begin(self) -> DateTime<Utc> {
        DateTime::from_timestamp(self.0.saturating_mul(Self::SPAN_HOURS * 3600), 0).unwrap_or_default()
    }

    /// The first moment at which it may appear.
    pub fn earliest(self) -> DateTime<Utc> {
        self.begin() + Duration::hours(Self::SPAN_HOURS + Self::SOONEST_HOURS)
    }

    /// The moment before which it has to appear.
    pub fn latest(self) -> DateTime<Utc> {
        self.begin() + Duration::hours(Self::LATEST_HOURS)
    }

    /// Tells whether it appears now; asked once a minute. The minute is drawn anew each time, so that it stands nowhere: with
    /// one asker every minute between earliest and latest is as likely as another. When several hosts ask, earlier ones are
    /// somewhat likelier, and the bounds stay.
    pub fn is_due(self, waiting: i64, now: DateTime<Utc>, entropy: &dyn Entropy) -> bool {
        if now < self.earliest() {
            return false;
        }
        // The next look is a minute away, and a busy machine may take longer: the last two minutes are the end.
        let minutes_left = (self.latest() - now).num_minutes() - 1;
        match u64::try_from(minutes_left) {
            Ok(left) if left > 1 => waiting >= Self::TOGETHER && entropy::below(entropy, left) == 0,
            _ => true,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entropy::Seeded;
    use proptest::prelude::*;

    fn at(seconds: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(1_795_000_000 + seconds, 0).expect("a moment")
    }

    /// The minute in which a batch of `waiting` challenges appears, in minutes after its earliest moment.
    fn appears(batch: Batch, waiting: i64, chance: &Seeded) -> i64 {
        let minutes = 0..=(Batch::LATEST_HOURS * 60);
        minutes
            .into_iter()
            .find(|minute| batch.is_due(waiting, batch.earliest() + Duration::minutes(*minute), chance))
            .expect("it appears")
    }

    proptest! {
        /// Whenever something is shared, it appears at least 2 and at most 24 hours later, with company or without.
        #[test]
        fn nothing_appears_too_soon_or_too_late(seconds in 0..400_000_000i64, seed: u64, waiting in 1..9i64) {
            let (shared, chance) = (at(seconds), Seeded::new(seed));
            let batch = Batch::of(shared);
            let appears = batch.earliest() + Duration::minutes(appears(batch, waiting, &chance));
            let hours = (appears - shared).num_seconds() as f64 / 3600.0;
            prop_assert!((2.0..=24.0).contains(&hours), "{hours}");
        }

        /// A server that stood still releases what is late at its first look.
        #[test]
        fn what_is_late_appears_at_once(seconds in 0..400_000_000i64, late in 0..10_000_000i64) {
            let batch = Batch::of(at(seconds));
            prop_assert!(batch.is_due(1, batch.latest() + Duration::seconds(late), &Seeded::new(1)));
        }
    }

    #[test]
    fn one_alone_waits_until_the_end() {
        let batch = Batch::of(at(0));
        for seed in 0..50 {
            assert_eq!(appears(batch, Batch::TOGETHER - 1, &Seeded::new(seed)), 238);
        }
    }

    /// 4,000 batches over 239 minutes: chi-square with 15 degrees of freedom over 16 parts, at 0.001.
    #[test]
    fn every_minute_is_as_likely_as_another() {
        let (batch, chance) = (Batch::of(at(0)), Seeded::new(6));
        let mut parts = [0_f64; 16];
        for _ in 0..4_000 {
            parts[(appears(batch, 9, &chance) * 16 / 239) as usize] += 1.0;
        }
        // The parts are 14 or 15 minutes long.
        let expected = |part: i64| {
            let minutes = (0..239).filter(|minute| minute * 16 / 239 == part).count() as f64;
            4_000.0 * minutes / 239.0
        };
        let square: f64 = (0..16).zip(parts).map(|(n, is)| (is - expected(n)).powi(2) / expected(n)).sum();
        assert!(square < 37.7, "{square}: {parts:?}");
    }

    /// A span begins at another hour each day, so it never is one shift.
    #[test]
    fn a_span_covers_more_than_two_shifts_and_moves_on() {
        let hours: std::collections::BTreeSet<_> =
            (0..4).map(|n| Batch(n).begin().timestamp() / 3600 % 24).collect();
        assert_eq!(hours.into_iter().collect::<Vec<_>>(), [0, 6, 12, 18]);
    }
}
