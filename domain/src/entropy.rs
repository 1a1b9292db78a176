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
