//! Repeatable chance for choices, and the one look at the machine's clock.

use chrono::{DateTime, Utc};

/// A small generator of numbers (SplitMix64): quick, and the same for the same seed.
#[derive(Clone)]
pub struct Dice(u64);

impl Dice {
    /// Dice that fall the same way for the same `seed`.
    pub const fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// The next 64 bits.
    pub const fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// A number below `most`.
    pub const fn below(&mut self, most: usize) -> usize {
        (self.roll() % most as u64) as usize
    }

    /// One of `all`.
    pub fn one<'a, T>(&mut self, all: &'a [T]) -> &'a T {
        &all[self.below(all.len())]
    }
}

/// Now, as the machine tells it.
#[expect(
    clippy::disallowed_methods,
    reason = "a measurement is about this machine, now; nothing of it reaches the product"
)]
pub fn now() -> DateTime<Utc> {
    Utc::now()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dice_repeat_themselves_and_reach_every_side() {
        let (mut one, mut other) = (Dice::new(7), Dice::new(7));
        assert!((0..100).all(|_| one.roll() == other.roll()));
        let seen: std::collections::BTreeSet<_> = (0..200).map(|_| one.below(6)).collect();
        assert_eq!(seen.len(), 6);
    }
}
