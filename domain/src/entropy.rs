//! Chance as an argument.

use sha2::{Digest, Sha256};

/// A source of unpredictable bytes. The server's implementation asks the operating system; tests use [`Seeded`].
pub trait Entropy: Send + Sync {
    /// Fills `bytes` with random bytes.
    fn fill(&self, bytes: &mut [u8]);
}

/// An array of `N` bytes from `entropy`.
pub fn bytes<const N: usize>(entropy: &dyn Entropy) -> [u8; N] {
    let mut out = [0; N];
    entropy.fill(&mut out);
    out
}

/// A number below `bound`, each as likely as another; 0 when the bound is 0.
///
/// Draws that would make small numbers a little likelier are drawn again.
pub fn below(entropy: &dyn Entropy, bound: u64) -> u64 {
    let fair = u64::MAX - u64::MAX.checked_rem(bound).unwrap_or_default();
    loop {
        let drawn = u64::from_le_bytes(bytes(entropy));
        if drawn < fair {
            return drawn.checked_rem(bound).unwrap_or_default();
        }
    }
}

/// Puts `all` into an order drawn by lot, each as likely as another (Fisher and Yates).
pub fn shuffle<T>(all: &mut [T], entropy: &dyn Entropy) {
    for last in (1..all.len()).rev() {
        let chosen = below(entropy, last as u64 + 1) as usize;
        all.swap(last, chosen);
    }
}

/// Repeatable bytes for tests and demo content: SHA-256 in counter mode over a seed. Never for real secrets.
pub struct Seeded {
    seed: u64,
    counter: std::sync::atomic::AtomicU64,
}

impl Seeded {
    /// A source that gives the same bytes for the same `seed`.
    pub fn new(seed: u64) -> Self {
        Self { seed, counter: std::sync::atomic::AtomicU64::new(0) }
    }
}

impl Entropy for Seeded {
    fn fill(&self, bytes: &mut [u8]) {
        for chunk in bytes.chunks_mut(32) {
            let n = self.counter.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
            let block =
                Sha256::new().chain_update(self.seed.to_le_bytes()).chain_update(n.to_le_bytes()).finalize();
            chunk.copy_from_slice(&block[..chunk.len()]);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    #[test]
    fn a_number_stays_below_its_bound() {
        let chance = Seeded::new(1);
        for bound in [1, 2, 3, 239, u64::MAX] {
            assert!((0..100).all(|_| below(&chance, bound) < bound), "{bound}");
        }
        assert_eq!(below(&chance, 0), 0);
    }

    /// 24,000 shuffles of four: chi-square with 23 degrees of freedom at 0.001.
    #[test]
    fn every_order_is_as_likely_as_another() {
        let chance = Seeded::new(2);
        let mut orders: BTreeMap<[u8; 4], f64> = BTreeMap::new();
        for _ in 0..24_000 {
            let mut four = [0, 1, 2, 3];
            shuffle(&mut four, &chance);
            *orders.entry(four).or_default() += 1.0;
        }
        let square: f64 = orders.values().map(|count| (count - 1_000.0).powi(2) / 1_000.0).sum();
        assert!(orders.len() == 24 && square < 49.7, "{square}");
    }
}
