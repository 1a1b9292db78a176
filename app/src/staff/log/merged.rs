//! The logs of the three zones as one.

use crate::kit::ctx::Ctx;
use domain::time::{Day, moment_of};
use std::cmp::Reverse;
use std::fmt;
use std::str::FromStr;
use store::{StaffLogFilter, StaffLogLine, Tx};

/// The zone whose lines are about posts: they know the day only (`store/src/held_decisions.rs`).
const COMMUNITY: u8 = 1;
/// A day in seconds.
const DAY: i64 = 24 * 60 * 60;

/// The seconds after its moment at which a line of this zone stands in the log: what is known to the day stands at its end.
const fn later(zone: u8) -> i64 {
    if zone == COMMUNITY { DAY - 1 } else { 0 }
}

/// The place of a line in the log of all zones. Newest first, the latest moment comes first, and what has a day only before the rest of that
/// day; of one moment the accounts, then the community, then staff; of one zone the latest line. Oldest first it is the same, backwards.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Place {
    /// The second at which it stands.
    at: i64,
    zone: u8,
    position: i64,
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}.{}", self.at, self.zone, self.position)
    }
}

impl FromStr for Place {
    type Err = ();
    fn from_str(text: &str) -> Result<Self, ()> {
        let mut parts = text.split('.');
        let mut next = || parts.next().ok_or(());
        let at = next()?.parse().map_err(|_| ())?;
        let zone = next()?.parse().map_err(|_| ())?;
        let position = next()?.parse().map_err(|_| ())?;
        if zone > 2 || parts.next().is_some() { Err(()) } else { Ok(Self { at, zone, position }) }
    }
}

impl Place {
    /// The point in a zone that parts its lines: the earlier ones follow this place newest first, the later ones oldest first.
    fn parting(self, zone: u8) -> (i64, i64) {
        let at = self.at.saturating_sub(later(zone));
        match zone.cmp(&self.zone) {
            // All of this moment are later.
            std::cmp::Ordering::Less => (at, i64::MIN),
            std::cmp::Ordering::Equal => (at, self.position),
            // All of this moment are earlier.
            std::cmp::Ordering::Greater => (at, i64::MAX),
        }
    }

    fn of(zone: u8, position: i64, line: &StaffLogLine) -> Self {
        Self { at: line.at.saturating_add(later(zone)), zone, position }
    }

    /// The day of its line.
    pub(super) fn day(self) -> Option<Day> {
        moment_of(self.at - later(self.zone)).map(Day::of)
    }

    /// The second of its line, unless only the day is known.
    pub(super) fn second(self) -> Option<i64> {
        (self.zone != COMMUNITY).then_some(self.at)
    }

    fn order(&self) -> (Reverse<i64>, u8, Reverse<i64>) {
        (Reverse(self.at), self.zone, Reverse(self.position))
    }
}

/// The `limit` lines after a place; `down` is the newest first.
pub(super) async fn list(
    ctx: &Ctx,
    filter: &StaffLogFilter,
    down: bool,
    after: Option<Place>,
    limit: usize,
) -> store::Result<Vec<(Place, StaffLogLine)>> {
    let zones = [
        of_zone(ctx.store.accounts.read().await?, 0, filter, (down, after, limit)).await?,
        of_zone(ctx.store.community.read().await?, 1, filter, (down, after, limit)).await?,
        of_zone(ctx.store.staff.read().await?, 2, filter, (down, after, limit)).await?,
    ];
    let mut all: Vec<_> = zones
        .into_iter()
        .zip(0_u8..)
        .flat_map(|(lines, zone)| {
            lines.into_iter().map(move |(position, line)| (Place::of(zone, position, &line), line))
        })
        .collect();
    all.sort_by_key(|(place, _)| place.order());
    if !down {
        all.reverse();
    }
    all.truncate(limit);
    Ok(all)
}

/// Those of one zone.
async fn of_zone<Z>(
    mut tx: Tx<Z>,
    zone: u8,
    filter: &StaffLogFilter,
    (down, after, limit): (bool, Option<Place>, usize),
) -> store::Result<Vec<(i64, StaffLogLine)>> {
    let (from, most) = (after.map(|after| after.parting(zone)), i64::try_from(limit).unwrap_or(i64::MAX));
    match down {
        true => tx.staff_log().list(filter, from, most).await,
        false => tx.staff_log().list_oldest(filter, from, most).await,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::staff::StaffDeed;

    #[test]
    fn a_place_reads_back_as_it_was_written_and_nothing_else_is_one() {
        let place = Place { at: 1_764_500_000, zone: 2, position: 41 };
        assert_eq!(place.to_string().parse(), Ok(place));
        for text in ["", "1", "1.2", "1.3.4", "1.2.3.4", "a.b.c", "1.-1.2", "1.2."] {
            assert_eq!(text.parse::<Place>(), Err(()), "{text}");
        }
    }

    /// A second beside the id of a post would be one that nobody noted.
    #[test]
    fn what_has_a_day_only_stands_above_that_day_and_says_no_time() {
        let day = Day::read("2026-11-30").expect("a day");
        let line = |at| StaffLogLine::new(at, None, StaffDeed::ReleasePost);
        let place = |zone, at| Place::of(zone, 1, &line(at));
        let (decided, evening) = (place(COMMUNITY, day.seconds()), place(2, day.seconds() + 20 * 3_600));
        assert!(decided.order() < evening.order());
        assert!(place(2, day.seconds() + DAY).order() < decided.order(), "the next day is above it");
        assert_eq!((decided.day(), decided.second()), (Some(day), None));
        assert_eq!((evening.day(), evening.second()), (Some(day), Some(day.seconds() + 20 * 3_600)));
    }

    #[test]
    fn what_follows_a_place_is_what_is_ordered_after_it() {
        let places: Vec<_> = (0..3)
            .flat_map(|at| {
                (0..3).flat_map(move |zone| (0..3).map(move |position| Place { at, zone, position }))
            })
            .collect();
        for here in &places {
            for other in &places {
                let row = (other.at - later(other.zone), other.position);
                let parting = here.parting(other.zone);
                assert_eq!(row < parting, other.order() > here.order(), "{other} after {here}");
                assert_eq!(row > parting, other.order() < here.order(), "{other} before {here}");
            }
        }
    }
}
