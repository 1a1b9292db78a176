//! Names for what is counted in memory: keyed hashes under a key that is made at the start of the program and anew every
//! day (P9), so that no table of a running server holds an address or an account, and none can be laid beside another day's.

use domain::entropy::{self, Entropy};
use domain::time::{Clock, Day};
use hmac::{Hmac, Mac};
use sha2::Sha256;
use std::sync::{Arc, Mutex, PoisonError};

/// A name of today. Never stored, logged or shown.
pub type DailyName = [u8; 16];

/// The key of the day.
pub struct DailyKey {
    clock: Arc<dyn Clock>,
    entropy: Arc<dyn Entropy>,
    key: Mutex<(Day, [u8; 32])>,
}

impl DailyKey {
    /// A new key.
    pub fn new(clock: Arc<dyn Clock>, entropy: Arc<dyn Entropy>) -> Self {
        let key = Mutex::new((clock.today(), entropy::bytes(&*entropy)));
        Self { clock, entropy, key }
    }

    /// Returns what `bytes` goes by today.
    pub fn name(&self, bytes: &[u8]) -> DailyName {
        let mut mac = Hmac::<Sha256>::new_from_slice(&self.key())
            .unwrap_or_else(|_| unreachable!("HMAC takes any key"));
        mac.update(bytes);
        let mut name = [0; 16];
        name.copy_from_slice(&mac.finalize().into_bytes()[..16]);
        name
    }

    fn key(&self) -> [u8; 32] {
        let today = self.clock.today();
        let mut key = self.key.lock().unwrap_or_else(PoisonError::into_inner);
        if key.0 != today {
            *key = (today, entropy::bytes(&*self.entropy));
        }
        key.1
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::entropy::Seeded;
    use domain::time::FixedClock;

    #[test]
    fn a_name_lasts_for_a_day_and_belongs_to_one_key() {
        let clock = Arc::new(FixedClock::at("2026-11-21T12:00:00Z".parse().expect("a time")));
        let chance = Arc::new(Seeded::new(1));
        let (key, other) =
            (DailyKey::new(clock.clone(), chance.clone()), DailyKey::new(clock.clone(), chance));
        let today = key.name(b"anna");
        assert_eq!(key.name(b"anna"), today);
        assert_ne!(key.name(b"bram"), today);
        assert_ne!(other.name(b"anna"), today);
        clock.forward(chrono::Duration::days(1));
        assert_ne!(key.name(b"anna"), today);
    }
}
