//! How sure a share of people is.

/// The 97.5th percentile of the normal distribution: of a hundred such intervals about 95 hold the truth.
pub const Z: f64 = 1.959_964;

/// A number of people in steps of five, so that who watches it does not see who came when (P7 and P11). Few are five.
pub const fn in_fives(people: i64) -> i64 {
    match people {
        ..=0 => 0,
        1..=7 => 5,
        _ => (people + 2) / 5 * 5,
    }
}

/// A share between two bounds, each from 0 to 1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Interval {
    /// Probably not less than this.
    pub lower: f64,
    /// Probably not more than this.
    pub upper: f64,
}

impl Interval {
    /// The bounds in percents, in steps of five rounded outwards: what is said is never surer than what was computed, and leads
    /// back to no number of people.
    pub fn percents(self) -> (u8, u8) {
        // A hair is left to the arithmetic, or 0.64 of the computation would become 65.
        let hair = 1e-9;
        let lower = (self.lower * 20.0 + hair).floor().clamp(0.0, 20.0) * 5.0;
        let upper = (self.upper * 20.0 - hair).ceil().clamp(0.0, 20.0) * 5.0;
        (lower as u8, upper as u8)
    }
}

/// The Wilson score interval at 95 % of `hits` out of `of` (Wilson 1927; Newcombe, Statistics in Medicine 17, 1998,
/// method 3). It stays between 0 and 1 and says something sensible about five people, which the textbook interval does
/// not. `None` without anybody, or with more hits than people.
pub fn wilson(hits: u32, of: u32) -> Option<Interval> {
    if of == 0 || hits > of {
        return None;
    }
    let (n, share, z2) = (f64::from(of), f64::from(hits) / f64::from(of), Z * Z);
    let middle = 2.0 * n * share + z2;
    let half = Z * (z2 + 4.0 * n * share * (1.0 - share)).sqrt();
    let width = 2.0 * (n + z2);
    let bound = |bound: f64| (bound / width).clamp(0.0, 1.0);
    // At the ends the formula gives exactly 0 and 1; the arithmetic would miss them by a hair.
    Some(Interval {
        lower: if hits == 0 { 0.0 } else { bound(middle - half) },
        upper: if hits == of { 1.0 } else { bound(middle + half) },
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The first four: Newcombe 1998, Table I; the others computed with the formula, to four places.
    #[test]
    fn the_interval_is_that_of_the_published_tables() {
        for (hits, of, lower, upper) in [
            (81, 263, 0.2553, 0.3662),
            (15, 148, 0.0624, 0.1605),
            (0, 20, 0.0, 0.1611),
            (1, 29, 0.0061, 0.1718),
            (3, 5, 0.2307, 0.8824),
            (5, 10, 0.2366, 0.7634),
            (7, 7, 0.6457, 1.0),
            (0, 5, 0.0, 0.4345),
        ] {
            let interval = wilson(hits, of).expect("people");
            assert!((interval.lower - lower).abs() < 0.000_05, "{hits}/{of}: {interval:?}");
            assert!((interval.upper - upper).abs() < 0.000_05, "{hits}/{of}: {interval:?}");
        }
    }

    #[test]
    fn nobody_and_nonsense_have_no_interval() {
        assert_eq!(wilson(0, 0), None);
        assert_eq!(wilson(6, 5), None);
    }

    #[test]
    fn percents_are_rounded_outwards() {
        assert_eq!(wilson(12, 17).expect("people").percents(), (45, 90));
        assert_eq!(wilson(5, 5).expect("people").percents(), (55, 100));
        assert_eq!(wilson(0, 5).expect("people").percents(), (0, 45));
        assert_eq!(Interval { lower: 0.30, upper: 0.55 }.percents(), (30, 55));
    }

    proptest! {
        #[test]
        fn an_interval_holds_its_share_and_narrows_with_more_people(of in 1_u32..5_000, part in 0.0..=1.0_f64) {
            let hits = (f64::from(of) * part) as u32;
            let one = wilson(hits, of).expect("people");
            let share = f64::from(hits) / f64::from(of);
            prop_assert!(0.0 <= one.lower && one.lower <= share && share <= one.upper && one.upper <= 1.0);
            let ten = wilson(hits * 10, of * 10).expect("people");
            prop_assert!(ten.upper - ten.lower < one.upper - one.lower);
        }
    }

    #[test]
    fn people_are_told_in_fives() {
        for (people, told) in [(0, 0), (1, 5), (7, 5), (8, 10), (12, 10), (13, 15), (101, 100)] {
            assert_eq!(in_fives(people), told, "{people}");
        }
    }
}
