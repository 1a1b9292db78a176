//! The edge of the program: the only place that reads the system's clock and asks the system for chance.
//!
//! Everything else gets both as arguments ([`Clock`], [`Entropy`]), so that tests stand still and repeat themselves.

use chrono::{DateTime, Utc};
use domain::entropy::Entropy;
use domain::time::Clock;

/// The clock of the machine.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    #[expect(clippy::disallowed_methods, reason = "the one place that reads the clock")]
    fn now(&self) -> DateTime<Utc> {
        Utc::now()
    }
}

/// Chance from the operating system.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemEntropy;

impl Entropy for SystemEntropy {
    /// # Panics
    /// When the operating system gives no chance: then nothing may be made from it, least of all a key.
    #[expect(clippy::disallowed_methods, reason = "the one place that asks for chance")]
    fn fill(&self, bytes: &mut [u8]) {
        getrandom::fill(bytes).expect("the operating system gives random bytes");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_draws_differ() {
        let draw = || domain::entropy::bytes::<32>(&SystemEntropy);
        assert_ne!(draw(), draw());
    }
}
