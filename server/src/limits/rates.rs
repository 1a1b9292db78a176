//! Buckets that refill by the clock, one number each.

use std::collections::HashMap;
use std::hash::Hash;

/// More askers than this at once are not remembered: memory stays bounded under any flood.
const MOST: usize = 100_000;

/// A number per period; all of them may come at once.
#[derive(Clone, Copy, Debug)]
pub struct Rate {
    /// Milliseconds after which one more may come.
    each: i64,
    /// Milliseconds after which an empty bucket is full again.
    period: i64,
}

impl Rate {
    /// `count` per `period` milliseconds.
    pub fn new(count: u32, period: i64) -> Self {
        Self { each: (period / i64::from(count.max(1))).max(1), period }
    }
}

/// Per asker the moment at which the bucket is full again (the generic cell rate algorithm): a bucket whose moment has
/// passed holds nothing worth remembering.
#[derive(Debug)]
pub struct Buckets<K>(HashMap<K, i64>);

impl<K> Default for Buckets<K> {
    fn default() -> Self {
        Self(HashMap::new())
    }
}

impl<K: Copy + Eq + Hash> Buckets<K> {
    /// Takes one, or says in how many milliseconds there is one.
    pub fn take(&mut self, who: K, rate: Rate, now: i64) -> Result<(), i64> {
        self.make_room(now);
        let after = self.full_at(&who, now) + rate.each;
        if after - now > rate.period {
            return Err(after - now - rate.period);
        }
        self.0.insert(who, after);
        Ok(())
    }

    /// Takes one, also when there is none; more than `most` that were not there are not counted.
    pub fn overdraw(&mut self, who: K, rate: Rate, most: i64, now: i64) {
        self.make_room(now);
        let after = self.full_at(&who, now) + rate.each;
        self.0.insert(who, after.min(now + rate.period + most * rate.each));
    }

    /// The number that would have been taken that are not there, with the next one; zero while there is one.
    pub fn lacks(&self, who: &K, rate: Rate, now: i64) -> i64 {
        let lacking = self.full_at(who, now) + rate.each - now - rate.period;
        (lacking.max(0) + rate.each - 1) / rate.each
    }

    /// Puts one back.
    pub fn give_back(&mut self, who: &K, rate: Rate) {
        if let Some(full_at) = self.0.get_mut(who) {
            *full_at -= rate.each;
        }
    }

    /// Returns true when nothing is missing.
    pub fn is_full(&self, who: &K, now: i64) -> bool {
        self.full_at(who, now) == now
    }

    fn full_at(&self, who: &K, now: i64) -> i64 {
        self.0.get(who).copied().unwrap_or(now).max(now)
    }

    /// Forgets the full buckets when there are too many, and if that is not enough, all: a flood from a hundred
    /// thousand networks is met by the state "under attack", not by this table.
    fn make_room(&mut self, now: i64) {
        if self.0.len() >= MOST {
            self.0.retain(|_, full_at| *full_at > now);
        }
        if self.0.len() >= MOST {
            self.0.clear();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn memory_stays_bounded() {
        let mut buckets = Buckets::default();
        for who in 0..(MOST as u64 * 2 + 10) {
            assert_eq!(buckets.take(who, Rate::new(1, 60_000), 0), Ok(()));
            assert!(buckets.0.len() <= MOST);
        }
    }

    #[test]
    fn a_bucket_says_how_long_to_wait() {
        let mut buckets = Buckets::default();
        let rate = Rate::new(2, 10_000);
        assert_eq!(buckets.take(1, rate, 0), Ok(()));
        assert_eq!(buckets.take(1, rate, 0), Ok(()));
        assert_eq!(buckets.take(1, rate, 1_000), Err(4_000));
        assert_eq!(buckets.take(1, rate, 5_000), Ok(()));
        assert_eq!(buckets.take(1, rate, 5_000), Err(5_000));
    }

    #[test]
    fn what_is_taken_beyond_a_bucket_is_counted_up_to_a_bound_and_what_is_put_back_is_there() {
        let (mut buckets, rate) = (Buckets::default(), Rate::new(2, 10_000));
        assert!(buckets.is_full(&1, 0));
        for lacks in [0, 0, 1, 2, 3, 4, 4] {
            assert_eq!(buckets.lacks(&1, rate, 0), lacks);
            buckets.overdraw(1, rate, 3, 0);
        }
        assert_eq!(buckets.take(1, rate, 0), Err(20_000));
        (0..4).for_each(|_| buckets.give_back(&1, rate));
        assert_eq!(buckets.take(1, rate, 0), Ok(()));
        assert!(!buckets.is_full(&1, 0));
    }
}
