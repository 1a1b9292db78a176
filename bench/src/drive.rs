//! The load: so many connections, each asking again as soon as it was answered.

use crate::Fault;
use crate::chance::Dice;
use crate::http::{Ask, Connection};
use serde::Serialize;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// What one connection asks, one after the other in random order.
pub type Questions = Arc<Vec<Ask>>;

/// How hard and how long.
#[derive(Clone, Copy)]
pub struct Load {
    /// Connections at once.
    pub connections: usize,
    /// Before counting.
    pub warm_up: Duration,
    /// Counted.
    pub counted: Duration,
}

/// What was counted.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Counted {
    /// Answers per second.
    pub per_second: f64,
    /// Half of the answers came within so many milliseconds.
    pub p50_ms: f64,
    /// 99 of 100 answers came within so many milliseconds.
    pub p99_ms: f64,
    /// Bytes of a body, on average.
    pub bytes: f64,
}

/// Asks with each connection's own questions, which must all be answered with `status`.
pub async fn drive(
    address: SocketAddr,
    load: Load,
    status: u16,
    questions: impl Fn(usize) -> Questions,
) -> Result<Counted, Fault> {
    let begin = Instant::now() + load.warm_up;
    let end = begin + load.counted;
    let mut running = Vec::new();
    for n in 0..load.connections {
        let connection = Connection::open(address).await?;
        running.push(tokio::spawn(one(connection, questions(n), n, status, (begin, end))));
    }
    let (mut times, mut bytes) = (Vec::new(), 0);
    for task in running {
        let (took, sum) = task.await.map_err(|why| format!("A connection's task failed: {why}."))??;
        times.extend(took);
        bytes += sum;
    }
    Ok(summed(times, bytes, load.counted))
}

async fn one(
    mut connection: Connection,
    questions: Questions,
    seed: usize,
    status: u16,
    (begin, end): (Instant, Instant),
) -> Result<(Vec<Duration>, usize), Fault> {
    let mut dice = Dice::new(seed as u64);
    let (mut times, mut bytes) = (Vec::new(), 0);
    loop {
        let asked = Instant::now();
        if asked >= end {
            return Ok((times, bytes));
        }
        let (answered, size) = connection.ask(dice.one::<Ask>(&questions)).await?;
        if answered != status {
            return Err(format!("The server answered {answered} where {status} was expected."));
        }
        let now = Instant::now();
        if asked >= begin && now <= end {
            times.push(now - asked);
            bytes += size;
        }
    }
}

fn summed(mut times: Vec<Duration>, bytes: usize, counted: Duration) -> Counted {
    times.sort_unstable();
    let at = |share: f64| {
        let place = (times.len() as f64 * share) as usize;
        times.get(place.min(times.len().saturating_sub(1))).map_or(0.0, |time| time.as_secs_f64() * 1e3)
    };
    Counted {
        per_second: times.len() as f64 / counted.as_secs_f64(),
        p50_ms: at(0.5),
        p99_ms: at(0.99),
        bytes: bytes as f64 / times.len().max(1) as f64,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentiles_are_of_the_sorted_times() {
        let times = (1..=1000).rev().map(Duration::from_millis).collect();
        let counted = summed(times, 5_000, Duration::from_secs(2));
        assert_eq!(counted, Counted { per_second: 500.0, p50_ms: 501.0, p99_ms: 991.0, bytes: 5.0 });
        assert_eq!(summed(Vec::new(), 0, Duration::from_secs(1)), Counted::default());
    }
}
