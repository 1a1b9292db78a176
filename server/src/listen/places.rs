//! The places for connections: so many in all, and so many of one network, so that nobody takes them all.

use crate::daily::{DailyKey, DailyName};
use crate::layers::network::prefix;
use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// All places.
pub struct Seats {
    free: Arc<Semaphore>,
    most: usize,
    of_one: Option<(u32, Arc<DailyKey>)>,
    taken: Mutex<HashMap<DailyName, u32>>,
}

impl Seats {
    /// `most` at once; of one network at most as many as `of_one` says, if it does.
    pub fn new(most: usize, of_one: Option<(u32, Arc<DailyKey>)>) -> Arc<Self> {
        Arc::new(Self { free: Arc::new(Semaphore::new(most)), most, of_one, taken: Mutex::default() })
    }

    /// Waits until there is one for whoever comes next.
    pub async fn next(&self) -> Option<OwnedSemaphorePermit> {
        // The semaphore is never closed.
        self.free.clone().acquire_owned().await.ok()
    }

    /// Gives it to somebody at `address`; `None` when their network has as many as it may.
    pub fn take(
        self: &Arc<Self>,
        place: Option<OwnedSemaphorePermit>,
        address: IpAddr,
    ) -> Option<ConnectionPlace> {
        let network = match &self.of_one {
            None => None,
            Some((most, names)) => {
                let name = names.name(&prefix(address));
                let mut taken = self.taken();
                let own = taken.entry(name).or_default();
                if *own >= *most {
                    return None;
                }
                *own += 1;
                Some(name)
            }
        };
        Some(ConnectionPlace { places: self.clone(), network, _place: place })
    }

    /// Tells whether fewer than a quarter is left.
    pub fn are_scarce(&self) -> bool {
        self.free.available_permits() < self.most.div_ceil(4)
    }

    fn taken(&self) -> MutexGuard<'_, HashMap<DailyName, u32>> {
        self.taken.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A place that is taken, and given back when this is gone.
pub struct ConnectionPlace {
    places: Arc<Seats>,
    network: Option<DailyName>,
    _place: Option<OwnedSemaphorePermit>,
}

impl Drop for ConnectionPlace {
    fn drop(&mut self) {
        let Some(network) = self.network else { return };
        let mut taken = self.places.taken();
        match taken.get_mut(&network) {
            Some(own) if *own > 1 => *own -= 1,
            _ => drop(taken.remove(&network)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::entropy::Seeded;
    use domain::time::FixedClock;

    #[tokio::test]
    async fn one_network_takes_so_many_and_gives_them_back() {
        let clock = Arc::new(FixedClock::at("2026-11-21T12:00:00Z".parse().expect("a time")));
        let names = Arc::new(DailyKey::new(clock, Arc::new(Seeded::new(1))));
        let places = Seats::new(8, Some((2, names)));
        let [here, neighbour, there] =
            ["192.0.2.1", "192.0.2.99", "198.51.100.1"].map(|ip| ip.parse().expect("an address"));
        let first = places.take(places.next().await, here).expect("a place");
        let second = places.take(places.next().await, neighbour).expect("a place");
        assert!(places.take(places.next().await, here).is_none());
        let other = places.take(places.next().await, there).expect("a place");
        drop(first);
        let third = places.take(places.next().await, here).expect("a place");
        drop((second, third, other));
        assert!(places.taken().is_empty(), "nothing is remembered of who left");
        assert_eq!(places.free.available_permits(), 8);
    }

    #[tokio::test]
    async fn places_are_scarce_when_less_than_a_quarter_is_left() {
        let places = Seats::new(8, None);
        let mut held = Vec::new();
        for taken in 0..8 {
            assert_eq!(places.are_scarce(), taken > 6, "{taken}");
            held.push(places.next().await);
        }
    }
}
